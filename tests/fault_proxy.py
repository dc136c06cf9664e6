"""A TCP relay on the loopback address that can be told to fail the way networks and servers do."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from threading import Thread

TRICKLE_BYTES, TRICKLE_SECONDS = 200, 0.1
LATE_SECONDS = 0.7
MIDDLE_BYTES = 4_000


class Fault(Enum):
    """What the relay does to what the server sends."""

    NONE = "none"
    SILENT_ACCEPT = "accepts and says nothing"
    SILENT_AFTER_CONNECT = "says nothing once a connection is ready"
    RESET_IN_RESULT = "resets in the middle of a result"
    LATE = "sends each answer most of a second late"
    TRICKLE = "sends two kilobytes a second once a connection is ready"


class FaultProxy:
    """Relays connections to a server; `fault` may be changed at any time, and `refuse` closes the port."""

    def __init__(self, port: int) -> None:
        self.fault = Fault.NONE
        self.port = 0
        self._target = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None

    def _run(self, act) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(timeout=10)

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        # What is still relaying or asleep ends here, so that nothing is left when the loop closes.
        own = asyncio.current_task()
        for task in asyncio.all_tasks():
            if task is not own:
                task.cancel()
        await asyncio.sleep(0)

    def refuse(self) -> None:
        """Close the port and every connection."""
        self._run(self._close())

    def accept(self) -> None:
        """Open the same port again, without a fault."""
        self.fault = Fault.NONE
        self._run(self._open())

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with suppress(OSError, asyncio.CancelledError):
            if self.fault is Fault.SILENT_ACCEPT:
                await asyncio.sleep(60)
            ahead_reader, ahead = await asyncio.open_connection("127.0.0.1", self._target)
            self._writers.add(ahead)
            await asyncio.gather(self._forward(reader, ahead), self._backward(ahead_reader, writer))
        # A server that is not there is a closed port, and not one that says nothing.
        writer.transport.abort()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.transport.abort()
        self._writers.discard(writer)

    async def _backward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._send(writer, data)
        writer.transport.abort()
        self._writers.discard(writer)

    async def _send(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        if self.fault is Fault.SILENT_AFTER_CONNECT:
            await asyncio.sleep(60)
        elif self.fault is Fault.RESET_IN_RESULT:
            writer.write(data[:MIDDLE_BYTES])
            await writer.drain()
            writer.transport.abort()
        elif self.fault is Fault.TRICKLE:
            for start in range(0, len(data), TRICKLE_BYTES):
                writer.write(data[start : start + TRICKLE_BYTES])
                await writer.drain()
                await asyncio.sleep(TRICKLE_SECONDS)
        else:
            if self.fault is Fault.LATE:
                await asyncio.sleep(LATE_SECONDS)
            writer.write(data)
            await writer.drain()


@contextmanager
def relaying(port: int) -> Iterator[FaultProxy]:
    """Give a relay to a port of this machine; it ends with everything it holds."""
    proxy = FaultProxy(port)
    thread = Thread(target=proxy._loop.run_forever, daemon=True)
    thread.start()
    proxy.accept()
    try:
        yield proxy
    finally:
        proxy.refuse()
        proxy._loop.call_soon_threadsafe(proxy._loop.stop)
        thread.join(timeout=10)
        proxy._loop.close()
