"""Every key of the window: one table, an action a command, a filter for Russian-only layouts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """A thing a key does: `sequence` in Qt's portable text, `text` in English (see `Shortcuts`).

    `also` lists further keys of the same meaning, as the Enter of a number pad.
    """

    id: str
    sequence: str
    text: str
    also: tuple[str, ...] = ()


_CONTEXT = "Command"

COMMANDS: tuple[Command, ...] = (
    Command("keys", "F1", str(QT_TRANSLATE_NOOP("Command", "Keys"))),
    Command("call-new", "F2", str(QT_TRANSLATE_NOOP("Command", "New call"))),
    Command("search", "F3", str(QT_TRANSLATE_NOOP("Command", "Search"))),
    Command("replies", "F4", str(QT_TRANSLATE_NOOP("Command", "Replies"))),
    Command("record", "F5", str(QT_TRANSLATE_NOOP("Command", "Record"))),
    Command("pane-next", "F6", str(QT_TRANSLATE_NOOP("Command", "Next pane"))),
    Command("pane-previous", "Shift+F6", str(QT_TRANSLATE_NOOP("Command", "Previous pane"))),
    Command("callback", "F7", str(QT_TRANSLATE_NOOP("Command", "Callback"))),
    Command("escalate", "F8", str(QT_TRANSLATE_NOOP("Command", "Escalate"))),
    Command("compensate", "F9", str(QT_TRANSLATE_NOOP("Command", "Compensation"))),
    Command("cases", "Shift+F9", str(QT_TRANSLATE_NOOP("Command", "Complaints and promises"))),
    Command("menu", "F10", str(QT_TRANSLATE_NOOP("Command", "Menu"))),
    Command("full-screen", "F11", str(QT_TRANSLATE_NOOP("Command", "Full screen"))),
    Command("survey", "Shift+F11", str(QT_TRANSLATE_NOOP("Command", "Survey"))),
    Command("call-end", "F12", str(QT_TRANSLATE_NOOP("Command", "End the call"))),
    Command("call-parked", "Shift+F2", str(QT_TRANSLATE_NOOP("Command", "Next parked call"))),
    Command("step-skip", "Shift+F8", str(QT_TRANSLATE_NOOP("Command", "Skip the step"))),
    Command("wrap-up", "Shift+F12", str(QT_TRANSLATE_NOOP("Command", "Wrap-up code"))),
    Command("customer", "Ctrl+I", str(QT_TRANSLATE_NOOP("Command", "Customer"))),
    Command("customer-same", "Ctrl+M", str(QT_TRANSLATE_NOOP("Command", "It is this customer"))),
    Command("hint-apply", "Ctrl+J", str(QT_TRANSLATE_NOOP("Command", "Apply the hint"))),
    Command("hint-next", "Ctrl+L", str(QT_TRANSLATE_NOOP("Command", "Next hint"))),
    Command("hint-dismiss", "Ctrl+H", str(QT_TRANSLATE_NOOP("Command", "Not here"))),
    Command("hint-why", "Ctrl+B", str(QT_TRANSLATE_NOOP("Command", "Why this hint"))),
    Command("undo", "Ctrl+Z", str(QT_TRANSLATE_NOOP("Command", "Undo"))),
    Command("redo", "Ctrl+Y", str(QT_TRANSLATE_NOOP("Command", "Redo"))),
    Command("preview", "Ctrl+O", str(QT_TRANSLATE_NOOP("Command", "Preview"))),
    Command("new", "Ctrl+N", str(QT_TRANSLATE_NOOP("Command", "New"))),
    Command("print", "Ctrl+P", str(QT_TRANSLATE_NOOP("Command", "Print the passage"))),
    Command(
        "confirm",
        "Ctrl+Return",
        str(QT_TRANSLATE_NOOP("Command", "Default answer, confirm")),
        ("Ctrl+Enter",),
    ),
    Command("answer-1", "Alt+1", str(QT_TRANSLATE_NOOP("Command", "Answer 1"))),
    Command("answer-2", "Alt+2", str(QT_TRANSLATE_NOOP("Command", "Answer 2"))),
    Command("answer-3", "Alt+3", str(QT_TRANSLATE_NOOP("Command", "Answer 3"))),
    Command("answer-4", "Alt+4", str(QT_TRANSLATE_NOOP("Command", "Answer 4"))),
    Command("answer-5", "Alt+5", str(QT_TRANSLATE_NOOP("Command", "Answer 5"))),
    Command("answer-6", "Alt+6", str(QT_TRANSLATE_NOOP("Command", "Answer 6"))),
    Command("answer-7", "Alt+7", str(QT_TRANSLATE_NOOP("Command", "Answer 7"))),
    Command("answer-8", "Alt+8", str(QT_TRANSLATE_NOOP("Command", "Answer 8"))),
    Command("answer-9", "Alt+9", str(QT_TRANSLATE_NOOP("Command", "Answer 9"))),
    Command("answer-other", "Alt+0", str(QT_TRANSLATE_NOOP("Command", "Another answer"))),
    Command("step-back", "Alt+Left", str(QT_TRANSLATE_NOOP("Command", "Step back"))),
    Command("step-forward", "Alt+Right", str(QT_TRANSLATE_NOOP("Command", "Step forward"))),
    Command("screen-call", "Ctrl+1", str(QT_TRANSLATE_NOOP("Command", "Call"))),
    Command("screen-sops", "Ctrl+2", str(QT_TRANSLATE_NOOP("Command", "SOPs"))),
    Command("screen-replies", "Ctrl+3", str(QT_TRANSLATE_NOOP("Command", "All replies"))),
    Command("screen-journal", "Ctrl+4", str(QT_TRANSLATE_NOOP("Command", "Journal"))),
    Command("screen-callbacks", "Ctrl+5", str(QT_TRANSLATE_NOOP("Command", "Callbacks"))),
    Command("screen-editor", "Ctrl+6", str(QT_TRANSLATE_NOOP("Command", "Editor"))),
    Command("screen-publication", "Ctrl+7", str(QT_TRANSLATE_NOOP("Command", "Publication"))),
    Command("screen-quality", "Ctrl+8", str(QT_TRANSLATE_NOOP("Command", "Quality"))),
    Command("screen-trainer", "Ctrl+9", str(QT_TRANSLATE_NOOP("Command", "Trainer"))),
    Command("palette", "Ctrl+K", str(QT_TRANSLATE_NOOP("Command", "Commands"))),
    Command("find", "Ctrl+F", str(QT_TRANSLATE_NOOP("Command", "Find in the text"))),
    Command("pin", "Ctrl+D", str(QT_TRANSLATE_NOOP("Command", "Pin"))),
    Command("flag", "Ctrl+G", str(QT_TRANSLATE_NOOP("Command", "Error in the text"))),
    Command("save", "Ctrl+S", str(QT_TRANSLATE_NOOP("Command", "Save now"))),
    Command("sync", "Ctrl+R", str(QT_TRANSLATE_NOOP("Command", "Sync now"))),
    Command("theme", "Ctrl+T", str(QT_TRANSLATE_NOOP("Command", "Theme"))),
    Command("scale-up", "Ctrl+=", str(QT_TRANSLATE_NOOP("Command", "Larger"))),
    Command("scale-down", "Ctrl+-", str(QT_TRANSLATE_NOOP("Command", "Smaller"))),
    Command("scale-reset", "Ctrl+0", str(QT_TRANSLATE_NOOP("Command", "Usual size"))),
)
"""Shift+F10 is not here: Qt itself turns it into a context-menu event for the focused widget."""


def command_text(command: Command) -> str:
    """The command's words in the language of the interface."""
    return QCoreApplication.translate(_CONTEXT, command.text)


