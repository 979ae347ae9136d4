"""An address never weakens the line and never shows its password."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from operator_app.sync.address import CentreAddress


def test_encryption_is_verified_unless_on_loopback() -> None:
    parts = conninfo_to_dict(CentreAddress.parse("postgresql://a:b@db.example/operator").conninfo())
    assert (parts["sslmode"], parts["sslrootcert"]) == ("verify-full", "system")
    assert parts["require_auth"] == "scram-sha-256"
    own = CentreAddress.parse("postgresql://a@db.example/operator?sslrootcert=/etc/root.pem")
    assert conninfo_to_dict(own.conninfo())["sslrootcert"] == "/etc/root.pem"
    near = CentreAddress.parse("postgresql://a@127.0.0.1:5433/operator?sslmode=disable")
    assert conninfo_to_dict(near.conninfo())["sslmode"] == "disable"
    with pytest.raises(ValueError, match="loopback"):
        CentreAddress("db.example", "operator", "a", encrypted=False).conninfo()


def test_several_hosts_and_a_socket() -> None:
    many = CentreAddress.parse("postgresql://a@one.example:5432,two.example:5433/operator")
    assert (many.hosts, many.ports) == ("one.example,two.example", "5432,5433")
    socket = conninfo_to_dict(CentreAddress.parse("postgresql:///operator?host=/run/pg").conninfo())
    assert socket["host"] == "/run/pg"
    assert "require_auth" not in socket


def test_the_password_is_not_shown() -> None:
    address = CentreAddress.parse("postgresql://a:tayna@db.example/operator")
    assert "tayna" not in repr(address)
    assert conninfo_to_dict(address.entered_as("b", "c'd \\").conninfo())["password"] == "c'd \\"
