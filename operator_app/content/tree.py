"""All content ↔ a set of files, wherever they lie: a folder, a ZIP, an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from operator_app.content import wordings
from operator_app.content.faults import Fault
from operator_app.content.markdown import LinkFound
from operator_app.content.phrase_rules import rules_document, rules_of
from operator_app.content.pictures import is_picture, read_pictures
from operator_app.content.reply_files import read_reply
from operator_app.content.schemas import Kind, shape_faults
from operator_app.content.script_files import read_script
from operator_app.content.sop_files import read_sop
from operator_app.content.training_files import read_case
from operator_app.content.yaml_reader import MAX_YAML_BYTES, KeyPath, YamlDocument, read_yaml
from operator_app.domain.limits import CompensationLimit
from operator_app.domain.phrases import Rule
from operator_app.domain.practice import PracticeCase
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply
from operator_app.domain.scripts import Script
from operator_app.domain.sops import Sop
from operator_app.domain.wrap_up import WrapUpCode, WrapUpKind

Tree = Mapping[str, bytes]
"""Contents of files by name; names are relative, with «/»."""

Named = TypeVar("Named", Sop, Script, Reply, Rule, PracticeCase)

NO_LIMIT: Final = CompensationLimit(rubles=0, period_days=30, presets=())
"""What holds where no limit is written: nothing may be given without asking."""

LARGEST_FILE: Final = MAX_YAML_BYTES
_FOLDERS: Final = {
    "sops": (".md",),
    "replies": (".yaml",),
    "scripts": (".yaml",),
    "phrases": (".yaml", ".json"),
    "training": (".yaml",),
}
_SINGLE: Final[Mapping[str, Kind]] = {
    "topics.yaml": "topics",
    "limits.yaml": "limits",
    "synonyms.yaml": "synonyms",
    "outcomes.yaml": "outcomes",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entity of content is written: what its file is and where in it it stands."""

    file: str
    document: YamlDocument
    base: KeyPath = ()

    def line(self, *path: str | int) -> int:
        """Return the line of the part at `path`, or of the nearest one around it."""
        return self.document.line((*self.base, *path))


@dataclass(frozen=True, slots=True)
class ReadResult:
    """`content` holds whatever could be read; `faults` by file and line say what could not.

    `sources` tells where each entity is written, by kind («sop», «script», «reply», «rule»,
    «training») and id; `singles` where topics, limits, synonyms and codes are, by file; `links`
    what each procedure links to.
    """

    content: Content
    faults: tuple[Fault, ...]
    sources: Mapping[tuple[str, str], Source]
    singles: Mapping[str, Source]
    links: Mapping[str, tuple[LinkFound, ...]]


def is_content(name: str) -> bool:
    """Tell whether a file of that name is read."""
    if name in _SINGLE:
        return True
    folder, slash, rest = name.partition("/")
    endings = _FOLDERS.get(folder, ())
    nested = folder != "sops" and "/" in rest
    return bool(slash) and not nested and rest.endswith(tuple(endings))


def read_tree(tree: Tree) -> ReadResult:
    """Read every file of content in a tree; other names are passed over."""
    reading = _Reading()
    for name in sorted(tree):
        folder = name.partition("/")[0]
        if not is_content(name):
            if folder in _FOLDERS and "/" in name and not is_picture(name):
                reading.faults.append(wordings.UNEXPECTED_FILE.at(name, 1))
            continue
        text = reading.text(name, tree[name])
        if text is not None:
            take = reading.single if name in _SINGLE else reading.readers[folder]
            take(name, text)
    pictures, faults = read_pictures(tree)
    reading.faults += faults
    read = reading.result()
    return replace(read, content=replace(read.content, pictures=pictures))