def key_text(sequence: str) -> str:
    """A sequence as key caps show it: `Ctrl+Return` is «Ctrl+Enter», arrows are signs."""
    for plain, shown in (("Return", "Enter"), ("Left", "←"), ("Right", "→"), ("-", "−")):
        if sequence == plain or sequence.endswith(f"+{plain}"):
            return sequence.removesuffix(plain) + shown
    return sequence


class TakesKeys(Protocol):
    """Where the desk says what its commands do: the window's shortcuts, or a screen's own."""

    def connect_command(self, command_id: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the command's key is pressed."""


class Shortcuts(QObject):
    """One `QAction` a command on `window`; an action is enabled once something is connected.

    Keys that mean nothing on the screen in front are left to the focused widget: a disabled
    action takes no key.
    """

    def __init__(self, window: QWidget, commands: Iterable[Command] = COMMANDS) -> None:
        super().__init__(window)
        self._commands = {command.id: command for command in commands}
        self._actions: dict[str, QAction] = {}
        self._slots: dict[str, Callable[[], object]] = {}
        self._in_front: Mapping[str, Callable[[], object]] = {}
        for command in self._commands.values():
            action = QAction(command_text(command), window)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(keys) for keys in (command.sequence, *command.also)])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            # A held key must not answer two steps or end two calls.
            action.setAutoRepeat(False)
            action.setEnabled(False)
            action.triggered.connect(partial(self._fire, command.id))
            window.addAction(action)
            self._actions[command.id] = action

    def connect_command(self, command_id: str, slot: Callable[[], object]) -> None:
        """Call `slot` on every screen when the command's key is pressed. KeyError if unknown."""
        self._slots[command_id] = slot
        self._actions[command_id].setEnabled(True)

    def put_in_front(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """What keys mean on the screen now in front; these go before `connect_command`'s.

        Keys that only another screen knew are left to the focused widget. KeyError if unknown.
        """
        for gone in self._in_front.keys() - slots.keys() - self._slots.keys():
            self._actions[gone].setEnabled(False)
        self._in_front = slots
        for command_id in slots:
            self._actions[command_id].setEnabled(True)

    def _fire(self, command_id: str, _checked: bool = False) -> None:
        slot = self._in_front.get(command_id) or self._slots.get(command_id)
        if slot is not None:
            slot()

    def set_enabled(self, command_id: str, enabled: bool) -> None:
        """Take or leave the command's key. KeyError if unknown."""
        self._actions[command_id].setEnabled(enabled)

    def is_enabled(self, command_id: str) -> bool:
        """Whether the command's key does something now. KeyError if unknown."""
        return self._actions[command_id].isEnabled()

    def trigger(self, command_id: str) -> None:
        """Do what the key does, for buttons and the command palette; nothing when disabled."""
        self._actions[command_id].trigger()

    def text(self, command_id: str) -> str:
        """The command's words. KeyError if unknown."""
        return command_text(self._commands[command_id])

    def key_text(self, command_id: str) -> str:
        """The command's key as key caps show it. KeyError if unknown."""
        return key_text(self._commands[command_id].sequence)

    def commands(self) -> tuple[Command, ...]:
        """All commands in the order of the table."""
        return tuple(self._commands.values())


_ROWS = (
    (16, "QWERTYUIOP"),
    (30, "ASDFGHJKL"),
    (44, "ZXCVBNM"),
)
_LETTERS = {first + place: letter for first, row in _ROWS for place, letter in enumerate(row)}
"""Scan code of a letter key (Linux input code, the same as PC set 1 on Windows) → Latin letter."""

_X11_OFFSET = 8 if sys.platform.startswith("linux") else 0
_CYRILLIC = range(0x400, 0x500)


def physical_letter(native_scan_code: int) -> str | None:
    """The Latin letter printed on the pressed key, None for any other key."""
    return _LETTERS.get(native_scan_code - _X11_OFFSET)


class PhysicalKeyFilter(QObject):
    """Makes Ctrl+letter work when only a Russian layout is configured.

    Qt falls back to Latin letters when any Latin layout is configured; without one every
    Ctrl+letter dies, Ctrl+C included. Install on the application.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Turn Ctrl + a Cyrillic letter into the letter printed on the key; True when taken."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in _CYRILLIC or not _plain_ctrl(event):
            return False
        letter = physical_letter(event.nativeScanCode())
        if letter is None:
            return False
        if not _trigger(letter, event):
            _resend(letter, event)
        return True


def _plain_ctrl(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    return held in (control, control | shift)


def _trigger(letter: str, event: QKeyEvent) -> bool:
    window = QApplication.activeWindow()
    if window is None:
        return False
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    wanted = QKeySequence(f"Ctrl+Shift+{letter}" if shift else f"Ctrl+{letter}")
    if _kept_by_focus(letter, event):
        return False
    for action in window.actions():
        if action.isEnabled() and wanted in action.shortcuts():
            if not event.isAutoRepeat() or action.autoRepeat():
                action.trigger()
            return True
    return False


def _kept_by_focus(letter: str, event: QKeyEvent) -> bool:
    """Whether the focused widget wants the key for itself, as a text field wants Ctrl+Z."""
    focus = QApplication.focusWidget()
    if focus is None:
        return False
    asking = _latin(QEvent.Type.ShortcutOverride, letter, event)
    asking.ignore()
    QCoreApplication.sendEvent(focus, asking)
    return asking.isAccepted()


def _resend(letter: str, event: QKeyEvent) -> None:
    focus = QApplication.focusWidget()
    if focus is not None:
        QCoreApplication.sendEvent(focus, _latin(QEvent.Type.KeyPress, letter, event))


def _latin(kind: QEvent.Type, letter: str, event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(kind, ord(letter), event.modifiers(), "", event.isAutoRepeat())
