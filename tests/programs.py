"""Programs of other people that tests, judges and benchmarks run: where each is, and how it is kept on loopback."""

import os
import shutil
from pathlib import Path

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