@dataclass(slots=True)
class _Reading:
    faults: list[Fault] = field(default_factory=list)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)
    links: dict[str, tuple[LinkFound, ...]] = field(default_factory=dict)
    sops: list[Sop] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    cases: list[PracticeCase] = field(default_factory=list)
    values: dict[Kind, Any] = field(default_factory=dict)
    singles: dict[str, Source] = field(default_factory=dict)

    @property
    def readers(self) -> Mapping[str, Callable[[str, str], None]]:
        return {
            "sops": self.sop_file,
            "scripts": self.script_file,
            "replies": self.reply_file,
            "phrases": self.rule_file,
            "training": self.case_file,
        }

    def text(self, name: str, data: bytes) -> str | None:
        if len(data) > LARGEST_FILE:
            limit = LARGEST_FILE // 1000
            self.faults.append(wordings.FILE_TOO_LARGE.at(name, 1, limit=limit))
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = 1 + data.count(b"\n", 0, error.start)
            self.faults.append(wordings.NOT_UTF8.at(name, line))
            return None

    def sop_file(self, name: str, text: str) -> None:
        read = read_sop(text, name)
        self.faults += read.faults
        if read.sop is not None:
            document = YamlDocument(None, {(key,): at for key, at in read.lines.items()}, ())
            if self._keep("sop", read.sop, self.sops, Source(name, document)):
                self.links[read.sop.id] = read.links

    def script_file(self, name: str, text: str) -> None:
        document = read_yaml(text, name)
        broken = self._shape("script", document, name)
        if document.value is not None and not broken:
            script = read_script(_mapping(document.value))
            self._keep("script", script, self.scripts, Source(name, document))

    def reply_file(self, name: str, text: str) -> None:
        document = read_yaml(text, name)
        broken = self._shape("reply", document, name)
        if document.value is None or any(len(path) < 2 for path in broken):
            return
        for place, entry in enumerate(_mapping(document.value)["replies"]):
            base = ("replies", place)
            if not any(path[:2] == base for path in broken):
                self._keep("reply", read_reply(entry), self.replies, Source(name, document, base))

    def rule_file(self, name: str, text: str) -> None:
        document = rules_document(text, name)
        rules, faults = rules_of(document, name)
        self.faults += (*document.faults, *faults)
        for base, rule in rules:
            self._keep("rule", rule, self.rules, Source(name, document, base))

    def case_file(self, name: str, text: str) -> None:
        document = read_yaml(text, name)
        broken = self._shape("training", document, name)
        if document.value is not None and not broken:
            case = read_case(_mapping(document.value))
            self._keep("training", case, self.cases, Source(name, document))

    def single(self, name: str, text: str) -> None:
        document = read_yaml(text, name)
        self.singles[name] = Source(name, document)
        kind = _SINGLE[name]
        broken = self._shape(kind, document, name)
        if document.value is not None and not broken:
            self.values[kind] = _mapping(document.value)

    def result(self) -> ReadResult:
        content = Content(
            topics=tuple((one["id"], one["title"]) for one in self._single("topics")),
            sops=_by_id(self.sops),
            scripts=_by_id(self.scripts),
            replies=_by_id(self.replies),
            rules=_by_id(self.rules),
            limit=_limit(self.values.get("limits")),
            synonyms=tuple(tuple(group) for group in self._single("synonyms")),
            practice=_by_id(self.cases),
            wrap_ups=tuple(_wrap_up(one) for one in self._single("outcomes")),
        )
        faults = tuple(sorted(self.faults, key=lambda one: (one.file, one.line)))
        return ReadResult(content, faults, self.sources, self.singles, self.links)

    def _single(self, kind: Kind) -> Sequence[Any]:
        entries: Sequence[Any] = self.values.get(kind, {}).get(kind, ())
        return entries

    def _shape(self, kind: Kind, document: YamlDocument, name: str) -> frozenset[KeyPath]:
        self.faults += document.faults
        if document.value is None and document.faults:
            return frozenset()
        faults, broken = shape_faults(kind, document, name)
        self.faults += faults
        return broken

    def _keep(self, kind: str, one: Named, kept: list[Named], source: Source) -> bool:
        held = self.sources.setdefault((kind, one.id), source)
        if held is source:
            kept.append(one)
            return True
        where = f"{held.file}:{held.line('id')}"
        line = source.line("id")
        self.faults.append(wordings.DUPLICATE_ID.at(source.file, line, id=one.id, where=where))
        return False


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError("the schema lets only a mapping through")
    return value


def _by_id(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(found, key=lambda one: one.id))


def _wrap_up(fields: Mapping[str, Any]) -> WrapUpCode:
    kind, keywords = WrapUpKind(fields["kind"]), tuple(fields.get("keywords", ()))
    return WrapUpCode(fields["id"], fields["title"], kind, keywords)


def _limit(fields: Mapping[str, Any] | None) -> CompensationLimit:
    if fields is None:
        return NO_LIMIT
    given = fields["compensation"]
    presets = tuple(given.get("presets", ()))
    return CompensationLimit(given["rubles"], given["period_days"], presets)
