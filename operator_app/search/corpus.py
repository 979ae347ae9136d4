"""Documents of the index, made of the SOPs of an edition."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.retrieval import PATH_SEPARATOR, SearchDocument
from operator_app.domain.sops import Section, Sop


def sections_to_documents(sops: Iterable[Sop]) -> list[SearchDocument]:
    """One document for each section, in reading order.

    Text above the first heading is a document of its own when there is any; a SOP with nothing but
    its title is one document too, so that it can be found.
    """
    documents: list[SearchDocument] = []
    for sop in sops:
        sections = [s for s in sop.sections if s.title or s.text.strip()]
        if not sections:
            sections = [Section("", 1, "", (), "", "")]
        documents.extend(_document(sop, section, place) for place, section in enumerate(sections))
    return documents


def _document(sop: Sop, section: Section, place: int) -> SearchDocument:
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
