"""How an entity travels to the centre and back: one statement takes any number of its rows.

The rows travel as one array a column (or by COPY when there are many) and are merged by a single
`INSERT … SELECT … ON CONFLICT`, so the server parses one short statement whatever their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from operator_app.domain.records import Entity, OutboxItem, SentRow

Row = tuple[object, ...]

# A set that is made once and looked up for the rows that are there already, which are few.
_KNOWN: Final = (
    "(kept.id = ANY(CAST(:free AS uuid[])) OR (kept.id, kept.digest) IN "
    "(SELECT * FROM unnest(CAST(:known_ids AS uuid[]), CAST(:known_digests AS bytea[]))))"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How one entity travels: its columns with their types, in the order of `values`.

    Pushed when it has `values` and `digest`, whose column is the last one and which the centre must
    hold once it holds the row; pulled when it has `row_of`. `since` is the centre's schema that has
    its table: an older centre is not asked, its rows wait. `changeable` columns are replaced by a
    newer `rev`, without any the row never changes; with `last_received` a desk is told when another
    change stands there with a rev as high, and goes above it. The centre fills in the `author`
    columns by who is signed in. A row that `needs` a newer schema than the centre's waits, as one
    of `since` does.
    """

    entity: Entity
    columns: tuple[tuple[str, str], ...]
    values: Callable[[Any], Row] | None = None
    digest: Callable[[Any], bytes] | None = None
    changeable: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    since: int = 1
    row_of: Callable[[Row], SentRow] | None = None
    needs: Callable[[Any], int] = lambda _: 1
    last_received: bool = False

    def row(self, item: OutboxItem) -> Row:
        """Return the columns of a row to send; raises TypeError for an entity only ever pulled."""
        if self.values is None:
            raise TypeError(f"{self.entity.value} is never sent")
        return (*self.values(item.row), self.digest_of(item))

    def digest_of(self, item: OutboxItem) -> bytes:
        """Return the digest that goes with a row; raises TypeError as `row` does."""
        if self.digest is None:
            raise TypeError(f"{self.entity.value} is never sent")
        return item.digest or self.digest(item.row)

    @property
    def incoming(self) -> str:
        """Return the temporary table's name."""
        return f"incoming_{self.entity.value}"

    def arrays(self) -> str:
        """Return the source of rows given as one parameter a column."""
        names = ", ".join(name for name, _ in self.columns)
        casts = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in self.columns)
        return f"unnest({casts}) AS r({names})"

    def merge(self, source: str) -> str:
        """Return the statement that adds rows, and replaces older ones where that is allowed.

        An older one is replaced when its id is in `:free`, or stands with its digest in
        `:known_ids` and `:known_digests`: asked under the row's lock, so that of two computers
        that send at once neither passes over the other's.
        """
        action = "NOTHING"
        if self.changeable:
            sets = ", ".join(f"{name} = excluded.{name}" for name in self.changeable)
            newer = f"excluded.rev > kept.rev AND {_KNOWN}"
            action = f"UPDATE SET {sets} WHERE {newer}"
        return f"{self._insert(source)} ON CONFLICT (id) DO {action}"

    def add(self) -> str:
        """Return the statement that adds the rows of the temporary table that are not there yet.

        Between `:low` and `:high`, as `differing`. What another session adds meanwhile is refused.
        """
        return (
            f"{self._insert(f'pg_temp.{self.incoming} AS r')} WHERE NOT EXISTS ("  # noqa: S608
            f"SELECT 1 FROM app.{self.entity.value} AS there "
            "WHERE there.id = r.id AND there.id BETWEEN :low AND :high)"
        )

    def _insert(self, source: str) -> str:
        fill = {"agent": "(SELECT app.me())", "team": "(SELECT app.my_team())"}
        targets = ", ".join([*(name for name, _ in self.columns), *self.author])
        sent = [_sent(name, kind) for name, kind in self.columns]
        picked = ", ".join([*sent, *(fill[one] for one in self.author)])
        return (
            f"INSERT INTO app.{self.entity.value} AS kept ({targets}) "  # noqa: S608 - no input
            f"SELECT {picked} FROM {source}"
        )

    def knowledge(self, items: Sequence[OutboxItem]) -> dict[str, list[object]]:
        """Return the parameters by which `merge` tells what it may replace."""
        if not self.changeable:
            return {}
        pairs = [(one.id, digest) for one in items for digest in one.known or ()]
        return {
            "free": [one.id for one in items if one.known is None],
            "known_ids": [key for key, _ in pairs],
            "known_digests": [digest for _, digest in pairs],
        }

    def read_back(self) -> str:
        """Return the query for what the centre now holds under the ids in `:ids`."""
        rev = "rev" if self.changeable else "1"
        return (
            f"SELECT id, {rev}, digest FROM app.{self.entity.value} "  # noqa: S608 - no input
            "WHERE id = ANY(CAST(:ids AS uuid[]))"
        )

    def received_before(self) -> str:
        """Return the query for ids of which the centre had a version of `:digests` before its own.

        An older centre does not note them, and has none.
        """
        return (
            f"SELECT kept.id FROM app.{self.entity.value} AS kept "  # noqa: S608 - no input
            "JOIN unnest(CAST(:ids AS uuid[]), CAST(:digests AS bytea[])) AS sent(id, digest) "
            "ON sent.id = kept.id WHERE to_jsonb(kept) -> 'prior' ? encode(sent.digest, 'hex')"
        )

    def query(self, which: str) -> str:
        """Return the query for all columns of the rows for which `which` is true."""
        names = ", ".join(name for name, _ in self.columns)
        return f"SELECT {names} FROM app.{self.entity.value} WHERE {which}"  # noqa: S608 - no input

    def differing(self) -> str:
        """Return the query for rows of the temporary table that the centre holds otherwise.

        Between `:low` and `:high`, so that only their months are looked at.
        """
        rev = "kept.rev" if self.changeable else "1"
        unequal = "OR kept.rev <> r.rev " if self.changeable else ""
        return (
            f"SELECT r.id, {rev}, kept.digest FROM pg_temp.{self.incoming} AS r "  # noqa: S608
            f"LEFT JOIN app.{self.entity.value} AS kept "
            "ON kept.id = r.id AND kept.id BETWEEN :low AND :high "
            f"WHERE kept.id IS NULL {unequal}OR kept.digest <> r.digest"
        )

    def any_news(self) -> str:
        """Return the expression that is true when `news` has anything, else NULL."""
        # As the first of a page: so it is found by the index.
        return f"(SELECT true {self._unseen()} ORDER BY t.changed_xid, t.id LIMIT 1)"

    def news(self) -> str:
        """Return the query for a page of rows that the snapshot `:old` had not seen."""
        names = ", ".join(name for name, _ in self.columns)
        return (
            f"SELECT t.changed_xid::text, t.id, {names} {self._unseen()} "
            "AND pg_visible_in_snapshot(t.changed_xid, CAST(:target AS pg_snapshot)) "
            "AND (t.changed_xid, t.id) > (CAST(:last_xid AS xid8), CAST(:last_id AS uuid)) "
            # Qualified: a bare name would be the output column, which is text.
            "ORDER BY t.changed_xid, t.id LIMIT :page"
        )

    def _unseen(self) -> str:
        return (
            f"FROM app.{self.entity.value} t "
            "WHERE t.changed_xid >= pg_snapshot_xmin(CAST(:old AS pg_snapshot)) "
            "AND NOT pg_visible_in_snapshot(t.changed_xid, CAST(:old AS pg_snapshot))"
        )

    def parameters(self, rows: Sequence[Row]) -> dict[str, list[object]]:
        """Return the rows turned into one list a column."""
        lists = zip(*rows, strict=True)
        return {name: list(one) for (name, _), one in zip(self.columns, lists, strict=True)}


def _sent(name: str, kind: str) -> str:
    # In the temporary table JSON is text.
    return f"CAST(r.{name} AS jsonb)" if kind == "jsonb" else f"r.{name}"
