"""Names made of Russian titles: anchors, file names."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

LONGEST: Final = 60

_LETTERS: Final = "абвгдеёзийклмнопрстуфыэ", "abvgdeezijklmnoprstufye"
_LATIN: Final = str.maketrans(
    dict(zip(*_LETTERS, strict=True))
    | {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya"}
    | {"ъ": "", "ь": ""}
)
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")


def latin_slug(title: str, otherwise: str) -> str:
    """Return `title` in Latin lower case, digits and hyphens; `otherwise` when nothing is left.

    Safe as a file name on every system.
    """
    words = re.findall(r"[a-z0-9]+", title.lower().translate(_LATIN))
    slug = "-".join(words)[:LONGEST].strip("-")
    return f"{slug}-" if _RESERVED.match(slug) else slug or otherwise


def unused(name: str, taken: Collection[str]) -> str:
    """Return `name`, or `name-2`, `name-3`… when it is taken."""
    number, free = 2, name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free
