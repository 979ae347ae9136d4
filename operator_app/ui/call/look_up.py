"""Searching during a call: queries go to their lane, stale answers are dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from operator_app.domain.answers import normal_phone
from operator_app.domain.calls import Customer
from operator_app.domain.replies import Reply
from operator_app.domain.retrieval import Leaning, SearchAnswer, SearchHit
from operator_app.domain.sops import PassageLink, Section, Sop
from operator_app.services.live_call import LiveCall
from operator_app.services.own_replies import with_own_hits
from operator_app.services.read_sops import Memory
from operator_app.services.use_replies import fill_reply, spelled_hit
from operator_app.services.workplace import Workplace
from operator_app.ui.call.knowledge_pane import KnowledgePane
from operator_app.ui.call.results import MAX_ROWS, ResultRow, row_of, short_date
from operator_app.ui.gap_keeper import first_place
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import announce

_ORDER = re.compile(r"\s*(?:№\s*)?(\d{4})[\s-]?(\d{4})\s*")


class LookUp(QObject):
    """Looks up what is typed and previews the first hit.

    Signals: `passage_opened(Sop, Section)` on Enter; `customer_found(Customer)`;
    `answered(tuple[str, ...])` the SOP ids found, best first; `searched(str, str)` what the field
    holds and the place found first, "" for none.
    """

    passage_opened = Signal(object, object)
    customer_found = Signal(object)
    answered = Signal(object)
    searched = Signal(str, str)

    def __init__(
        self, workplace: Workplace, pane: KnowledgePane, lane: Runs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._pane = pane
        self._lane = lane
        self._query = ""
        self._passage: PassageLink | None = None
        self._live: LiveCall | None = None
        self._own: tuple[Reply, ...] = ()
        self._memory = Memory()
        self._in_call = False
        # Replies have a key of their own, F4.
        self._leaning = Leaning(procedures=True)
        self.shown: tuple[Sop, Section] | None = None
        pane.reader.show_pictures_of(workplace.content)
        pane.query_changed.connect(self.ask)
        pane.row_shown.connect(self._preview)
        pane.row_chosen.connect(self._open)
        pane.reader.passage_followed.connect(self.show_passage)

    def work_with(self, workplace: Workplace) -> None:
        """Another edition: passages come from it."""
        self._workplace = workplace
        self._pane.reader.show_pictures_of(workplace.content)

    def ask_again(self) -> None:
        """The index was filled: look up anew what stands in the field."""
        if self._query:
            self.ask(self._query)

    def focus(self, select: bool = True) -> None:
        """F3, and where the cursor returns to after an answer."""
        self._pane.focus_search() if select else self._pane.search.setFocus()

    def begin(self) -> None:
        """A new call: an empty field under the cursor."""
        self.clear()
        self._in_call = True
        self.show_at_hand()
        self.focus()

    def clear(self) -> None:
        """Forget the query, the step and what was found."""
        self._passage, self._live, self._in_call = None, None, False
        self._leaning = replace(self._leaning, sop="", topic="")
        self._pane.search.clear()
        self._pane.show_rows((), "")

    def ask(self, query: str) -> None:
        """Look up what is typed so far."""
        self._query = query.strip()
        if not self._query:
            self._lane.run_latest(lambda: None, lambda _: None, topic="query")
            self.show_at_hand()
            self.searched.emit("", "")
            return
        searcher, leaning = self._workplace.search, self._leaning
        self._lane.run_latest(
            lambda: searcher.search(query, MAX_ROWS, leaning=leaning),
            self._show_answer,
            topic="query",
        )

    def remind(self, memory: Memory) -> None:
        """What the agent pinned, then read last, as the file remembers it."""
        self._memory = memory
        self._leaning = replace(self._leaning, opened=memory.recent, team=memory.team)
        self.show_at_hand()

    def know_own(self, replies: tuple[Reply, ...]) -> None:
        """What the agent wrote for themselves is found beside the company's."""
        self._own = replies

    def show_at_hand(self) -> None:
        """Before anything is typed: for the step, pinned, recent; for no step, of every script."""
        if self._query:
            return
        kept = [PassageLink(one) for one in (*self._memory.pinned, *self._memory.recent)]
        step = self._of_the_step()
        content = (self._live or self._workplace).content
        others = [] if step else [PassageLink(one.sop) for one in content.scripts]
        links = dict.fromkeys((*step, *kept, *others)) if self._in_call else ()
        rows = tuple(row_of(_hit(*found)) for one in links if (found := content.passage(one)))
        known = self.tr("Pinned and recent") if kept else self.tr("For the scripts")
        self._pane.show_rows(rows, (self.tr("For this step") if step else known) if rows else "")

    def _of_the_step(self) -> list[PassageLink]:
        """The step's passage first, then its procedure's others."""
        live = self._live
        script = live.script() if live else None
        if live is None or script is None:
            return []
        sop = live.content.sop(script.sop)
        sections = sop.sections if sop else ()
        others = [PassageLink(script.sop, one.anchor) for one in sections if one.anchor]
        return [self._passage, *others] if self._passage else others

    def shown_sop(self) -> str:
        """The id of the procedure previewed, "" when none is."""
        row = self._pane.model.row(self._pane.results.currentIndex().row())
        return row.hit.sop if row and row.hit and row.hit.kind == "sop" else ""

    def stand_at(self, live: LiveCall, passage: PassageLink | None) -> None:
        """The call moved to a step: its passage first, then its procedure's others."""
        self._passage, self._live, self._in_call = passage, live, True
        if script := live.script():
            sop = passage.sop if passage else script.sop
            self._leaning = replace(self._leaning, sop=sop, topic=script.topic)
        self.show_at_hand()

    def _show_answer(self, answer: SearchAnswer) -> None:
        found = _one_a_sop(with_own_hits(answer, self._own))
        hits = (spelled_hit(self._workplace, hit) for hit in found)
        rows = [row_of(hit) for hit in hits]
        if customer := self._customer_row(answer.query):
            rows.insert(0, customer)
        if not rows:
            text = self.tr("Nothing for “{query}”. Shorten a word or ask the senior: F8")
            told = text.format(query=answer.query.strip())
        elif answer.repaired:
            told = self.tr("Shown for “{query}”").format(query=answer.used_query)
        else:
            told = self.tr("Found: {count}").format(count=len(rows))
        self._pane.show_rows(tuple(rows), told, answer.query)
        announce(self._pane.search, told)
        self.answered.emit(tuple(hit.sop for hit in answer.hits if hit.kind == "sop"))
        self.searched.emit(answer.query, first_place(answer))

    def _customer_row(self, query: str) -> ResultRow | None:
        order = _ORDER.fullmatch(query)
        digits = re.sub(r"\D", "", query)
        phone = normal_phone(query.strip()) if len(digits) >= 10 else ""
        if order:
            value = f"{order[1]}-{order[2]}"
            return ResultRow(
                "customer", self.tr("order {order}").format(order=value), "", "", value=value
            )
        if phone:
            return ResultRow("customer", phone, "", "", value=phone)
        return None

    def _preview(self, row: ResultRow) -> None:
        self.shown = None
        hit = row.hit
        if hit is None:
            self._pane.show_text(row.title, "", self.tr("Enter puts it into the call"))
            return
        if hit.kind == "sop":
            # The head of a procedure says little; the step's own passage of it is what is needed.
            step = self._passage
            anchor = step.anchor if step and step.sop == hit.sop and not hit.anchor else hit.anchor
            self.show_passage(PassageLink(hit.sop, anchor))
            return
        key = hit.key.partition(":")[2]
        own = next((one for one in self._own if one.id == key), None)
        reply = own or self._workplace.content.reply(key)
        text = fill_reply(self._workplace, self._live, reply).text if reply else hit.snippet
        self._pane.show_text(row.title, row.date, text)

    def show_passage(self, link: PassageLink) -> None:
        """Preview a passage with the words of the query marked."""
        found = self._workplace.content.passage(link)
        if found is None:
            return
        self.shown = found
        sop, section = found
        since = short_date(sop.valid_from.isoformat()) if sop.valid_from else ""
        date = self.tr("in force since {date}").format(date=since) if since else ""
        self._pane.show_passage(f"{sop.id}. {sop.title}", date, sop, section.anchor, ())
        text, query, searcher = self._pane.reader.text(), self._query, self._workplace.search
        if query:
            self._lane.run_latest(
                lambda: searcher.mark(query, text),
                partial(self._pane.reader.mark_found, text),
                topic="marks",
            )

    def _open(self, row: ResultRow) -> None:
        if row.hit is None:
            value = row.value
            known = Customer(order=value) if "-" in value else Customer(number=value)
            self.customer_found.emit(known)
            self.clear()
            return
        found = self._workplace.content.passage(PassageLink(row.hit.sop, row.hit.anchor))
        if row.hit.kind == "sop" and found:
            self.passage_opened.emit(*found)
            self._pane.reader.setFocus()


def _one_a_sop(hits: tuple[SearchHit, ...]) -> list[SearchHit]:
    """The best passage of each procedure: four of one would push the others off the list."""
    best: dict[str, SearchHit] = {}
    for hit in hits:
        best.setdefault(f"{hit.kind}:{hit.sop}" if hit.kind == "sop" else hit.key, hit)
    return list(best.values())


def _hit(sop: Sop, section: Section) -> SearchHit:
    return SearchHit(
        key=f"sop:{sop.id}#{section.anchor}",
        kind="sop",
        sop=sop.id,
        title=sop.title,
        section=" › ".join(section.path),
        anchor=section.anchor,
        score=0.0,
        snippet=" ".join(section.text.split())[:160],
        marks=(),
        title_marks=(),
        topic=sop.topic,
        date=sop.valid_from.isoformat() if sop.valid_from else "",
    )
