"""Where the central database is and as whom to enter it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

_KNOWN = {"host", "port", "dbname", "user", "password", "sslrootcert", "sslmode"}


@dataclass(frozen=True, slots=True)
class CentreAddress:
    """`hosts` and `ports` may list several, by commas, the primary is found among them.

    `root_certificate` is the path of the company's root, empty for the system's own.
    `encrypted` is False only for the embedded centre on loopback, which has no TLS.
    """

    hosts: str
    database: str
    login: str
    ports: str = "5432"
    password: str = field(default="", repr=False)
    root_certificate: str = ""
    encrypted: bool = True

    @classmethod
    def parse(cls, dsn: str) -> CentreAddress:
        """Read `postgresql://login@host:port/database`; a ValueError never quotes the password.

        A `sslmode` other than verify-full is refused, except `disable` for a loopback address; a
        socket's folder as host (`?host=/run/postgresql`) needs none.
        """
        try:
            parts = {key: str(value) for key, value in conninfo_to_dict(dsn).items()}
        except ProgrammingError:
            raise ValueError("not an address of PostgreSQL") from None
        if unknown := sorted(set(parts) - _KNOWN):
            raise ValueError(f"not served here: {', '.join(unknown)}")
        if not parts.get("host") or not parts.get("dbname"):
            raise ValueError("a host and a database are needed")
        plain = parts["host"].startswith("/") or (
            parts.get("sslmode") == "disable" and is_loopback(parts["host"])
        )
        if not plain and parts.get("sslmode", "verify-full") != "verify-full":
            raise ValueError("only sslmode=verify-full is accepted")
        return cls(
            hosts=parts["host"],
            database=parts["dbname"],
            login=parts.get("user", ""),
            ports=parts.get("port", "5432"),
            password=parts.get("password", ""),
            root_certificate=parts.get("sslrootcert", ""),
            encrypted=not plain,
        )

    def entered_as(self, login: str, password: str) -> CentreAddress:
        """Return the same centre for another person."""
        return replace(self, login=login, password=password)

    def in_database(self, database: str) -> CentreAddress:
        """Return the same server and person, another database."""
        return replace(self, database=database)

    def conninfo(self, **more: str | int) -> str:
        """Return the libpq connection string, password included: never to be logged."""
        if not self.encrypted and not is_loopback(self.hosts):
            raise ValueError("without encryption only on loopback")
        tls: dict[str, str] = {"sslmode": "disable", "gssencmode": "disable"}
        if self.encrypted:
            root = self.root_certificate or "system"
            tls |= {"sslmode": "verify-full", "sslrootcert": root}
        if not self.hosts.startswith("/"):
            # No server may talk the client into sending the password as it is.
            tls["require_auth"] = "scram-sha-256"
        return make_conninfo(
            "",
            host=self.hosts,
            port=self.ports,
            dbname=self.database,
            user=self.login,
            # Left out when empty, so that PGPASSWORD and the password file are asked.
            **({"password": self.password} if self.password else {}),
            **tls,
            **more,
        )


def is_loopback(hosts: str) -> bool:
    """Whether every host of a comma-separated list is this machine."""
    names = [one.strip() for one in hosts.split(",")]
    return all(one in {"127.0.0.1", "::1", "localhost"} or one.startswith("/") for one in names)
