"""Composed sentences as the little rich text a label shows: escaped first, emphasis after."""

from __future__ import annotations

import html
import re

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def emphasised(sentence: str) -> str:
    """Escape everything a customer or a lead wrote; only `**…**` becomes bold."""
    return _EMPHASIS.sub(r"<b>\1</b>", html.escape(sentence, quote=False)).replace("\n", "<br>")


def plain(sentence: str) -> str:
    """The sentence without its emphasis marks, for the screen reader."""
    return _EMPHASIS.sub(r"\1", sentence)
