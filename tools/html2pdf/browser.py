"""Chromium spoken to over a pair of pipes: no port to be taken, and nothing but the standard library."""

import base64
import contextlib
import json
import os
import re
import resource
import shutil
import subprocess
import tempfile

NAMES = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--font-render-hinting=none",
    "--mute-audio",
    "--no-first-run",
)
# Chromium draws a CSS pixel at 1/96 inch, Odoo's papers are laid out for 1/120.
SCALE = 0.8
INCH = 25.4
READS, WRITES = 3, 4  # the numbers under which Chromium expects its pipes


def find():
    for name in NAMES:
        program = shutil.which(name)
        if program:
            return program
    raise SystemExit("no Chromium on the PATH: nothing to print with")


class Browser:
    def __init__(self, cookies=()):
        self.cookies = cookies
        self.buffer, self.number, self.session, self.events = b"", 0, None, []

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="html2pdf.")
        its_input, self.output = os.pipe()
        self.input, its_output = os.pipe()

        def prepare():
            # Odoo limits the address space of what it starts; Chromium reserves far more than it uses
            _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
            # by way of high numbers: one pipe may already have the number that the other one needs
            os.dup2(its_input, 60)
            os.dup2(its_output, 61)
            os.dup2(60, READS)
            os.dup2(61, WRITES)

        self.process = subprocess.Popen(
            [find(), *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
            preexec_fn=prepare,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(its_input)
        os.close(its_output)
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_exception):
        self.session = None
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._send("Browser.close")
            self.process.wait(5)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.input)
        os.close(self.output)
        shutil.rmtree(self.profile, ignore_errors=True)

    # ------------------------------------------------------------------ the wire: JSON, each message ended by a NUL

    def _send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.output, data) :]
        return self.number

    def _receive(self):
        while b"\0" not in self.buffer:
            block = os.read(self.input, 1 << 20)
            if not block:
                raise RuntimeError("Chromium ended by itself")
            self.buffer += block
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        number = self._send(method, **parameters)
        while True:
            message = self._receive()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message.get("result", {})
            if "method" in message:
                self.events.append(message)

    def _next_event(self):
        while not self.events:
            message = self._receive()
            if "method" in message:
                self.events.append(message)
        return self.events.pop(0)

    # ------------------------------------------------------------------ pages

    def show(self, path, query=""):
        """Shows a file as if Odoo's server had sent it.

        Its styles, fonts and pictures are then of the same origin, the session's cookie goes with them, and no page
        can read a file of this machine.
        """
        with open(path, encoding="utf-8") as file:
            html = file.read()
        site = site_of(html)
        for name, value in self.cookies:
            self.call("Network.setCookie", name=name, value=value, url=f"{site}/")
        address = f"{site}/{os.path.basename(path)}"
        self.events.clear()
        self.call("Fetch.enable", patterns=[{"urlPattern": f"{address}*"}, {"urlPattern": "file://*"}])
        self._send("Page.navigate", url=f"{address}?{query}" if query else address)
        while True:
            event = self._next_event()
            if event["method"] == "Page.loadEventFired":
                break
            if event["method"] == "Fetch.requestPaused":
                self._answer(event["params"], address, html)
        self.evaluate("document.fonts.ready.then(() => true)", wait=True)

    def _answer(self, request, address, html):
        if request["request"]["url"].split("?")[0] != address:
            self.call("Fetch.failRequest", requestId=request["requestId"], errorReason="AccessDenied")
            return
        self.call(
            "Fetch.fulfillRequest",
            requestId=request["requestId"],
            responseCode=200,
            responseHeaders=[{"name": "Content-Type", "value": "text/html; charset=utf-8"}],
            body=base64.b64encode(html.encode()).decode(),
        )

    def evaluate(self, expression, wait=False):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=wait)
        return result["result"].get("value")

    def pdf(self, width, height, margins, pages=""):
        """The page shown, printed; lengths in millimetres."""
        sides = {f"margin{side.title()}": length / INCH for side, length in margins.items()}
        result = self.call(
            "Page.printToPDF",
            paperWidth=width / INCH,
            paperHeight=height / INCH,
            scale=SCALE,
            printBackground=True,
            pageRanges=pages,
            **sides,
        )
        return base64.b64decode(result["data"])


def site_of(html):
    """The server that the page itself names as its base."""
    base = re.search(r"""<base\s[^>]*href=["'](https?://[^"'/]+)""", html)
    return base.group(1) if base else "http://localhost"
