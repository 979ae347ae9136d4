"""What leaves База: sheets with their drawings, copies without marks, a lead's look at a search."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QAction, QImage, QTextCursor
from PySide6.QtWidgets import QApplication

from operator_app.domain.sops import Picture
from operator_app.services.collect_gaps import PERIOD
from operator_app.ui.reading import printing
from tests.ui.knowledge_base.reading_room import NOW, ReadingRoom

_N = r"(-?[\d.]+)"
_PAGE = re.compile(rf"{_N} 0 0 {_N} {_N} {_N} cm")
_PLACED = re.compile(rf"{_PAGE.pattern}\n{_N} 0 0 {_N} {_N} {_N} cm /Im")


def drawing(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes
    return bytes(buffer.data().data())


def show_with(room: ReadingRoom, picture: bytes) -> None:
    """Read СОП-042 with a drawing below its first words."""
    content = room.workplace.content
    sop = content.sop("СОП-042")
    assert sop is not None
    [first, *rest] = sop.sections
    first = replace(first, markdown=f"![Схема](draw.png)\n\n{first.markdown}")
    changed = replace(sop, sections=(first, *rest))
    sops = tuple(changed if one.id == sop.id else one for one in content.sops)
    newer = replace(content, sops=sops, pictures=(Picture("draw.png", picture),))
    room.screen.attach(replace(room.workplace, content=newer))
    room.read("СОП-042")


def placed(sheet: bytes) -> list[tuple[float, float]]:
    """Of each drawing of a PDF where it begins and ends across the page, in points."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", sheet, re.DOTALL):
        try:
            drawn = zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue
        if (first := _PAGE.search(drawn)) is None:
            continue
        page, _, margin, _ = map(float, first.groups())
        for one in _PLACED.findall(drawn):
            scale, _, left, _, width, *_ = map(float, one)
            start = margin + left * page
            found.append((start, start + width * scale * page))
    return found


@pytest.mark.parametrize(("width", "points"), [(2_000, 379.8), (100, 75.0)])
def test_a_sheet_has_its_drawings_no_wider_than_its_text(
    room: ReadingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, points: float
) -> None:
    monkeypatch.setattr(printing, "printing_folder", lambda: tmp_path / "d")
    show_with(room, drawing(width, 50))
    room.press("Ctrl+P")
    [sheet] = (tmp_path / "d").iterdir()
    [(start, end)] = placed(sheet.read_bytes())
    assert start == pytest.approx(107.5, abs=1)
    assert end - start == pytest.approx(points, abs=1)


def test_a_drawing_that_is_gone_leaves_no_frame_on_the_sheet(
    room: ReadingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printing_folder", lambda: tmp_path / "d")
    show_with(room, b"no picture")
    room.press("Ctrl+P")
    [sheet] = (tmp_path / "d").iterdir()
    assert b"/Subtype /Image" not in sheet.read_bytes()


def test_copy_of_the_menu_copies_as_the_key_does(room: ReadingRoom) -> None:
    show_with(room, drawing(100, 50))
    reader = room.screen.passage.reader
    copied = []
    cursor = reader.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    reader.setTextCursor(cursor)
    for copy in (reader.copy_clean, _menu_copy(room).trigger):
        QApplication.clipboard().clear()
        copy()
        mime = QApplication.clipboard().mimeData()
        copied.append((mime.text(), mime.html()))
    assert copied[0] == copied[1]
    assert "Срок сорван" in copied[1][0]
    assert "<img" not in copied[1][1]


def test_copy_of_the_menu_takes_the_passage_when_nothing_is_selected(room: ReadingRoom) -> None:
    room.read("СОП-042")
    QApplication.clipboard().clear()
    _menu_copy(room).trigger()
    assert QApplication.clipboard().text().strip()
    assert room.told[-1] == "Раздел скопирован"


def _menu_copy(room: ReadingRoom) -> QAction:
    menu = room.screen.passage.reader.menu()
    [copy] = [one for one in menu.actions() if one.objectName() == "edit-copy"]
    assert copy.isEnabled()
    # The menu goes with the reader.
    menu.setParent(room.screen.passage.reader)
    return copy


def test_what_a_lead_looks_up_to_check_is_nobodys_search(room: ReadingRoom) -> None:
    def kept() -> list[str]:
        with room.workplace.begin() as records:
            return [one.words for one in records.gaps(NOW - PERIOD)]

    room.screen.see_found("квадрокоптерами")
    assert room.rows() == []
    room.press("Esc")
    assert kept() == []
    room.look_up("самокат")
    room.press("Esc")
    assert kept() == ["самокат"]
