"""A procedure's Markdown as sections with anchors, plain text and links.

CommonMark with tables and pictures, no HTML. A section keeps the author's own characters: what is
written back is what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from operator_app.content import sop_wordings, wordings
from operator_app.content.faults import Fault
from operator_app.content.names import latin_slug, unused
from operator_app.domain.sops import Section

MAX_SOP_BYTES: Final = 256 * 1024
MAX_NESTING: Final = 6
"""Deepest lists and quotations: twenty nested tables once froze a window for 14 s."""
MAX_TABLE_ROWS: Final = 500

_ANCHOR: Final = re.compile(r"\s*\{#([\w-]+)\}$")
_BLANK: Final = " \t"
"""What makes a line blank to Markdown; a no-break space is text."""
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A link to another passage as written: «СОП-017#perenos», «#yakor»; `line` is of the file.

    With `image` it is a picture to be shown in its place.
    """

    target: str
    line: int
    image: bool = False


@dataclass(frozen=True, slots=True)
class SectionsRead:
    """What a Markdown body holds; `lines` has the line of each section's heading."""

    sections: tuple[Section, ...]
    lines: tuple[int, ...]
    links: tuple[LinkFound, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    anchor: str
    start: int
    body: int
    token: int


def read_sections(body: str, file: str, first_line: int = 1) -> SectionsRead:
    """Divide `body` at its headings; `first_line` is the line of `file` on which it begins.

    A heading without an anchor gets one made from its title, and a fault.
    """
    faults: list[Fault] = []
    env: dict[str, Any] = {}
    tokens = _parser().parse(body, env)
    headings = list(_headings(tokens, file, first_line, faults))
    source = body.split("\n")
    sections: list[Section] = []
    lines: list[int] = []
    first = headings[0] if headings else _Heading(0, "", "", len(source), 0, len(tokens))
    if any(line.strip(_BLANK) for line in source[: first.start]):
        intro = _trimmed(source[: first.start])
        sections.append(Section("", 0, "", (), intro, plain_text(tokens[: first.token])))
        lines.append(first_line)
    above: list[_Heading] = []
    for place, here in enumerate(headings):
        after = headings[place + 1] if place + 1 < len(headings) else None
        end, last = (after.start, after.token) if after else (len(source), len(tokens))
        above = [*(one for one in above if one.level < here.level), here]
        path = tuple(one.title for one in above)
        text = plain_text(tokens[here.token + 3 : last])
        markdown = _trimmed(source[here.body : end])
        sections.append(Section(here.anchor, here.level, here.title, path, markdown, text))
        lines.append(first_line + here.start)
    links: list[LinkFound] = []
    faults += _body_faults(tokens, file, first_line, links)
    faults += [
        sop_wordings.REFERENCE_LINK.at(file, first_line + one["map"][0], name=name)
        for name, one in env.get("references", {}).items()
    ]
    faults += _control_characters(source, file, first_line)
    return SectionsRead(tuple(sections), tuple(lines), tuple(links), tuple(faults))


def write_sections(sections: Sequence[Section]) -> str:
    """Write sections as one Markdown text that ends with a line end."""
    blocks: list[str] = []
    for one in sections:
        if one.level:
            blocks.append(f"{'#' * one.level} {one.title} {{#{one.anchor}}}")
        if one.markdown:
            # A heading and its text stand together, as the procedures are written by hand.
            joined = f"{blocks.pop()}\n{one.markdown}" if one.level else one.markdown
            blocks.append(joined)
    return "\n\n".join(blocks) + "\n"


def plain_text(tokens: Sequence[Token]) -> str:
    """Return the words of a run of block tokens: a line per block or table row, no markup."""
    lines: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "inline":
            text = _inline_text(token)
            (lines if row is None else row).append(text)
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(" · ".join(cell for cell in row if cell))
            row = None
        elif token.type in ("fence", "code_block"):
            lines += [line for line in token.content.split("\n") if line.strip(_BLANK)]
    return "\n".join(line for line in lines if line)


@cache
def _parser() -> MarkdownIt:
    return _Parser("commonmark", {"html": False}).enable("table")


class _Parser(MarkdownIt):
    """Lets every target through to be judged here; the stock filter would hide the bad ones."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 the name is the library's
        """Take any target for a link."""
        return True


def _headings(
    tokens: Sequence[Token], file: str, first_line: int, faults: list[Fault]
) -> Iterator[_Heading]:
    taken: set[str] = set()
    for place, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        line = first_line + token.map[0]
        inline = tokens[place + 1]
        whole = " ".join(inline.content.split("\n"))
        named = _ANCHOR.search(whole)
        title = whole[: named.start()] if named else whole
        if not title.strip():
            faults.append(sop_wordings.HEADING_EMPTY.at(file, line))
        elif _inline_text(inline) != whole:
            faults.append(sop_wordings.HEADING_MARKUP.at(file, line, title=title))
        anchor = named[1] if named else unused(latin_slug(title, "razdel"), taken)
        if not named:
            faults.append(sop_wordings.ANCHOR_MISSING.at(file, line, title=title, anchor=anchor))
        elif anchor in taken:
            faults.append(sop_wordings.ANCHOR_REPEATED.at(file, line, anchor=anchor))
            anchor = unused(anchor, taken)
        taken.add(anchor)
        start, end = token.map
        yield _Heading(int(token.tag[1:]), title, anchor, start, end, place)


def _inline_text(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


def _trimmed(lines: Sequence[str]) -> str:
    filled = [place for place, line in enumerate(lines) if line.strip(_BLANK)]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def _body_faults(
    tokens: Sequence[Token], file: str, first_line: int, links: list[LinkFound]
) -> Iterator[Fault]:
    depth = rows = 0
    line = first_line
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        if token.type in ("list_item_open", "blockquote_open"):
            depth += 1
            if depth == MAX_NESTING + 1:
                yield sop_wordings.TOO_NESTED.at(file, line, limit=MAX_NESTING)
        elif token.type in ("list_item_close", "blockquote_close"):
            depth -= 1
        elif token.type == "tbody_open":
            rows = 0
        elif token.type == "tr_open":
            rows += 1
            if rows == MAX_TABLE_ROWS + 1:
                yield sop_wordings.TABLE_TOO_LONG.at(file, line, limit=MAX_TABLE_ROWS)
        elif token.type == "inline":
            yield from _inline_faults(token, file, line, links)


def _inline_faults(token: Token, file: str, line: int, links: list[LinkFound]) -> Iterator[Fault]:
    here = line
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            here += 1
        elif child.type == "image":
            yield from _image_faults(child, file, here, links)
        elif child.type == "text" and (tag := _TAG.search(child.content)):
            yield sop_wordings.HTML_FOUND.at(file, here, tag=tag[0][:40])
        elif child.type == "link_open":
            target = unquote(str(child.attrs["href"]))
            if target and not _SCHEME.match(target) and not target.startswith(("/", "\\")):
                links.append(LinkFound(target, here))
            elif not target.lower().startswith(("https://", "tel:")):
                yield sop_wordings.LINK_FOREIGN.at(file, here, target=target[:60])


def _image_faults(image: Token, file: str, line: int, links: list[LinkFound]) -> Iterator[Fault]:
    target = unquote(str(image.attrs["src"]))
    if not target or _SCHEME.match(target) or target.startswith(("/", "\\")) or ".." in target:
        yield sop_wordings.IMAGE_FOREIGN.at(file, line, target=target[:60])
        return
    links.append(LinkFound(target, line, image=True))
    if not image.content.strip():
        yield sop_wordings.IMAGE_UNNAMED.at(file, line, target=target[:60])


def _control_characters(source: Sequence[str], file: str, first_line: int) -> Iterator[Fault]:
    for place, line in enumerate(source):
        if found := _CONTROL.search(line):
            code = f"{ord(found[0]):04X}"
            yield wordings.CONTROL_CHARACTER.at(file, first_line + place, code=code)
