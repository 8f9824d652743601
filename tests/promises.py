"""How often a promise is tried: a little in every run, in full where `PROMISES=full` asks for the promised figure."""

import os


def count(small: int, full: int) -> int:
    """The number of tries: `full` with PROMISES=full in the environment, else `small`."""
    return full if os.environ.get("PROMISES") == "full" else small
