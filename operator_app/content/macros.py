"""Zendesk's macros: what each says to the customer, under its category."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final

from operator_app.content import import_wordings as wordings
from operator_app.content.faults import Fault


@dataclass(frozen=True, slots=True)
class ForeignReply:
    """A reply as another program has it; `line` is its row, or its place in a list from 1."""

    line: int
    fields: Mapping[str, str]


def read_macros(text: str, file: str) -> tuple[tuple[ForeignReply, ...], tuple[Fault, ...]]:
    """Read an export, `{"macros": [{"title", "actions", …}]}`, and what is wrong with the rest."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return (), (wordings.JSON_BROKEN.at(file, 1, reason=type(error).__name__),)
    macros = document.get("macros") if isinstance(document, dict) else document
    if not isinstance(macros, list):
        return (), (wordings.JSON_BROKEN.at(file, 1, reason="macros"),)
    read = [_macro(place, one, file) for place, one in enumerate(macros, start=1)]
    taken = tuple(one for one in read if isinstance(one, ForeignReply))
    return taken, tuple(one for one in read if isinstance(one, Fault))


def _macro(place: int, macro: object, file: str) -> ForeignReply | Fault:
    if not isinstance(macro, dict):
        return wordings.JSON_BROKEN.at(file, place, reason="macro")
    title, said = str(macro.get("title") or ""), _said(macro.get("actions"))
    if macro.get("active") is False:
        return wordings.MACRO_OFF.at(file, place, title=title)
    if not said:
        return wordings.MACRO_SILENT.at(file, place, title=title)
    # «Доставка::Задержка»: Zendesk's own way to write a category.
    category, _, own = title.rpartition("::")
    held: Any = macro.get("restriction")
    kind = str(held.get("type", "")).lower() if isinstance(held, dict) else ""
    cells = {"title": own, "text": said, "topic": category.partition("::")[0], "scope": kind}
    return ForeignReply(place, cells)


def _said(actions: object) -> str:
    """The plain comment, else the HTML one as text."""
    said: dict[str, str] = {}
    for action in actions if isinstance(actions, list) else ():
        if not isinstance(action, dict):
            continue
        value = action.get("value")
        # A comment may stand with its channel: ["channel:all", "text"].
        text = value[-1] if isinstance(value, list) and value else value
        if isinstance(text, str):
            said.setdefault(str(action.get("field")), text)
    plain = said.get("comment_value", "").strip()
    return plain or text_of_html(said.get("comment_value_html", ""))


class _Reader(HTMLParser):
    """Words of a fragment; blocks and breaks become lines."""

    _BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "ul", "ol"})
    _UNSAID: Final = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """Count what is not said; begin a line."""
        self._silent += tag in self._UNSAID
        if tag in self._BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is not said, or a line."""
        self._silent = max(0, self._silent - (tag in self._UNSAID))
        if tag in self._BREAKS and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words; line ends of the source are spaces."""
        if not self._silent:
            self.said.append(re.sub(r"\s+", " ", data))


def text_of_html(fragment: str) -> str:
    """An HTML fragment as plain text: no tags, blocks on lines of their own."""
    reader = _Reader()
    reader.feed(fragment)
    reader.close()
    lines = [" ".join(one.split()) for one in "".join(reader.said).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
