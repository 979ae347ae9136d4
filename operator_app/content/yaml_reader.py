"""YAML as plain values with the line of each, from the parser's events.

Events instead of a loader: a depth is known before it hurts (the parser itself needs 17 s for
100,000 open brackets), an alias is refused before it multiplies, a repeated key is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from operator_app.content import wordings
from operator_app.content.faults import Fault, Wording

KeyPath = tuple[str | int, ...]
"""Where a value stands: keys of mappings and indexes of lists from the root."""

MAX_YAML_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 16
"""Deepest nesting; a script's condition, the deepest thing there is, stands at 7."""

_TAG: Final = "tag:yaml.org,2002:"
_RESOLVER: Final[Any] = Resolver()
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """`value` is None when the text could not be read; dates stay text.

    `lines` holds the line of every value, of the key that names it where there is one.
    """

    value: object
    lines: Mapping[KeyPath, int]
    faults: tuple[Fault, ...]

    def line(self, path: KeyPath) -> int:
        """Return the line of the value at `path`, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Read one document; `first_line` is the line of `file` on which `text` begins."""
    builder = _Builder(file, first_line)
    if len(text) > MAX_YAML_BYTES:
        limit = MAX_YAML_BYTES // 1000
        return _refused(wordings.FILE_TOO_LARGE.at(file, first_line, limit=limit))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _RefusedError as refusal:
        return _refused(refusal.wording.at(file, refusal.line, **refusal.values))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        return _refused(wordings.YAML_SYNTAX.at(file, line, detail=_one_line(error.problem)))
    except yaml.YAMLError as error:  # a character YAML does not allow: carries no mark
        line = first_line + text.count("\n", 0, getattr(error, "position", 0) or 0)
        return _refused(wordings.YAML_SYNTAX.at(file, line, detail=_one_line(str(error))))
    return YamlDocument(builder.value, builder.lines, tuple(builder.faults))


def _refused(fault: Fault) -> YamlDocument:
    return YamlDocument(None, {}, (fault,))


def _one_line(problem: str | None) -> str:
    return " ".join((problem or "").split())


class _RefusedError(Exception):
    def __init__(self, wording: Wording, line: int, **values: str | int) -> None:
        super().__init__(wording.code)
        self.wording = wording
        self.line = line
        self.values = values


@dataclass(slots=True)
class _Frame:
    """A list or mapping being filled; `key` waits for its value."""

    items: list[object] | dict[str, object]
    path: KeyPath
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    file: str
    first_line: int
    value: object = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        line = self.first_line + (mark.line if mark else 0)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _RefusedError(wordings.YAML_SECOND_DOCUMENT, line)
        elif isinstance(event, yaml.AliasEvent):
            raise _RefusedError(wordings.YAML_ALIAS, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if event.tag is not None:
            raise _RefusedError(wordings.YAML_TAG, line)
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.items, dict) and frame.key is None:
            frame.key = event.value
            if event.value in frame.items:
                fault = wordings.DUPLICATE_KEY.at(self.file, line, key=event.value)
                self.faults.append(fault)
            self.lines.setdefault((*frame.path, event.value), line)
            return
        try:
            value = _plain(event.value) if event.implicit[0] else event.value
        except ValueError as error:
            raise _RefusedError(wordings.YAML_SCALAR, line) from error
        self._place(value, line)

    def _open(self, event: yaml.CollectionStartEvent, line: int) -> None:
        if event.tag is not None:
            raise _RefusedError(wordings.YAML_TAG, line)
        if len(self.stack) >= MAX_DEPTH:
            raise _RefusedError(wordings.YAML_TOO_DEEP, line, limit=MAX_DEPTH)
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.items, dict) and frame.key is None:
            raise _RefusedError(wordings.YAML_KEY, line)
        items: list[object] | dict[str, object]
        items = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(items, line)
        self.stack.append(_Frame(items, path))

    def _place(self, value: object, line: int) -> KeyPath:
        if not self.stack:
            self.value = value
            path: KeyPath = ()
        else:
            frame = self.stack[-1]
            if isinstance(frame.items, list):
                path = (*frame.path, len(frame.items))
                frame.items.append(value)
            else:
                key, frame.key = frame.key or "", None
                path = (*frame.path, key)
                frame.items.setdefault(key, value)
        self.lines.setdefault(path, line)
        return path


def _plain(value: str) -> object:
    resolved: str = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))
    tag = resolved.removeprefix(_TAG)
    if tag not in ("int", "float", "bool", "null"):
        return value
    constructor = SafeConstructor()
    node = yaml.ScalarNode(_TAG + tag, value)
    built: object = SafeConstructor.yaml_constructors[_TAG + tag](constructor, node)
    return built
