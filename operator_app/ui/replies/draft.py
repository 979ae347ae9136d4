"""The answer being put together: replies stacked in it, and values typed for this call."""

from __future__ import annotations

from uuid import UUID

from operator_app.domain.replies import Reply
from operator_app.services.live_call import LiveCall
from operator_app.services.own_replies import is_own
from operator_app.services.use_replies import Habits, fill_reply
from operator_app.services.workplace import Workplace
from operator_app.ui.replies.pane import ShownReply
from operator_app.ui.replies.words import facts

Part = tuple[Reply, str]
"""A reply with the text as it is used."""


class Draft:
    """Belongs to one call at a time; another call begins another draft."""

    def __init__(self) -> None:
        self._call: UUID | None = None
        self._values: dict[str, str] = {}
        self._stack: dict[str, Part] = {}

    def belong_to(self, live: LiveCall | None) -> None:
        """Values typed for one customer are never said to another."""
        call = live.call.id if live else None
        if call != self._call:
            self._call = call
            self._values.clear()
            self._stack.clear()

    def type_value(self, slot: str, text: str) -> None:
        """Keep what the agent typed for a slot, for every reply of this call."""
        self._values[slot] = text

    def switch(self, reply: Reply, text: str) -> None:
        """Put a reply at the end of the answer, or take it out."""
        if self._stack.pop(reply.id, None) is None:
            self._stack[reply.id] = (reply, text)

    def edit(self, reply: Reply, text: str) -> None:
        """Another text for a reply that is in the answer; nothing for others."""
        if reply.id in self._stack:
            self._stack[reply.id] = (reply, text)

    def holds(self, reply: Reply) -> bool:
        """Whether the reply is in the answer."""
        return reply.id in self._stack

    def ids(self) -> tuple[str, ...]:
        """What is in the answer, in order."""
        return tuple(self._stack)

    def titles(self) -> tuple[str, ...]:
        """As `ids`, to be read."""
        return tuple(reply.title for reply, _ in self._stack.values())

    def parts_with(self, reply: Reply, text: str) -> tuple[Part, ...]:
        """The whole answer: what is stacked, and the reply in view where it is not."""
        whole = self._stack | {reply.id: (reply, text)}
        return tuple(part for part in whole.values() if part[1].strip())

    def drop_stack(self) -> None:
        """The answer was used or given up; typed values stay."""
        self._stack.clear()

    def shown(
        self, workplace: Workplace, live: LiveCall | None, reply: Reply, habits: Habits
    ) -> ShownReply:
        """The reply as the pane shows it: as it stands in the answer, else filled anew."""
        stacked = self._stack.get(reply.id)
        filled = fill_reply(workplace, live, reply, self._values)
        unknown = () if stacked else fill_reply(workplace, live, reply).missing
        return ShownReply(
            id=reply.id,
            title=reply.title,
            facts=facts(reply, workplace.content, habits),
            text=stacked[1] if stacked else filled.text,
            asked={name: self._values.get(name, "") for name in unknown},
            missing=() if stacked else filled.missing,
            favourite=reply.id in habits.favourites,
            stacked=stacked is not None,
            own=is_own(reply),
        )
