"""The clipboard for what concerns a customer: emptied after a while, kept out of its history."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

LASTS_MS = 30_000
"""How long a copied text stays, in milliseconds (`security.md`)."""

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_HINTS: Final[Mapping[str, Mapping[str, bytes]]] = {
    # Klipper keeps what carries this out of its history; GNOME has no history of its own.
    "linux": {"x-kde-passwordManagerHint": b"secret"},
    # Each format is a DWORD: 0 refuses the history, and its copy on other computers.
    "win32": {
        _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
        _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
        _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    },
}
"""Formats that ask a history to pass over the text. macOS keeps no history by itself."""


class PassingClipboard(QObject):
    """Puts texts on `clipboard`; `timer` runs while one of ours may still lie there."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._text = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(LASTS_MS)
        self.timer.timeout.connect(self.forget)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.forget)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard for 30 s."""
        mime = QMimeData()
        mime.setText(text)
        for name, value in _HINTS.get(sys.platform, {}).items():
            mime.setData(name, QByteArray(value))
        self._clipboard.setMimeData(mime)
        self._text = text
        self.timer.start()

    def forget(self) -> None:
        """Empty the clipboard unless something else was copied meanwhile."""
        self.timer.stop()
        if self._text and self._clipboard.text() == self._text:
            self._clipboard.clear()
        self._text = ""
