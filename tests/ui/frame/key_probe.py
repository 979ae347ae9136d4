"""A window that prints what arrives from the keyboard: a program for `test_physical_keys`.

Arguments: `filtered` or `bare` (with or without the filter for Russian-only layouts), and the
class of the focused widget. Prints `ready` once it is active, then one line an event.
"""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from operator_app.ui.shortcuts import PhysicalKeyFilter, Shortcuts


def say(word: str) -> None:
    """One line at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def focused(kind: str) -> QWidget:
    """The widget that has the focus, holding something to act on."""
    made: dict[str, QWidget] = {
        "QLineEdit": QLineEdit("заказ"),
        "QPlainTextEdit": QPlainTextEdit("заказ"),
        "QTextBrowser": QTextBrowser(),
        "QListWidget": QListWidget(),
        "QTableWidget": QTableWidget(3, 3),
        "QComboBox": QComboBox(),
        "QPushButton": QPushButton("заказ"),
        "QCheckBox": QCheckBox("заказ"),
    }
    return made[kind]


class Activation(QObject):
    """Says `ready` once the window is active: only then do keys arrive."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: watch for the activation."""
        if event.type() is QEvent.Type.WindowActivate:
            say("ready")
        return super().eventFilter(watched, event)


def main(mode: str, kind: str) -> int:
    """Show the window until it is killed."""
    app = QApplication([])
    keys, activation = PhysicalKeyFilter(), Activation()
    if mode == "filtered":
        app.installEventFilter(keys)
    window = QWidget()
    window.installEventFilter(activation)
    field = focused(kind)
    QVBoxLayout(window).addWidget(field)
    if isinstance(field, QLineEdit):
        field.selectionChanged.connect(lambda: say(f"selected {field.selectedText()}"))
    shortcuts = Shortcuts(window)
    for command in shortcuts.commands():
        shortcuts.connect_command(command.id, partial(say, command.id))
    window.show()
    window.activateWindow()
    field.setFocus()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
