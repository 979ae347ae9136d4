"""Debian's Russian LibreOffice help as procedures: fetched when measuring, never committed."""

from __future__ import annotations

import re
import subprocess
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from operator_app.domain.sops import Section, Sop

PACKAGE = "libreoffice-help-ru"
_HEADING = re.compile(r"h[1-6]\Z")
_BLOCKS = frozenset({"p", "div", "li", "td", "th", "tr", "br", "pre", "table"})
_SILENT = frozenset({"script", "style", "header", "aside", "nav", "head", "footer"})
_NO_END = frozenset({"meta", "link", "img", "br", "input", "base", "hr"})


def fetch(cache: Path | None = None) -> list[Sop]:
    """The help as SOPs, one a page, in the order of file names.

    `cache` holds the unpacked package between runs; without it a temporary folder does. Raises
    CalledProcessError when apt cannot fetch or dpkg cannot unpack.
    """
    if cache is not None and any(cache.glob("**/*.html")):
        return read(cache)
    with tempfile.TemporaryDirectory() as folder:
        download = Path(folder)
        subprocess.run(
            ["apt-get", "download", "-qq", PACKAGE],
            cwd=download,
            check=True,
            stderr=subprocess.DEVNULL,
        )
        target = cache or download / "unpacked"
        [package] = download.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", str(package), str(target)], check=True)
        return read(target)


def read(folder: Path) -> list[Sop]:
    """Every page below `folder` that has a title and text."""
    pages = []
    for path in sorted(folder.glob("**/ru/text/**/*.html")):
        name = "-".join(path.with_suffix("").parts[-3:])
        page = _Page(name, path.parts[-3])
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        if page.title and page.sections:
            pages.append(page.sop())
    return pages


class _Page(HTMLParser):
    def __init__(self, name: str, topic: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.topic, self.title = name, topic, ""
        self.sections: list[Section] = []
        self._keywords: list[str] = []
        self._silent = 0
        self._heading: list[str] | None = None
        self._text: list[str] = []
        self._path: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta" and dict(attrs).get("itemprop") == "keywords":
            self._keywords.append(dict(attrs).get("content") or "")
        if tag in _NO_END and tag != "br":
            return
        if tag in _SILENT:
            self._silent += 1
        elif _HEADING.match(tag):
            self._flush()
            self._heading = []
        elif tag in _BLOCKS:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif _HEADING.match(tag) and self._heading is not None:
            heading, level = " ".join("".join(self._heading).split()), int(tag[1])
            self._heading = None
            if level == 1 and not self.title:
                self.title = heading
            elif heading:
                self._path = [one for one in self._path if one[0] < level]
                self._path.append((level, heading))

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        (self._text if self._heading is None else self._heading).append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        lines = ("".join(self._text)).split("\n")
        text = "\n".join(line for raw in lines if (line := " ".join(raw.split())))
        self._text = []
        if not self.title or not text:
            return
        path = tuple(title for _, title in self._path)
        level, title = self._path[-1] if self._path else (1, "")
        anchor = f"s{len(self.sections)}"
        self.sections.append(Section(anchor, level, title, path, text, text))

    def sop(self) -> Sop:
        return Sop(
            self.name,
            self.title,
            self.topic,
            tuple(self._keywords),
            "",
            None,
            None,
            tuple(self.sections),
        )
