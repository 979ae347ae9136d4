"""Nobody reads the source of a module only because Qt is loaded."""

from __future__ import annotations

import linecache
import sys
from pathlib import Path

import pytest

from operator_app.ui import lean_imports

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
