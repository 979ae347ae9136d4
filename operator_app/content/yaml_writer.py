"""Values as YAML the way leads write it: short lists on one line, long texts as blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import yaml
from yaml.representer import SafeRepresenter

_WIDTH: Final = 100
_INLINE: Final = 88
"""Plain values whose list or mapping is shorter than this stand on one line."""

_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write_yaml(value: Mapping[str, object]) -> str:
    """Write a mapping as a YAML document that `read_yaml` reads back to an equal value."""
    node = _Representer(sort_keys=False).represent_data(value)
    _restyle(node)
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = False
    text: str = yaml.serialize(node, Dumper=_DUMPER, allow_unicode=True, width=_WIDTH)
    return text


class _Representer(SafeRepresenter):
    """Writes a value that occurs twice in full: aliases are refused on reading."""

    def ignore_aliases(self, data: Any) -> bool:
        """Tell that nothing is ever an alias."""
        return True


def _restyle(node: yaml.Node) -> None:
    if isinstance(node, yaml.ScalarNode) and "\n" in node.value:
        node.style = "|"
    if not isinstance(node, yaml.CollectionNode):
        return
    parts: list[Any] = node.value
    if isinstance(node, yaml.MappingNode):
        parts = [one for pair in node.value for one in pair]
    for one in parts:
        _restyle(one)
    plain = all(isinstance(one, yaml.ScalarNode) and "\n" not in one.value for one in parts)
    length = sum(len(one.value) + 2 for one in parts) if plain else 0
    node.flow_style = plain and length <= _INLINE
