"""The DevTools protocol over two pipes: JSON, each message ended by a NUL; nobody is waited for without end."""

import json
import os
import select
import time


class BrowserError(Exception):
    """Chromium did not do what it was asked for; the message says what, in words for whoever prints."""


class Wire:
    """Calls answered, events handed to `handle`. Every wait ends at the limit set last."""

    def __init__(self, reads, writes, handle):
        self.reads, self.writes, self.handle = reads, writes, handle
        self.buffer, self.number, self.session = bytearray(), 0, None
        self.deadline, self.seconds = None, None
        os.set_blocking(writes, False)

    def limit(self, seconds):
        """From now on everything together may take so long."""
        self.seconds = seconds
        self.deadline = time.monotonic() + seconds

    def _wait(self, readers, writers):
        left = None if self.deadline is None else self.deadline - time.monotonic()
        if left is not None and left <= 0 or not any(select.select(readers, writers, [], left)):
            raise BrowserError(f"Chromium did not finish within {self.seconds:g} seconds")

    def send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = memoryview(json.dumps(message).encode() + b"\0")
        while data:
            self._wait([], [self.writes])
            try:
                data = data[os.write(self.writes, data) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise BrowserError("Chromium ended by itself") from None
        return self.number

    def receive(self):
        start = 0
        while (end := self.buffer.find(b"\0", start)) < 0:
            start = len(self.buffer)
            self._wait([self.reads], [])
            block = os.read(self.reads, 1 << 20)
            if not block:
                raise BrowserError("Chromium ended by itself")
            self.buffer += block
        message = json.loads(self.buffer[:end])
        del self.buffer[: end + 1]
        if "method" in message:
            self.handle(message["method"], message["params"])
        return message

    def call(self, method, **parameters):
        number = self.send(method, **parameters)
        while (message := self.receive()).get("id") != number:
            pass
        if "error" in message:
            raise BrowserError(f"{method}: {message['error']['message']}")
        return message["result"]
