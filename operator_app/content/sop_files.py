"""One procedure ↔ one Markdown file with front matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from operator_app.content import sop_wordings, wordings
from operator_app.content.faults import Fault
from operator_app.content.markdown import MAX_SOP_BYTES, LinkFound, read_sections, write_sections
from operator_app.content.schemas import shape_faults
from operator_app.content.yaml_reader import YamlDocument, read_yaml
from operator_app.content.yaml_writer import write_yaml
from operator_app.domain.sops import Section, Sop

_FENCE: Final = "---"


@dataclass(frozen=True, slots=True)
class SopRead:
    """What one file holds; `sop` is None when it is too large to be looked at.

    `lines` has the line of each front matter key, of each section as «#anchor».
    """

    sop: Sop | None
    lines: Mapping[str, int]
    links: tuple[LinkFound, ...]
    faults: tuple[Fault, ...]


def read_sop(text: str, file: str) -> SopRead:
    """Read a procedure; what is missing is reported and replaced, so that its text is not lost.

    Without an id the file's name serves, without a title its first heading.
    """
    if len(text.encode()) > MAX_SOP_BYTES:
        fault = wordings.FILE_TOO_LARGE.at(file, 1, limit=MAX_SOP_BYTES // 1024)
        return SopRead(None, {}, (), (fault,))
    head, body, body_line, faults = _divided(text, file)
    fields = head.value if isinstance(head.value, dict) else {}
    read = read_sections(body, file, body_line)
    shape: tuple[Fault, ...] = ()
    if not faults and not head.faults:
        shape, broken = shape_faults("sop", head, file)
        fields = {key: value for key, value in fields.items() if not _touched(key, broken)}
    stem = file.rpartition("/")[2].removesuffix(".md")
    titled = next((one.title for one in read.sections if one.title), stem)
    dates, date_faults = _dates(fields, head, file)
    sop = Sop(
        id=fields.get("id", stem),
        title=fields.get("title", titled),
        topic=fields.get("topic", ""),
        keywords=tuple(fields.get("keywords", ())),
        owner=fields.get("owner", ""),
        review_by=dates["review_by"],
        valid_from=dates["valid_from"],
        sections=read.sections,
    )
    lines = {str(path[0]): line for path, line in head.lines.items() if len(path) == 1}
    lines |= {f"#{one.anchor}": at for one, at in zip(read.sections, read.lines, strict=True)}
    found = (*faults, *head.faults, *shape, *date_faults, *read.faults)
    return SopRead(sop, lines, read.links, found)


def write_sop(sop: Sop) -> str:
    """Write a procedure as the text of its file."""
    fields: dict[str, object] = {
        "id": sop.id,
        "title": sop.title,
        "topic": sop.topic,
        "keywords": list(sop.keywords),
        "owner": sop.owner,
        "review_by": sop.review_by,
        "valid_from": sop.valid_from,
    }
    kept = {key: value for key, value in fields.items() if value not in ("", None)}
    return f"{_FENCE}\n{write_yaml(kept)}{_FENCE}\n{write_sections(sop.sections)}"


def _divided(text: str, file: str) -> tuple[YamlDocument, str, int, list[Fault]]:
    lines = text.split("\n")
    nothing = YamlDocument({}, {}, ())
    if lines[0].rstrip() != _FENCE:
        return nothing, text, 1, [sop_wordings.FRONT_MATTER_MISSING.at(file, 1)]
    for place in range(1, len(lines)):
        if lines[place].rstrip() == _FENCE:
            head = read_yaml("\n".join(lines[1:place]), file, 2)
            return head, "\n".join(lines[place + 1 :]), place + 2, []
    return nothing, text, 1, [sop_wordings.FRONT_MATTER_OPEN.at(file, 1)]


def _touched(key: str, broken: frozenset[tuple[str | int, ...]]) -> bool:
    return any(path[:1] == (key,) for path in broken)


def _dates(
    fields: Mapping[str, object], head: YamlDocument, file: str
) -> tuple[dict[str, date | None], list[Fault]]:
    dates: dict[str, date | None] = {"review_by": None, "valid_from": None}
    faults: list[Fault] = []
    for key in dates:
        written = fields.get(key)
        if not isinstance(written, str):
            continue
        try:
            dates[key] = date.fromisoformat(written)
        except ValueError:
            line = head.line((key,))
            faults.append(
                wordings.WRONG_FORM.at(
                    file,
                    line,
                    key=key,
                    value=written,
                    form_ru="Такого дня нет в календаре.",
                    form_en="There is no such day.",
                )
            )
    return dates, faults


def sections_of(body: str) -> tuple[Section, ...]:
    """Divide Markdown typed by a person into sections, without judging it."""
    return read_sections(body, "").sections
