"""What the darkroom may use: so much memory and time, and no disk."""

import resource

MEMORY = 480 * 2**20  # bytes of data; with the libraries it stays below the 512 MB of 5-promises, S24


def limit(seconds: int) -> None:
    """From here on: so much memory and processor time, no file written, no core dumped."""
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
