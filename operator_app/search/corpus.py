"""Documents of the index, made of everything a lead writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.domain.phrasing import TemplateFault, Text, choose_clauses, parse_template
from operator_app.domain.retrieval import PATH_SEPARATOR, SearchDocument
from operator_app.domain.sops import Section, Sop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from operator_app.domain.phrases import Rule
    from operator_app.domain.publication import Content
    from operator_app.domain.replies import Reply


def content_to_documents(content: Content) -> list[SearchDocument]:
    """Return the documents of all kinds: sections of SOPs first, then replies and phrase rules."""
    documents = sections_to_documents(content.sops)
    documents.extend(map(_reply, content.replies))
    documents.extend(map(_rule, content.rules))
    return documents


def sections_to_documents(sops: Iterable[Sop]) -> list[SearchDocument]:
    """Return one document for each section, in reading order.

    Text above the first heading is a document of its own when there is any; a SOP with nothing but
    its title is one document too, so that it can be found.
    """
    documents: list[SearchDocument] = []
    for sop in sops:
        sections = [s for s in sop.sections if s.title or s.text.strip()]
        if not sections:
            sections = [Section("", 1, "", (), "", "")]
        documents.extend(_section(sop, section, place) for place, section in enumerate(sections))
    return documents


def _section(sop: Sop, section: Section, place: int) -> SearchDocument:
    return SearchDocument(
        key=f"sop:{sop.id}#{section.anchor or place}",
        kind="sop",
        sop=sop.id,
        anchor=section.anchor,
        title=sop.title,
        section=PATH_SEPARATOR.join(section.path),
        keywords=sop.keywords,
        body=section.text,
        topic=sop.topic,
        date=sop.valid_from.isoformat() if sop.valid_from else "",
    )


def _reply(reply: Reply) -> SearchDocument:
    return SearchDocument(
        key=f"reply:{reply.id}",
        kind="reply",
        sop=reply.sop,
        anchor="",
        title=reply.title,
        section="",
        keywords=(reply.shortcut,) if reply.shortcut else (),
        body=_said(reply.text),
        topic=reply.topic,
        date="",
    )


def _said(template: str) -> str:
    """A reply as text to find and show: clauses that need a value are left out, slots are dots."""
    try:
        parts = choose_clauses(parse_template(template), {})
    except TemplateFault:
        # `content check` names the fault; the words can be looked for all the same.
        return template
    return "".join(one.text if isinstance(one, Text) else "…" for one in parts)


def _rule(rule: Rule) -> SearchDocument:
    approved = ", ".join(f"«{one.text}»" for one in rule.approved)
    return SearchDocument(
        key=f"rule:{rule.id}",
        kind="rule",
        sop="",
        anchor="",
        title=" / ".join(rule.discouraged),
        section="",
        keywords=(),
        body=f"{approved}. {rule.why}".strip(". ") if approved else rule.why,
        topic=rule.topics[0] if rule.topics else "",
        date="",
    )
