"""Puts the program together: the one place that sees every layer; tests call it with other parts.

Nothing here runs at import, and what is heavy is imported inside the function that needs it, so
that the window is painted first.
"""

from operator_app.bootstrap.company import CompanyDesk
from operator_app.bootstrap.demo import DemoCentre, DemoHouse
from operator_app.bootstrap.desk import open_desk, utc_now
from operator_app.bootstrap.editions import first_edition
from operator_app.bootstrap.profile_file import (
    VAULT_SERVICE,
    open_file,
    published_content,
    restore_file,
)

__all__ = [
    "VAULT_SERVICE",
    "CompanyDesk",
    "DemoCentre",
    "DemoHouse",
    "first_edition",
    "open_desk",
    "open_file",
    "published_content",
    "restore_file",
    "utc_now",
]
