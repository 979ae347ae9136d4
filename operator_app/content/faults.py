"""What is wrong in a content file: where, in both languages, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one file.

    `file` is relative to the folder that was read, with «/»; `line` counts from 1. `code` is stable
    for programs. A warning leaves the content usable; it is reported all the same.
    """

    file: str
    line: int
    code: str
    message_ru: str
    message_en: str
    hint_ru: str
    hint_en: str
    warning: bool = False

    def message(self, lang: Literal["ru", "en"]) -> str:
        """Say what is wrong."""
        return self.message_ru if lang == "ru" else self.message_en

    def hint(self, lang: Literal["ru", "en"]) -> str:
        """Say what to do."""
        return self.hint_ru if lang == "ru" else self.hint_en


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one kind of fault; `{names}` in them are filled by `at`."""

    code: str
    message_ru: str
    message_en: str
    hint_ru: str
    hint_en: str
    warning: bool = False

    def at(self, file: str, line: int, **values: str | int) -> Fault:
        """Make the fault for a place; raises KeyError when a named gap has no value."""
        return Fault(
            file,
            line,
            self.code,
            self.message_ru.format_map(values),
            self.message_en.format_map(values),
            self.hint_ru.format_map(values),
            self.hint_en.format_map(values),
            self.warning,
        )
