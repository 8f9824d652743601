"""The secrets scan: what looks like a key or a password in the project's files, by the detectors of detect-secrets.

A word that is no secret says so on its line, `# pragma: allowlist secret`, and why.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import default_settings


def files_of(project: Path) -> list[str]:
    """Every file that is in the project's git or would be added to it, as a path within the project."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)  # noqa: S603  (our words)
    return [name for name in listed.stdout.split("\0") if (project / name).is_file()]


def secrets_in(project: Path, names: Iterable[str]) -> list[str]:
    """“file:line: kind” of everything in these files that looks like a secret; the secrets themselves are not said."""
    found = SecretsCollection(root=str(project))
    with default_settings():  # nobody is asked over the network whether a secret works
        for name in names:
            found.scan_file(name)
    return sorted(f"{name}:{secret.line_number}: {secret.type}" for name, secret in found)
