"""The one address in front of Odoo's workers: long-lived connections go to the process that keeps them, all others to
the workers; whoever prints waits here, so that a worker is always left for those who sell. In production the proxy
does this."""

import asyncio
import contextlib
import re
import socket
import threading

BLOCK = 1 << 16
LONG_LIVED = b"/websocket"
# what draws papers while somebody waits
PAPERS = re.compile(
    rb"(/[a-z]{2}(_[A-Z]{2})?)?/report/(pdf|download)|/web/dataset/call_\w+/otop\.\w+/action_(print|confirm)"
)
NOBODY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Door:
    """Serves in a thread of the launcher, and so ends with it."""

    def __init__(self, port, http_port, gevent_port, workers=2):
        self.port, self.http_port, self.gevent_port = port, http_port, gevent_port
        self.printers = max(1, workers - 1)

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.opened = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.thread.start()
        self.opened.wait()
        return self

    def __exit__(self, *_exception):
        self.loop.call_soon_threadsafe(self.closing.set)
        self.thread.join(10)

    async def _serve(self):
        self.loop, self.closing = asyncio.get_running_loop(), asyncio.Event()
        self.printing = asyncio.Semaphore(self.printers)
        server = await asyncio.start_server(self._visit, sock=self.listener)
        self.opened.set()
        await self.closing.wait()
        server.close()

    async def _visit(self, reader, writer):
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            first = await reader.readuntil(b"\r\n")
            words = first.split()
            path = words[1].split(b"?")[0] if len(words) > 1 else b""
            # the workers answer one question a connection, so the first line says what it is about
            async with self.printing if PAPERS.match(path) else contextlib.nullcontext():
                await self._lead(path, first, reader, writer)
        writer.close()

    async def _lead(self, path, first, reader, writer):
        port = self.gevent_port if path.startswith(LONG_LIVED) else self.http_port
        try:
            inside = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.write(NOBODY)
            await writer.drain()
        else:
            inside[1].write(first)
            await asyncio.gather(self._pump(reader, inside[1]), self._pump(inside[0], writer))

    @staticmethod
    async def _pump(reader, writer):
        with contextlib.suppress(OSError):
            while block := await reader.read(BLOCK):
                writer.write(block)
                await writer.drain()
        writer.close()
