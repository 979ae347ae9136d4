"""Two texts side by side, as the little rich text a label shows."""

from __future__ import annotations

import html
from collections.abc import Sequence

from operator_app.services.edit_scripts import Part, PartKind


def marked_words(sign: str, parts: Sequence[Part], kind: PartKind, style: str) -> str:
    """One side of a comparison: the words only it has in `style`, the other side's left out."""
    pieces = [f"<b>{html.escape(sign)}</b> "]
    for part in parts:
        text = html.escape(part.text).replace("\n", "<br>")
        if part.kind is kind:
            pieces.append(f'<span style="{style}">{text}</span>')
        elif part.kind is PartKind.KEPT:
            pieces.append(text)
    return "".join(pieces)
