"""`make bench`: what the public site costs: pages served, rendered, published, printed and searched, side by side.

Fills a temporary newsroom with an archive of `BENCH_DAYS` days (10,000), prints it, and measures in interleaved rounds.
"""

import dataclasses
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import work
from tests import programs
from tests.programs import HOST, free_port

PROJECT = Path(__file__).resolve().parent.parent
DAYS = int(os.environ.get("BENCH_DAYS", "10000"))
ROUNDS, SECONDS, CONNECTIONS = 5, 3, 32
HELLO = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")])
    return [b"Hello, world!"]
"""
MAIN = """
load_module {module}; daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 2; {user}
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/site.conf;
  server {{ listen {host}:{plain}; root {folder}; location / {{ }} }}
}}
"""


@dataclasses.dataclass(frozen=True)
class Way:
    """One thing to ask for: what it is called, where it is, and whose processor time it costs."""

    name: str
    url: str
    process: int


@dataclasses.dataclass(frozen=True)
class Rate:
    """What wrk saw: requests a second, and microseconds of the server's processors for each."""

    requests: float
    processor: float


def main() -> int:
    with ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory()))
        os.environ |= {"MEDIA_ROOT": str(folder / "media"), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/news.sqlite3")
        work.fill(DAYS)
        say(f"\nThe archive has {DAYS} days.\n")
        for line in (*work.rendering(), *work.publishing(), *work.searching()):
            say(line)
        served(folder, open_things)
        for line in starting(folder):
            say(line)
    return 0


def served(folder: Path, open_things: ExitStack) -> None:
    """Requests a second, in interleaved rounds; medians, and how far the rounds lay apart."""
    hello = open_things.enter_context(granian(folder / "hello", "hello:application", HELLO))
    front = open_things.enter_context(granian(folder / "front", "newsroom.wsgi:application"))
    proxy, plain = open_things.enter_context(nginx(folder / "nginx", front.url))
    first, middle, newest = work.days()
    pages = {"newest day": newest, "day 1": first, "a day in the middle": middle, "month": newest[:9], "home": "/"}
    ways = [hello, *(Way(f"front, {name}", front.url + path, front.process) for name, path in pages.items())]
    ways.append(Way("front, feed", f"{front.url}/feed.rss", front.process))
    ways.append(Way("nginx, newest day", proxy.url + newest, proxy.process))
    ways.append(Way("nginx, plain file", f"{plain.url}/plain.html", plain.process))
    shutil.copy(
        Path(os.environ["MEDIA_ROOT"]) / "site" / newest.strip("/") / "index.html.br", folder / "nginx/plain.html"
    )
    rates: dict[str, list[Rate]] = {way.name: [] for way in ways}
    for _round in range(ROUNDS):
        for way in ways:
            rates[way.name].append(asked(way))
    say(f"\n{'':<28}{'requests/s':>12}{'±':>8}{'µs of CPU':>12}{'of its hello':>14}")
    base = {"front": median(rates[hello.name]), "nginx": median(rates["nginx, plain file"])}
    for name, found in rates.items():
        middle_rate, spread = median(found), (max(r.requests for r in found) - min(r.requests for r in found)) / 2
        share = middle_rate / base["nginx" if name.startswith("nginx") else "front"]
        processor = statistics.median(rate.processor for rate in found)
        say(f"{name:<28}{middle_rate:>12,.0f}{spread:>8,.0f}{processor:>12.0f}{share:>14.0%}")


def median(rates: list[Rate]) -> float:
    return statistics.median(rate.requests for rate in rates)


def asked(way: Way) -> Rate:
    """One round of wrk, as a browser asks: with its encodings."""
    before = processor_of(way.process)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip, deflate, br", way.url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    lines = {line.split()[0]: line.split() for line in said.splitlines() if line.strip()}
    if "Non-2xx" in said:
        raise SystemExit(f"{way.url} does not answer 200:\n{said}")
    requests = float(lines["Requests/sec:"][1])
    return Rate(requests, (processor_of(way.process) - before) / (requests * SECONDS) * 1e6)


def starting(folder: Path) -> Iterator[str]:
    """How soon a fresh server shows a printed page, and how much memory a worker has then and after work."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        with granian(folder / "fresh", "newsroom.wsgi:application", workers=1) as fresh:
            times.append(time.perf_counter() - started)
            urllib.request.urlopen(f"{fresh.url}/search/?q=a").read()  # noqa: S310
            memory = max(resident(child) for child in children(fresh.process))
    middle, slowest = statistics.median(times), max(times)
    yield f"\nA fresh server shows its first printed page after {middle:.2f} s (the slowest {slowest:.2f})."
    yield f"A web worker has {memory:.0f} MB once Django has answered a search."


@contextmanager
def granian(folder: Path, application: str, code: str = "", *, workers: int = 2) -> Iterator[Way]:
    folder.mkdir(exist_ok=True)
    (folder / "hello.py").write_text(code, encoding="utf-8")
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port),
        "--workers", str(workers),
        "--blocking-threads", "1", "--log-level", "error", application,
    ]  # fmt: skip
    with program(command, {**os.environ, "PYTHONPATH": f"{folder}:{PROJECT}"}) as process:
        wait_for(f"http://{HOST}:{port}/")
        yield Way("hello", f"http://{HOST}:{port}", process)


@contextmanager
def nginx(folder: Path, front: str) -> Iterator[tuple[Way, Way]]:
    from newsroom.management.commands.nginx import configuration

    folder.mkdir()
    folder.chmod(0o755)
    port, plain = free_port(), free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    main = MAIN.format(module=programs.NGINX_BROTLI, folder=folder, user=user, host=HOST, plain=plain)
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    words = configuration(HOST, f"{HOST}:{port}", front.removeprefix("http://"))
    (folder / "site.conf").write_text(words, encoding="utf-8")
    with program(
        [programs.nginx() or "nginx", "-p", str(folder), "-e", str(folder / "errors"), "-c", "nginx.conf"], None
    ) as process:
        wait_for(f"http://{HOST}:{port}/")
        yield Way("nginx", f"http://{HOST}:{port}", process), Way("plain", f"http://{HOST}:{plain}", process)


@contextmanager
def program(command: list[str], environment: dict[str, str] | None) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment, cwd=PROJECT)  # noqa: S603
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found]


def processor_of(process: int) -> float:
    """Seconds of processor time of a server and its workers."""
    ticks = 0
    for each in (process, *children(process)):
        parts = Path(f"/proc/{each}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Megabytes of memory that a process has."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def wait_for(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"{url} does not answer")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
