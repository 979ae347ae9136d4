"""A lead publishes while a call is on: that call keeps its words, the next one has the new ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from operator_app.bootstrap import first_edition, open_desk
from operator_app.content.folder import pack
from operator_app.credentials.vault import FileVault
from operator_app.domain.ports import CentreFault, CentreSession, Connect, FaultKind
from operator_app.domain.publication import Content, Edition
from operator_app.services.call_view import script_view
from operator_app.services.edit_scripts import changes, with_step_words
from operator_app.services.live_call import LiveCall
from operator_app.services.people import Person
from operator_app.services.publish import NumberTaken, publish
from operator_app.services.take_calls import save_call, saved_call
from operator_app.services.workplace import OpenDesk, Workplace
from operator_app.settings import read_settings
from tests.integration.centre_world import now

if TYPE_CHECKING:
    from tests.integration.centre_world import CentreWorld

SCRIPT, STEP = "delivery-late", "order"
OLD = "Назовите, пожалуйста, номер заказа."
NEW = "Подскажите, пожалуйста, номер заказа."
LEAD = Person("vedeneev", "Веденеев Илья Петрович", "lead")
OTHER_LEAD = Person("yuzhina", "Южина Вера Олеговна", "lead")
AGENT = Person("ivanova", "Иванова Анна Павловна")
COLLEAGUE = Person("petrov", "Петров Пётр Ильич")


class Cable:
    """The way to the centre: `cut`, nothing passes; `deaf`, no answer comes back."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self.cut = False
        self.deaf = False

    def connect(self) -> AbstractContextManager[CentreSession]:
        """As the gateway's, while the cable is in."""
        if self.cut:
            raise CentreFault(FaultKind.RETRY, "08006")
        return _Deaf(self._connect()) if self.deaf else self._connect()


class _Deaf(AbstractContextManager[CentreSession]):
    def __init__(self, session: AbstractContextManager[CentreSession]) -> None:
        self._session = session

    def __enter__(self) -> CentreSession:
        return self._session.__enter__()

    def __exit__(self, *_: object) -> None:
        self._session.__exit__(None, None, None)
        raise CentreFault(FaultKind.RETRY, "08006")


@dataclass
class Seat:
    """One person at one computer."""

    person: Person
    opened: OpenDesk
    cable: Cable

    @property
    def desk(self) -> Workplace:
        """What this person works with now."""
        return self.opened.workplace

    def synchronise(self) -> None:
        """One round with the centre."""
        assert self.desk.synchronise is not None
        self.desk.synchronise()

    def take_up(self) -> int:
        """Between calls: work on with the newest edition here; its number."""
        newer = self.opened.newer_content(self.desk.edition)
        if newer is not None:
            self.opened = replace(self.opened, workplace=self.desk.with_content(newer))
        return self.desk.edition

    def with_words(self, say: str) -> Content:
        """The content with other words for the step."""
        return with_step_words(self.desk.content, SCRIPT, STEP, say)

    def publish(self, say: str, comment: str = "Мягче") -> Edition:
        """Change the words of the step and publish them."""
        desk = self.desk
        return publish(
            desk.begin,
            self.cable.connect,
            desk.clock,
            pack,
            self.person.login,
            self.with_words(say),
            comment,
        )

    def begin_call(self) -> LiveCall:
        """A call that stands at the step."""
        live = self.desk.fresh_call()
        live.open()
        live.choose_script(SCRIPT)
        return live


def words(live: LiveCall) -> str:
    """What the agent reads out."""
    view = script_view(live)
    assert view is not None
    return view.prompt


SeatOf = Callable[[Person], Seat]


@pytest.fixture
def seat_of(own_world: CentreWorld, tmp_path: Path) -> Iterator[SeatOf]:
    with own_world.centre(LEAD.login).connect() as session:
        session.publish(first_edition(now(), LEAD.login))
    seats: list[Seat] = []

    def made(person: Person) -> Seat:
        settings = read_settings(tmp_path / f"seat-{len(seats)}")
        cable = Cable(own_world.centre(person.login).connect)

        def way(_device: UUID) -> Connect:
            return cable.connect

        opened = open_desk(settings, person, FileVault(settings.paths.profile), connect=way)
        seats.append(Seat(person, opened, cable))
        return seats[-1]

    yield made
    for seat in seats:
        seat.opened.close()


