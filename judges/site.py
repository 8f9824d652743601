"""What is judged: the addresses of a running site, each fetched once and kept as a file for judges that read files."""

import dataclasses
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

PAGES = ("/", "/search/?q=a", "/corrections/", "/report/", "/about/", "/terms/", "/privacy/", "/corrections-policy/")
NOT_THERE = "/a-page-that-never-was/"
FEEDS = ("/feed.rss", "/corrections.rss", "/feed.atom", "/feed.json")
SITEMAPS = ("/sitemap.xml", "/news-sitemap.xml")
SMALL_FILES = ("/robots.txt", "/.well-known/security.txt", "/site.webmanifest")
DAYS = 7  # the newest of each language: withdrawn stories, corrections and updates are among them in the demo
SPAN = len("/2026/01/01/")
DAY = re.compile(r"(?:/([a-z]{2}))?/(\d{4})/(\d\d)/(\d\d)/")


class NothingError(Exception):
    """What a judge is for is not there: no verdict, and no proof that it can fail."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came from one address; `file` holds its body."""

    status: int
    headers: dict[str, str]  # names in lower case
    file: Path

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8", errors="replace")


@dataclasses.dataclass
class Site:
    """A running site and what it answered: `pages` are HTML, `files` everything else that has a judge."""

    base: str
    folder: Path  # ours to write into
    root: Path | None  # the files that everybody may fetch
    secure: str  # host and port of the same site behind TLS
    certificate: Path
    pages: dict[str, Answer] = dataclasses.field(default_factory=dict)
    files: dict[str, Answer] = dataclasses.field(default_factory=dict)
    missing: list[str] = dataclasses.field(default_factory=list)

    def urls(self) -> list[str]:
        """The pages that are there; the one that must not be there is judged by those who read files."""
        return [self.base + address for address in self.pages if address != NOT_THERE]

    def articles(self) -> dict[str, Answer]:
        """The home page, which shows the newest day, and the days."""
        days = [address for address in self.pages if DAY.fullmatch(address) and "<article" in self.pages[address].text]
        return {address: self.pages[address] for address in ["/", *days] if address in self.pages}

    def address_of(self, line: str) -> str:
        """A complaint about one of our copies, said about the address it came from."""
        for address, answer in {**self.pages, **self.files}.items():
            line = line.replace(f"file:{answer.file}", address).replace(str(answer.file), address)
        return line


@dataclasses.dataclass(frozen=True)
class Judge:
    """One validator: its name, and what it says of a site. No words: silent."""

    name: str
    of: Callable[[Site], list[str]]


def addresses(site: Site) -> list[str]:
    """Not a validator: what was not there could not be judged."""
    return site.missing


def collect(base: str, folder: Path, root: Path | None, secure: str, certificate: Path) -> Site:
    """Ask for everything that has a judge, once."""
    site = Site(base, folder, root, secure, certificate)
    for address in (*FEEDS, *SITEMAPS, *SMALL_FILES):
        _keep(site, site.files, address)
    for address in PAGES:
        _keep(site, site.pages, address)
    _keep(site, site.pages, NOT_THERE, status=404)
    known = _days(site)
    for language in sorted({day[:-SPAN] for day in known}):  # "" is the first language, then "/ru" and so on
        newest, *older = sorted((day for day in known if day[:-SPAN] == language), reverse=True)
        year, month = newest[:-7], newest[:-4]
        text = f"{language}/text{newest[len(language) :]}"
        for address in (f"{language}/", newest, f"{month}/", f"{year}/", text, *older[: DAYS - 1]):
            _keep(site, site.pages, address)
        _keep(site, site.files, f"{language}/feed.rss")
        if not language:
            _keep_a_retracted_day(site, month)
    return site


def fetch(url: str, file: Path) -> Answer:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})  # noqa: S310  (loopback)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            file.write_bytes(response.read())
            status, headers = response.status, response.headers
    except urllib.error.HTTPError as error:
        with error:
            file.write_bytes(error.read())
        status, headers = error.code, error.headers
    return Answer(status, {name.lower(): value for name, value in headers.items()}, file)


def _keep(site: Site, where: dict[str, Answer], address: str, status: int = 200) -> None:
    if address in where:
        return
    kind = ".html" if where is site.pages else ""
    answer = fetch(site.base + address, site.folder / (re.sub(r"[^a-z0-9.-]+", "_", address) + kind))
    if answer.status == status:
        where[address] = answer
    else:
        site.missing.append(f"{address} answers {answer.status}, not {status}")


def _days(site: Site) -> set[str]:
    """Every day that a sitemap names, or the home page where there is none."""
    texts = [site.files[name].text for name in SITEMAPS if name in site.files]
    for child in _locations(texts):
        if "sitemap" in child and child not in SITEMAPS:
            _keep(site, site.files, child)
            texts += [site.files[child].text] if child in site.files else []
    found = {address for address in _locations(texts) if DAY.fullmatch(address)}
    home = site.pages["/"].text if "/" in site.pages else ""
    links = re.findall(r'href="?([^"\s>]+)', home)
    return found or {path for path in map(_path, links) if DAY.fullmatch(path)}


def _locations(texts: Iterable[str]) -> list[str]:
    """Paths: a sitemap names the main domain, also where it is read on another one."""
    return [_path(url) for text in texts for url in re.findall(r"<loc>\s*([^<\s]+)", text)]


def _path(url: str) -> str:
    return urlsplit(urljoin("http://site/", url)).path


def _keep_a_retracted_day(site: Site, month: str) -> None:
    """The first day of the month that stands without an article: a notice stands where its text stood."""
    for number in range(31, 0, -1):
        address = f"{month}/{number:02}/"
        answer = fetch(site.base + address, site.folder / "retracted.html")
        if answer.status in {200, 410} and "<article" not in answer.text:
            site.pages.setdefault(address, answer)
            return
    site.missing.append(f"no retracted day was found in {month}/")
