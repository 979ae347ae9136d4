"""Domain values as content files: which file holds what, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from operator_app.content.names import latin_slug, unused
from operator_app.content.reply_files import reply_as_mapping
from operator_app.content.script_files import script_as_mapping
from operator_app.content.sop_files import write_sop
from operator_app.content.training_files import case_as_mapping
from operator_app.content.tree import ReadResult, read_tree
from operator_app.content.yaml_writer import write_yaml
from operator_app.domain.limits import CompensationLimit
from operator_app.domain.phrases import Rule, rule_as_mapping
from operator_app.domain.practice import PracticeCase
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply
from operator_app.domain.scripts import Script
from operator_app.domain.sops import Sop
from operator_app.domain.wrap_up import WrapUpCode

Entity = Sop | Script | Reply | Rule | PracticeCase
Key = tuple[str, str]

_RULES_FILE: Final = "phrases/rules.yaml"


def write_tree(content: Content) -> dict[str, str]:
    """Write everything as files in the standard layout: text by name; equal content, equal text."""
    return {name: text for name, text in changes(read_tree({}), content).items() if text}


def changes(held: ReadResult, content: Content) -> dict[str, str | None]:
    """Find which files have to change for `held` to become `content`; None removes a file.

    A file whose entities are as they were is not named, so that its comments and layout stay.
    """
    old, new = _entities(held.content), _entities(content)
    layout: dict[str, list[Key]] = {}
    for key, source in held.sources.items():
        layout.setdefault(source.file, []).append(key)
    wanted = {file: [key for key in keys if key in new] for file, keys in layout.items()}
    for key in new:
        if key not in old:
            wanted.setdefault(_file_for(key, new[key], wanted), []).append(key)
    changed: dict[str, str | None] = {}
    for file, keys in wanted.items():
        if keys != layout.get(file) or any(old[key] != new[key] for key in keys):
            changed[file] = _text([new[key] for key in keys]) if keys else None
    changed.update(_singles(held.content, content))
    return changed


def _entities(content: Content) -> dict[Key, Entity]:
    found: dict[Key, Entity] = {("sop", one.id): one for one in content.sops}
    found |= {("script", one.id): one for one in content.scripts}
    found |= {("reply", one.id): one for one in content.replies}
    found |= {("rule", one.id): one for one in content.rules}
    found |= {("training", one.id): one for one in content.practice}
    return found


def _file_for(key: Key, entity: Entity, taken: Mapping[str, object]) -> str:
    if isinstance(entity, Rule):
        return _RULES_FILE
    topic = latin_slug(entity.topic, "topic")
    if isinstance(entity, Reply):
        return f"replies/{topic}.yaml"
    folder, ending = f"sops/{topic}", ".md"
    if isinstance(entity, Script):
        folder, ending = "scripts", ".yaml"
    if isinstance(entity, PracticeCase):
        folder, ending = "training", ".yaml"
    stem = latin_slug(key[1], "text")
    used = {name.removesuffix(ending) for name in taken}
    return unused(f"{folder}/{stem}", used) + ending


def _text(entities: Sequence[Entity]) -> str:
    first = entities[0]
    if isinstance(first, Sop):
        return write_sop(first)
    if isinstance(first, Script):
        return write_yaml(script_as_mapping(first))
    if isinstance(first, PracticeCase):
        return write_yaml(case_as_mapping(first))
    if isinstance(first, Reply):
        entries = [reply_as_mapping(one) for one in entities if isinstance(one, Reply)]
        return write_yaml({"replies": entries})
    rules = [rule_as_mapping(one) for one in entities if isinstance(one, Rule)]
    return write_yaml({"rules": rules})


def _singles(old: Content, new: Content) -> Iterator[tuple[str, str | None]]:
    if new.topics != old.topics:
        topics = [{"id": topic, "title": title} for topic, title in new.topics]
        yield "topics.yaml", write_yaml({"topics": topics}) if topics else None
    if new.limit != old.limit:
        yield "limits.yaml", write_yaml({"compensation": _limit_as_mapping(new.limit)})
    if new.synonyms != old.synonyms:
        groups = [list(group) for group in new.synonyms]
        yield "synonyms.yaml", write_yaml({"synonyms": groups}) if groups else None
    if new.wrap_ups != old.wrap_ups:
        codes = [_code_as_mapping(one) for one in new.wrap_ups]
        yield "outcomes.yaml", write_yaml({"outcomes": codes}) if codes else None


def _code_as_mapping(code: WrapUpCode) -> dict[str, object]:
    written: dict[str, object] = {"id": code.id, "title": code.title, "kind": code.kind.value}
    return written | ({"keywords": list(code.keywords)} if code.keywords else {})


def _limit_as_mapping(limit: CompensationLimit) -> dict[str, object]:
    return {
        "rubles": limit.rubles,
        "period_days": limit.period_days,
        "presets": list(limit.presets),
    }