def test_the_next_call_has_the_new_words_and_the_one_in_progress_the_old(seat_of: SeatOf) -> None:
    lead, agent = seat_of(LEAD), seat_of(AGENT)
    in_progress = agent.begin_call()
    assert words(in_progress) == OLD
    edition = lead.publish(NEW)
    agent.synchronise()
    assert words(in_progress) == OLD
    assert agent.take_up() == edition.number == 2
    assert words(in_progress) == OLD
    assert in_progress.record().edition == 1
    assert words(agent.begin_call()) == NEW
    assert lead.take_up() == 2
    assert words(lead.begin_call()) == NEW


def test_a_call_taken_up_again_has_the_words_it_began_with(seat_of: SeatOf) -> None:
    lead, agent = seat_of(LEAD), seat_of(AGENT)
    live = agent.begin_call()
    save = live.take_unsaved()
    assert save is not None
    save_call(agent.desk.begin, save)
    before = agent.desk.content
    lead.publish(NEW)
    agent.synchronise()
    agent.take_up()
    saved = saved_call(agent.desk.begin, live.call.id)
    assert saved is not None
    assert words(agent.desk.resumed_call(saved, before)) == OLD


def test_a_desk_that_was_offline_catches_up(seat_of: SeatOf) -> None:
    lead, agent, colleague = seat_of(LEAD), seat_of(AGENT), seat_of(COLLEAGUE)
    colleague.cable.cut = True
    lead.publish(NEW)
    lead.take_up()
    lead.publish("Номер заказа, пожалуйста.")
    agent.synchronise()
    assert agent.take_up() == 3
    with pytest.raises(CentreFault):
        colleague.synchronise()
    assert colleague.take_up() == 1
    assert words(colleague.begin_call()) == OLD
    colleague.cable.cut = False
    colleague.synchronise()
    assert colleague.take_up() == 3
    assert words(colleague.begin_call()) == "Номер заказа, пожалуйста."
    with colleague.desk.begin() as records:
        held = [records.edition(number) for number in (1, 2, 3)]
    assert [one and one.comment for one in held[1:]] == ["Мягче", "Мягче"]


def test_of_two_leads_the_second_is_told_and_sees_what_the_first_wrote(seat_of: SeatOf) -> None:
    first, second = seat_of(LEAD), seat_of(OTHER_LEAD)
    first.publish(NEW)
    with pytest.raises(NumberTaken) as told:
        second.publish("Ваш номер заказа?")
    assert told.value.number == 2
    assert second.take_up() == 2
    (change,) = changes(second.desk.content, second.with_words("Ваш номер заказа?"))
    assert change.before == NEW
    assert second.publish("Ваш номер заказа?").number == 3


def test_publishing_again_after_a_lost_answer_makes_one_edition(
    seat_of: SeatOf, own_world: CentreWorld
) -> None:
    lead = seat_of(LEAD)
    lead.cable.deaf = True
    with pytest.raises(CentreFault):
        lead.publish(NEW)
    assert lead.take_up() == 1, "nothing is kept until the centre is known to have it"
    lead.cable.deaf = False
    assert lead.publish(NEW).number == 2
    assert lead.take_up() == 2
    assert own_world.ask("SELECT version FROM app.publication ORDER BY version") == [(1,), (2,)]


def test_offline_nothing_is_published_and_nothing_kept(
    seat_of: SeatOf, own_world: CentreWorld
) -> None:
    lead = seat_of(LEAD)
    lead.cable.cut = True
    with pytest.raises(CentreFault) as told:
        lead.publish(NEW)
    assert told.value.kind is FaultKind.RETRY
    assert lead.take_up() == 1
    assert own_world.ask("SELECT version FROM app.publication") == [(1,)]


def test_an_agent_cannot_publish(seat_of: SeatOf) -> None:
    agent = seat_of(AGENT)
    with pytest.raises(CentreFault) as told:
        agent.publish(NEW)
    assert (told.value.kind, told.value.state) == (FaultKind.ROW, "42501")
    assert agent.take_up() == 1
