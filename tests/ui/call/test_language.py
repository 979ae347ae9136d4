"""The program's words while its files change under it, as an update changes them."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from operator_app.settings import bundled_folder
from operator_app.ui import application


def test_words_survive_their_file_being_cut_short(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(bundled_folder("resources") / "translations", tmp_path / "translations")
    monkeypatch.setattr(application, "bundled_folder", lambda name: tmp_path)
    loaded = application.install_language(qapp, "ru")
    (tmp_path / "translations" / "operator_ru.qm").write_bytes(b"")
    gc.collect()
    assert QCoreApplication.translate("Command", "End the call") == "Завершить"
    for one in loaded:
        qapp.removeTranslator(one)
