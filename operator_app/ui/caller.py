"""Listens for `operator-call`: one short frame with a number, and it only ever shows a card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from operator_app.settings import (
    HANDOFF_FRAME_LIMIT,
    handoff_address,
    handoff_frame,
    parse_handoff_frame,
)

MIN_INTERVAL_MS = 250
"""Callers handed over faster than this are dropped: a wild softphone must not flood the desk."""

SHOW_FRAME = b"SHOW\n"
"""What a second start of the program sends instead of a number: come to the front."""

DEADLINE_MS = 1_000
"""How long a connection may take to send its frame."""


class CallerListener(QObject):
    """Signals: `ringing(str)` the caller's number, empty when the softphone does not know it.

    `show_asked()` the program was started a second time.
    """

    ringing = Signal(str)
    show_asked = Signal()

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = handoff_address(profile)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(8)
        self._server.newConnection.connect(self._accept)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(MIN_INTERVAL_MS)

    def listen(self) -> bool:
        """Take the name; only the holder of the profile's lock may call this.

        A name left by a killed window is removed first.
        """
        QLocalServer.removeServer(self._address)
        return self._server.listen(self._address)

    @staticmethod
    def hand_over(profile: Path, number: str) -> None:
        """Give a number to the window that holds the profile, as `operator-call` does."""
        CallerListener._send(profile, handoff_frame(number))

    @staticmethod
    def ask_to_show(profile: Path) -> None:
        """Bring the window that holds the profile to the front."""
        CallerListener._send(profile, SHOW_FRAME)

    @staticmethod
    def _send(profile: Path, frame: bytes) -> None:
        socket = QLocalSocket()
        socket.connectToServer(handoff_address(profile))
        if socket.waitForConnected(DEADLINE_MS):
            socket.write(frame)
            socket.waitForBytesWritten(DEADLINE_MS)
            socket.disconnectFromServer()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(HANDOFF_FRAME_LIMIT + 1)
            socket.readyRead.connect(lambda one=socket: self._read(one))
            socket.disconnected.connect(socket.deleteLater)
            QTimer.singleShot(DEADLINE_MS, socket, socket.abort)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > HANDOFF_FRAME_LIMIT:
                socket.abort()
            return
        frame = bytes(socket.readLine(HANDOFF_FRAME_LIMIT).data())
        socket.disconnectFromServer()
        if frame == SHOW_FRAME:
            self.show_asked.emit()
            return
        try:
            number = parse_handoff_frame(frame)
        except ValueError:
            return
        if not self._pause.isActive():
            self._pause.start()
            self.ringing.emit(number)
