"""One Chromium with one page. It ends with its `with` block, and leaves no process and no folder behind."""

import base64
import contextlib
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import tempfile

from .wire import BrowserError, Wire

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
# Every name is unknown and every address is behind a proxy that nobody answers for, the machine's own included.
NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
INCH = 25.4
READS, WRITES = 3, 4  # the numbers under which Chromium expects its pipes
# Pages handed over as text stand at an address that no server has.
SITE = "http://paper.invalid/"


def find():
    for name in NAMES:
        program = shutil.which(name)
        if program:
            return program
    raise BrowserError("there is no Chromium on the PATH")


class Browser:
    """:param seconds: how long it may take to start; `limit` says how long what follows may
    :param network: whether pages may fetch anything; without it they are what they bring along"""

    def __init__(self, *flags, seconds=60, network=True):
        self.flags = flags if network else (*NO_NETWORK, *flags)
        self.seconds, self.network = seconds, network
        self.page, self.loaded = None, False

    # ------------------------------------------------------------------ life

    def __enter__(self):
        program = find()
        sweep()
        self.profile = tempfile.mkdtemp(prefix=f"otop-chromium.{os.getpid()}.")
        its_input, writes = os.pipe()
        reads, its_output = os.pipe()
        self.pipes = (reads, writes)

        def prepare():
            # Odoo limits the address space of what it starts; Chromium reserves far more than it uses
            _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
            # by way of high numbers: one pipe may already have the number that the other one needs
            os.dup2(its_input, 60, inheritable=False)
            os.dup2(its_output, 61, inheritable=False)
            os.dup2(60, READS)
            os.dup2(61, WRITES)

        with open(self._said, "wb") as said:
            self.process = subprocess.Popen(
                [program, *FLAGS, f"--user-data-dir={self.profile}", *self.flags, "about:blank"],
                preexec_fn=prepare,
                close_fds=False,
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
        os.close(its_input)
        os.close(its_output)
        self.wire = Wire(reads, writes, self._handle)
        try:
            self.wire.limit(self.seconds)
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            self.wire.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Inspector"):
                self.call(f"{domain}.enable")
            if not self.network:
                self.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        except BaseException as error:
            reason = self._last_words()
            self.__exit__()
            if isinstance(error, BrowserError):
                raise BrowserError(f"Chromium does not start ({reason or error})") from error
            raise
        return self

    def __exit__(self, *_exception):
        with contextlib.suppress(BrowserError, OSError, subprocess.TimeoutExpired):
            self.wire.session = None
            self.wire.limit(5)
            self.wire.send("Browser.close")
            self.process.wait(5)
        for pipe in self.pipes:
            os.close(pipe)
        # the whole group: a helper process of a browser that crashed would stay
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    @property
    def _said(self):
        return os.path.join(self.profile, "stderr")

    def _last_words(self):
        with contextlib.suppress(OSError):
            lines = pathlib.Path(self._said).read_text(errors="replace").strip().splitlines()
            return lines[-1][-300:] if lines else ""
        return ""

    def limit(self, seconds):
        self.wire.limit(seconds)

    def call(self, method, **parameters):
        return self.wire.call(method, **parameters)

    def _handle(self, event, parameters):
        if event == "Fetch.requestPaused":
            self._answer(parameters["requestId"], parameters["request"]["url"])
        elif event == "Page.loadEventFired":
            self.loaded = True
        elif event == "Inspector.targetCrashed":
            raise BrowserError("the page crashed in Chromium; it may need more memory than there is")

    # ------------------------------------------------------------------ pages

    def show(self, html):
        """Shows a page handed over as text. It reads no file of this machine and reaches nobody."""
        self.page, self.loaded = html.encode(), False
        self.call("Page.navigate", url=SITE)
        while not self.loaded:
            self.wire.receive()
        self.evaluate("document.fonts.ready.then(() => true)")

    def _answer(self, request, url):
        """Sent without waiting: a request may come at any time, while something else is waited for."""
        if url != SITE or self.page is None:
            self.wire.send("Fetch.failRequest", requestId=request, errorReason="BlockedByClient")
            return
        self.wire.send(
            "Fetch.fulfillRequest",
            requestId=request,
            responseCode=200,
            responseHeaders=[{"name": "Content-Type", "value": "text/html; charset=utf-8"}],
            body=base64.b64encode(self.page).decode(),
        )
        self.page = None  # once: a page in a frame of itself would never end

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise BrowserError(result["exceptionDetails"].get("exception", {}).get("description", expression))
        return result["result"].get("value")

    def pdf(self, width, height, margins, scale=1):
        """The page shown, printed; lengths in millimetres."""
        sides = {f"margin{side.title()}": length / INCH for side, length in margins.items()}
        result = self.call(
            "Page.printToPDF",
            paperWidth=width / INCH,
            paperHeight=height / INCH,
            scale=scale,
            printBackground=True,
            **sides,
        )
        return base64.b64decode(result["data"])


def sweep():
    """Take away what a program that was killed could not: folders whose owner is no longer there."""
    for folder in pathlib.Path(tempfile.gettempdir()).glob("otop-chromium.*"):
        owner = re.match(r"otop-chromium\.(\d+)\.", folder.name)
        if owner and not os.path.exists(f"/proc/{owner[1]}"):
            shutil.rmtree(folder, ignore_errors=True)
