"""Headers and footers: those of all pages of a job drawn in one go, each on a sheet of its own.

Odoo hands over one file with the headers of all records, in the order of the bodies, and another one with the
footers. Its own script would show the one that belongs to a body; here each page gets a copy of that one, with the
page's number written into the places that Odoo has for it.
"""

import json
import re

SCRIPTS = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
ONLOAD = re.compile(r"""(<body\b[^>]*?)\sonload=("[^"]*"|'[^']*')""", re.IGNORECASE)

# `.page` counts inside the record, as Odoo has it.
DRAW = """
((pages, top, height, line) => {
    const important = (node, styles) => {
        for (const [name, value] of Object.entries(styles)) node.style.setProperty(name, value, "important");
    };
    const body = document.body;
    const list = document.querySelector("#minimal_layout_report_headers, #minimal_layout_report_footers");
    const each = list ? [...list.children] : null;
    const home = list || body;
    const all = [...body.childNodes];
    const sheets = pages.map(({ record, ...counts }) => {
        const sheet = document.createElement("div");
        important(sheet, {
            "box-sizing": "border-box", height: `${height}px`, "padding-top": `${top}px`, overflow: "hidden",
            "break-after": "page", "break-inside": "avoid",
        });
        const own = document.createElement("div");
        own.append(...(each ? each.slice(record, record + 1) : all).map((node) => node.cloneNode(true)));
        if (line) own.style.borderBottom = "1px solid #000";
        for (const [name, value] of Object.entries(counts))
            for (const node of own.getElementsByClassName(name)) node.textContent = value;
        sheet.append(own);
        return sheet;
    });
    home.replaceChildren(...sheets);
    for (let node = home; node; node = node.parentElement)
        important(node, {
            background: "transparent", height: "auto", "min-height": "0", overflow: "visible",
            "margin-top": "0", "margin-bottom": "0", "padding-top": "0", "padding-bottom": "0",
        });
    sheets[sheets.length - 1].style.setProperty("break-after", "auto", "important");
})
"""


def draw(browser, path, pages, top, height, line=False):
    """Show a header's or footer's file as one sheet for each page; lengths in CSS pixels.

    :param pages: for each page {"record": which body it belongs to, "page": …, "topage": …}
    """
    with open(path, encoding="utf-8") as file:
        browser.show(ONLOAD.sub(r"\1", SCRIPTS.sub("", file.read())))
    # one pixel less than the paper, so that rounding never makes a second page of a sheet
    browser.evaluate(f"{DRAW}({json.dumps(pages)}, {top}, {height - 1}, {json.dumps(line)})")
