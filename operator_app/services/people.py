"""The people of the demo company; a real company's are kept by its centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["agent", "lead", "trainee"]


def as_role(name: str) -> Role:
    """The role of that name; an unknown one gets the least, a trainee's."""
    return "agent" if name == "agent" else "lead" if name == "lead" else "trainee"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in on a desk; `login` is the role's name at the centre."""

    login: str
    full_name: str
    role: Role = "agent"


DEMO_TEAM = "Доставка"
DEMO_AGENT = Person("smirnova", "Смирнова Ольга Игоревна")
DEMO_LEAD = Person("pavlova", "Павлова Елена Андреевна", "lead")
DEMO_TRAINEE = Person("orlova", "Орлова Татьяна Сергеевна", "trainee")
DEMO_PEOPLE = (DEMO_AGENT, DEMO_LEAD, DEMO_TRAINEE)
