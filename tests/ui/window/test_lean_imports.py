"""What is imported costs its import, and nothing while the window is open."""

from __future__ import annotations

import gc
import linecache
import sys
from pathlib import Path

import pytest

from operator_app.commands.open import run_window
from operator_app.services.workplace import OpenDesk
from operator_app.settings import read_settings
from operator_app.ui import application, lean_imports

FEATURE = sys.modules["shibokensupport.feature"]


def sources_read(folder: Path, name: str) -> list[str]:
    """The files of `folder` that were kept as text when a module in it was imported."""
    (folder / f"{name}.py").write_text("answer = 42\n", encoding="utf-8")
    # As a statement would: what Qt's binding puts in its place does not see importlib.
    __import__(name)
    return [path for path in linecache.cache if path.startswith(str(folder))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to import from, and the binding's own question put back afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(vars(FEATURE), "_mod_uses_pyside", vars(FEATURE)["_mod_uses_pyside"])
    return tmp_path


def test_no_source_is_read_for_an_import(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lean_imports.spare_sources()
    assert sources_read(folder, "spared_module") == []
    monkeypatch.delitem(sys.modules, "spared_module")


def test_a_binding_that_asks_nothing_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(vars(FEATURE), "_mod_uses_pyside")
    lean_imports.spare_sources()
    assert "_mod_uses_pyside" not in vars(FEATURE)


def never_opened() -> OpenDesk:
    """The desk behind a window that is not even made."""
    raise AssertionError


def test_what_was_imported_is_not_looked_through_while_the_window_is_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    class Station:
        def __init__(self, *_: object, **__: object) -> None:
            done.append("window made")

        def run(self) -> int:
            done.append("window shown")
            return 7

    monkeypatch.setattr(gc, "freeze", lambda: done.append("imports set aside"))
    monkeypatch.setattr(application, "Workstation", Station)
    assert run_window(read_settings(folder), None, never_opened) == 7
    assert done == ["imports set aside", "window made", "window shown"]
