"""Take the pictures of the user guide in docs/img, in Thai, on the demo month.

Start `./otop up` in another window, on a database that may be thrown away (the guide opens a till and sells), then:

    .odoo/venv/bin/python tools/guide/make.py [http://127.0.0.1:8069] [PICTURE …]
"""

import io
import json
import pathlib
import sys
import urllib.request

import pypdfium2
from browser import Browser
from PIL import Image

IMAGES = pathlib.Path(__file__).resolve().parents[2] / "docs" / "img"
SAID_BY_A_DIALOG = ".modal .btn-primary"


class Guide:
    """One visit a picture; each logs in as the person whose work it shows."""

    def __init__(self, browser, wanted):
        self.base, self.wanted, self.login = browser.base, wanted, None
        self.browser = browser

    def take(self):
        for name in PICTURES:
            if not self.wanted or name in self.wanted:
                print(name, flush=True)
                getattr(self, name)()

    # ------------------------------------------------------------------ the hands

    def be(self, login):
        if login != self.login:
            self.browser.log_in(login, login)
            self.login = login

    def call(self, model, method, *args, **kwargs):
        kwargs.setdefault("context", {"lang": "th_TH", "tz": "Asia/Bangkok"})  # as every screen sends it
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        request = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.browser.evaluate(
            f"fetch('/web/dataset/call_kw', {{method: 'POST', headers: {{'Content-Type': 'application/json'}},"
            f" body: {json.dumps(json.dumps(request))}}}).then(answer => answer.json())"
        )
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    def first(self, model, domain, order="id"):
        return self.call(model, "search", domain, order=order, limit=1)[0]

    def form(self, action, record, wait=".o_form_view .o_form_sheet"):
        self.browser.go(f"/odoo/action-{action}/{record}", wait)

    def save(self, name, settle=2.0, height=768):
        self.browser.size(1366, height)
        path = IMAGES / f"{name}.png"
        self.browser.picture(str(path), settle=settle)
        shrink(path, Image.open(path))
        self.browser.size(1366, 768)

    def star_producer(self):
        """A producer with much to show: the one with the most in October."""
        rows = self.call("otop.ledger.entry", "read_group", [], ["amount_with_vat:sum"], ["producer_id"])
        return max(rows, key=lambda row: row["amount_with_vat"])["producer_id"][0]

    # ------------------------------------------------------------------ the pictures, in the order of the flow

    def producer(self):
        self.be("clerk")
        self.form("otop_centre.res_partner_producer_action", self.star_producer())
        self.save("producer", height=900)

    def agreement(self):
        self.be("manager")
        self.form("otop_centre.otop_agreement_action", self.first("otop.agreement", [["line_ids", "!=", False]]))
        self.save("agreement")

    def intake(self):
        self.be("clerk")
        self.form("otop_centre.otop_intake_action", self.first("otop.intake", [["state", "=", "done"]]))
        self.save("intake")

    def till(self):
        self.be("cashier")
        self.browser.go("/odoo", ".o_main_navbar")
        config = self.first("pos.config", [])
        self.browser.go(f"/pos/ui/{config}", ".pos .product-screen, .modal, .pos button")
        # a till that is closed offers to be opened
        self.browser.evaluate(
            "[...document.querySelectorAll('.pos button')].find(b => b.offsetParent && b.matches('.open-register-btn'))"
            "?.click()"
        )
        self.browser.wait(".modal, .product-list article.product")
        # an opening control asks for the cash in the drawer
        if self.browser.evaluate("!!document.querySelector('.modal')"):
            self.browser.click(SAID_BY_A_DIALOG)
        self.browser.wait(".product-list article.product")
        for number in (0, 2, 3, 3):
            self.browser.evaluate(f"document.querySelectorAll('.product-list article.product')[{number}].click()")
            self.browser.picture(str(IMAGES / "till.png"), settle=1.0)
            if self.browser.evaluate(
                "!!document.querySelector('.modal')"
            ):  # a lot is asked for: take the first offered
                self.browser.evaluate("document.querySelector('.modal .btn-close, .modal .btn-secondary')?.click()")
        self.save("till")

    def receipt(self):
        self.till()
        for selector in (".pay-order-button", ".paymentmethod", ".button.next.validation, .validation-button"):
            self.browser.click(selector)
            self.browser.picture(str(IMAGES / "receipt.png"), settle=1.5)
        self.browser.wait(".pos-receipt")
        self.save("receipt")

    def ledger(self):
        self.be("manager")
        entry = self.first("otop.ledger.entry", [["agreement_line_id", "!=", False]], "date desc, id desc")
        self.form("otop_centre.otop_ledger_entry_action", entry)
        self.save("ledger")

    def preview(self):
        self.be("clerk")
        self.browser.go("/odoo/otop-settlements", ".o_list_view")
        self.browser.evaluate(
            "odoo.__WOWL_DEBUG__.root.env.services.action.doAction('otop_centre.otop_settlement_run_action_prepare')"
        )
        self.browser.wait(".modal .o_form_view")
        self.save("preview")

    def settlement(self):
        self.be("manager")
        self.form("otop_centre.otop_settlement_action", self.first("otop.settlement", [["state", "=", "done"]]))
        self.save("settlement")

    def statement(self):
        self.be("manager")
        settlement = self.first("otop.settlement", [["statement_id", "!=", False]], "amount_total desc")
        [row] = self.call("otop.settlement", "read", [settlement], ["statement_id"])
        cookies = self.browser.call("Network.getCookies", urls=[self.base])["cookies"]
        header = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)
        request = urllib.request.Request(
            f"{self.base}/web/content/{row['statement_id'][0]}", headers={"Cookie": header}
        )
        with urllib.request.urlopen(request) as answer:
            pdf = pypdfium2.PdfDocument(io.BytesIO(answer.read()))
        shrink(IMAGES / "statement.png", pdf[0].render(scale=1.5).to_pil())

    def account(self):
        self.be("finance")
        settlement = self.first("otop.settlement", [["amount_paid", ">", 0]], "amount_paid desc")
        [row] = self.call("otop.settlement", "read", [settlement], ["producer_id"])
        action = self.call("res.partner", "action_open_otop_account", [row["producer_id"][0]])
        self.browser.go(f"/odoo/otop.producer.account/{action['res_id']}", ".o_form_view")
        self.save("account")

    def report(self):
        self.be("cdd")
        self.browser.go("/odoo/otop-sales-report", ".o_form_view, .o_list_view, .modal")
        self.save("report")

    def check(self):
        self.be("manager")
        action = self.call("otop.integrity.check", "action_run")
        self.browser.go(f"/odoo/otop.integrity.check/{action['res_id']}", ".o_form_view")
        self.save("check")


def shrink(path, picture):
    """A screen has few colours: 128 of them look the same and weigh a third."""
    picture = picture.convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


PICTURES = (
    "producer",
    "agreement",
    "intake",
    "receipt",
    "ledger",
    "preview",
    "settlement",
    "statement",
    "account",
    "report",
    "check",
)  # fmt: skip; `receipt` takes `till` on its way

if __name__ == "__main__":
    arguments = sys.argv[1:]
    server = arguments.pop(0) if arguments and arguments[0].startswith("http") else "http://127.0.0.1:8069"
    with Browser(server) as browser:
        Guide(browser, arguments).take()
