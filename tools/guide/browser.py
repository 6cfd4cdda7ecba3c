"""A headless Chromium that looks at Odoo as a person would: log in, go there, press this, take a picture."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

import websocket

NAMES = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")


class Browser:
    """One browser window on one Odoo server, driven over the DevTools protocol."""

    def __init__(self, base, width=1366, height=768):
        executable = os.environ.get("OTOP_CHROME") or next(filter(None, map(shutil.which, NAMES)), None)
        if not executable:
            raise SystemExit("No Chromium on the path: run `./otop setup` first.")
        self.base = base
        self.profile = tempfile.mkdtemp(prefix="otop-guide-")
        self.process = subprocess.Popen(
            [
                executable,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                f"--user-data-dir={self.profile}",
                f"--window-size={width},{height}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = self._wait_for_port()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self.socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=120)
        self.serial = 0
        self.call("Page.enable")
        self.size(width, height)

    def _wait_for_port(self):
        path = os.path.join(self.profile, "DevToolsActivePort")
        for _attempt in range(200):
            if os.path.exists(path) and (lines := pathlib.Path(path).read_text().split()):
                return int(lines[0])
            time.sleep(0.1)
        raise SystemExit("Chromium did not start.")

    def call(self, method, **params):
        self.serial += 1
        self.socket.send(json.dumps({"id": self.serial, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.serial:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def js(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", expression))
        return result["result"].get("value")

    def log_in(self, login, password):
        self.call("Network.clearBrowserCookies")
        self.go("/web/login", wait="input[name=login]")
        self.js(
            f"document.querySelector('input[name=login]').value = {json.dumps(login)};"
            f"document.querySelector('input[name=password]').value = {json.dumps(password)};"
            "HTMLFormElement.prototype.submit.call(document.querySelector('input[name=login]').form)"
        )
        self.wait(".o_main_navbar, .o_portal, .pos")

    def go(self, path, wait="body"):
        self.call("Page.navigate", url=urllib.parse.urljoin(self.base, path))
        time.sleep(0.3)
        self.wait(wait)

    def wait(self, selector, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if self.js(f"document.readyState == 'complete' && !!document.querySelector({json.dumps(selector)})"):
                    return
            except RuntimeError:
                pass  # the page is being replaced
            time.sleep(0.2)
        raise RuntimeError(f"{selector} did not appear within {seconds} s at {self.js('location.href')}")

    def click(self, selector):
        self.wait(selector)
        self.js(f"document.querySelector({json.dumps(selector)}).click()")

    def picture(self, path, settle=1.0, full=False):
        """Save a PNG of the window (of the whole page with `full`) once it has had time to draw."""
        time.sleep(settle)
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=full)["data"]
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)
