"""Programs of other people that tests, judges and benchmarks run: where each is, and how it is kept on loopback."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

HOST = "127.0.0.1"

CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")  # Debian's own package


def chromium() -> str | None:
    """The path of a Chromium; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def nginx() -> str | None:
    """The path of nginx, which is not on everybody's path; None where there is none."""
    return shutil.which("nginx", path=os.environ.get("PATH", os.defpath) + ":/usr/sbin")


def nginx_with_brotli() -> str | None:
    """The path of an nginx that can serve ready-made Brotli files."""
    return nginx() if NGINX_BROTLI.exists() else None


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the program listens on the port. Raises AssertionError with its `log` if it ends, or after 20 s."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        assert process.poll() is None, log.read_text()
    raise AssertionError(log.read_text())
