"""Keys and passwords in the platform's key store, asked on a worker so that nothing ever hangs."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from operator_app.credentials.platform_store import (
    StoreFault,
    StoreUnusableError,
    fault_of,
    open_platform_store,
    store_errors,
)
from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.credentials.platform_store import Store

T = TypeVar("T")

PROMPT_SECONDS: Final = 60.0
"""How long a store may take while it asks the operator for its password."""
PROBE_SECONDS: Final = 10.0

_PROBE_SERVICE: Final = "operator-app probe"


@dataclass(frozen=True, slots=True)
class StoreProbe:
    """Whether the key store kept, gave back and forgot a value.

    `backend` is the class that answered, empty when none did; `reason` is a `StoreFault` value,
    empty when usable.
    """

    usable: bool
    backend: str
    reason: str


class KeyringVault:
    """SecretVault on the platform's key store; secrets lie there under `service` and their name."""

    def __init__(
        self,
        service: str,
        open_store: Callable[[], Store] = open_platform_store,
        timeout_s: float = PROMPT_SECONDS,
    ) -> None:
        self._service = service
        self._open_store = open_store
        self._timeout_s = timeout_s

    def read(self, name: str) -> str | None:
        """The secret of that name; raises OperatorNotice KEY_STORE_UNAVAILABLE with a reason."""
        return self._ask(lambda store: store.get_password(self._service, name))

    def write(self, name: str, secret: str) -> None:
        """Keep a secret; raises OperatorNotice KEY_STORE_UNAVAILABLE with a reason."""
        self._ask(lambda store: store.set_password(self._service, name, secret))

    def erase(self, name: str) -> None:
        """Forget a secret, if it is there; raises OperatorNotice KEY_STORE_UNAVAILABLE."""

        def forget(store: Store) -> None:
            # Deleting what is not there is an error to some stores and none to others.
            if store.get_password(self._service, name) is not None:
                store.delete_password(self._service, name)

        self._ask(forget)

    def _ask(self, question: Callable[[Store], T]) -> T:
        try:
            return _on_worker(lambda: question(self._open_store()), self._timeout_s)
        except StoreUnusableError as error:
            reason = error.fault.value
            raise OperatorNotice(NoticeCode.KEY_STORE_UNAVAILABLE, reason=reason) from error


def probe_store(
    open_store: Callable[[], Store] = open_platform_store, timeout_s: float = PROBE_SECONDS
) -> StoreProbe:
    """Keep, read and erase a random value: a store that is present may still not be usable."""
    answered: list[str] = []

    def try_it() -> bool:
        store = open_store()
        answered.append(f"{type(store).__module__}.{type(store).__qualname__}")
        name, value = secrets.token_hex(8), secrets.token_hex(32)
        store.set_password(_PROBE_SERVICE, name, value)
        kept = store.get_password(_PROBE_SERVICE, name)
        store.delete_password(_PROBE_SERVICE, name)
        return kept == value and store.get_password(_PROBE_SERVICE, name) is None

    try:
        works = _on_worker(try_it, timeout_s)
    except StoreUnusableError as error:
        return StoreProbe(False, "".join(answered), error.fault.value)
    return StoreProbe(works, "".join(answered), "" if works else StoreFault.FAILED.value)


def _on_worker(act: Callable[[], T], timeout_s: float) -> T:
    """The result of `act`, or StoreUnusableError; an act that never ends is left behind."""
    results: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            results.append(act())
        except BaseException as error:  # noqa: BLE001 - raised again by the caller's thread
            raised.append(error)

    # A daemon: an executor's worker would be waited for when the program ends.
    worker = threading.Thread(target=run, name="key store", daemon=True)
    worker.start()
    worker.join(timeout_s)
    if raised:
        if isinstance(raised[0], store_errors()):
            raise StoreUnusableError(fault_of(raised[0])) from raised[0]
        raise raised[0]
    if not results:
        raise StoreUnusableError(StoreFault.NO_ANSWER)
    return results[0]
