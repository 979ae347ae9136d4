"""The picture of the figures: relevance by class, and time per keystroke by size, as SVG."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any, Final

from tests.benchmarks.search.tables import KEY_TARGETS, target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLOURS: Final = {"tantivy": "#1f6feb", "whoosh": "#bf8700"}
_LEFT, _BARS, _ROW, _WIDTH = 150, 330, 22, 900
_FLOOR: Final = 0.8
_PLOT: Final = (590, 60, 270, 300)
"""Left, top, width and height of the second panel."""
_LEAST_MS, _MOST_MS = 1.0, 2_000.0


def draw(found: Sequence[dict[str, Any]]) -> str:
    """An SVG document; bars begin at an MRR of 0.8, both axes of time are logarithmic."""
    asked = [one for one in found if "classes" in one]
    pairs = [one for one in asked if one["corpus"] == asked[-1]["corpus"]]
    timed = [one for one in found if "p95" in one]
    height = 70 + _ROW * len(pairs[0]["classes"]) + 30
    inside = [*_bars(pairs), *(_curves(timed) if timed else ()), *_legend()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="#1f2328">\n'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n' + "\n".join(inside) + "\n"
        "</svg>\n"
    )


def _bars(pairs: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield _text(_LEFT, 40, f"MRR@10 by class of question, from {_FLOOR} (line: target)", bold=True)
    for row, kind in enumerate(pairs[0]["classes"]):
        top = 60 + row * _ROW
        yield _text(_LEFT - 8, top + 13, kind, anchor="end")
        for place, one in enumerate(pairs):
            value = one["classes"][kind]["mrr"]
            colour = COLOURS[one["engine"]]
            yield _rect(_LEFT, top + 2 + place * 8, _length(value), 7, colour)
        yield _text(_LEFT + _BARS + 6, top + 13, f"{pairs[0]['classes'][kind]['mrr']:.3f}")
        aim = _LEFT + _length(float(target(kind)))
        yield f'<path d="M{aim:.1f} {top}v{_ROW - 3}" stroke="#cf222e" stroke-width="1.5"/>'


def _curves(timed: Sequence[dict[str, Any]]) -> Iterator[str]:
    left, top, width, height = _PLOT
    yield _text(left, 40, "p95 per keystroke, ms of processor time", bold=True)
    yield _rect(left, top, width, height, "#f6f8fa")
    for value in (1, 10, 100, 1000):
        yield _text(left - 6, _y(value) + 4, f"{value}", anchor="end")
        yield f'<path d="M{left} {_y(value):.1f}h{width}" stroke="#d0d7de"/>'
    sizes = sorted({one["sections"] for one in timed})
    for size in sizes:
        yield _text(
            _x(size, sizes), top + height + 18, f"{size:,}".replace(",", " "), anchor="middle"
        )
    for size in KEY_TARGETS.keys() & set(sizes):
        aim = KEY_TARGETS[size]
        start = f"M{_x(size, sizes) - 14:.1f} {_y(aim):.1f}"
        yield f'<path d="{start}h28" stroke="#cf222e" stroke-width="2"/>'
    for engine, colour in COLOURS.items():
        points = [
            (_x(one["sections"], sizes), _y(one["p95"]), one["p95"])
            for one in timed
            if one["engine"] == engine
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y, value in points:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
            yield _text(x, y - 8, f"{value:.1f}" if value < 10 else f"{value:.0f}", anchor="middle")


def _legend() -> Iterator[str]:
    for place, (engine, colour) in enumerate(COLOURS.items()):
        yield _rect(_LEFT + place * 90, 12, 12, 12, colour)
        yield _text(_LEFT + 18 + place * 90, 23, engine)


def _length(value: float) -> float:
    return max(0.0, (value - _FLOOR) / (1 - _FLOOR)) * _BARS


def _x(size: int, sizes: Sequence[int]) -> float:
    left, _, width, _ = _PLOT
    share = math.log(size / sizes[0]) / math.log(max(2, sizes[-1] / sizes[0]))
    return left + 30 + share * (width - 60)


def _y(value: float) -> float:
    _, top, _, height = _PLOT
    return top + height * (1 - math.log(value / _LEAST_MS) / math.log(_MOST_MS / _LEAST_MS))


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="{colour}"/>'


def _text(x: float, y: float, said: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(said)}</text>'
