"""A browser that looks at Odoo as a person would: log in, go there, press this, take a picture."""

import base64
import json
import os
import pathlib
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import chromium
from otop_cli.places import Places

PATIENCE = 120  # seconds that one question to the browser may take


class Browser(chromium.Browser):
    """One window on one Odoo server."""

    def __init__(self, base, width=1366, height=768):
        # ours first: it knows the fonts
        os.environ["PATH"] = f"{Places.from_environment().bin}{os.pathsep}{os.environ['PATH']}"
        super().__init__("--hide-scrollbars", f"--window-size={width},{height}")
        self.base, self.window = base, (width, height)

    def __enter__(self):
        super().__enter__()
        self.size(*self.window)
        return self

    def call(self, method, **parameters):
        self.limit(PATIENCE)
        return super().call(method, **parameters)

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def log_in(self, login, password):
        self.call("Network.clearBrowserCookies")
        self.go("/web/login", wait="input[name=login]")
        self.evaluate(
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
                if self.evaluate(
                    f"document.readyState == 'complete' && !!document.querySelector({json.dumps(selector)})"
                ):
                    return
            except chromium.BrowserError:
                pass  # the page is being replaced
            time.sleep(0.2)
        raise RuntimeError(f"{selector} did not appear within {seconds} s at {self.evaluate('location.href')}")

    def click(self, selector):
        self.wait(selector)
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def picture(self, path, settle=1.0, full=False):
        """Save a PNG of the window (of the whole page with `full`) once it has had time to draw."""
        time.sleep(settle)
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=full)["data"]
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))
