"""Bodies printed one after the other, with header and footer laid over each page."""

import io
import urllib.parse

from PyPDF2 import PdfReader, PdfWriter
from PyPDF2.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from .browser import INCH, Browser

TRANSPARENT = """
for (const part of [document.documentElement, document.body])
    part.style.setProperty("background", "transparent", "important")
"""
# Odoo's headers write the page number into elements of these classes
COUNTS = "document.querySelector('.page, .topage, .frompage, .sitepage, .sitepages') !== null"
POINTS = 72


def print_all(options):
    with Browser(options.cookies) as browser:
        documents = []
        for body in options.bodies:
            browser.show(body)
            documents.append(read(browser.pdf(options.width, options.height, options.margins)))
        layers = [
            Layer(browser, options, options.header, header_margins(options)),
            Layer(browser, options, options.footer, footer_margins(options)),
        ]
        return assemble(options, documents, layers)


def read(data):
    return PdfReader(io.BytesIO(data))


def header_margins(options):
    """The header begins as far above the body as its spacing says."""
    return {**options.margins, "top": max(0, options.margins["top"] - options.header_spacing), "bottom": 0}


def footer_margins(options):
    return {
        **options.margins,
        "top": options.height - options.margins["bottom"] + options.footer_spacing,
        "bottom": 0,
    }


class Layer:
    """A header or a footer: printed anew for each page if it shows the page's number, else once."""

    def __init__(self, browser, options, path, margins):
        self.browser, self.options, self.path, self.margins = browser, options, path, margins
        self.same_for_all = None

    def page(self, counts):
        if not self.path:
            return None
        if self.same_for_all is None:
            self.browser.show(self.path, urllib.parse.urlencode(counts, quote_via=urllib.parse.quote))
            self.browser.evaluate(TRANSPARENT)
            data = self.browser.pdf(self.options.width, self.options.height, self.margins, pages="1")
            printed = read(data).pages[0]
            if self.browser.evaluate(COUNTS):
                return printed
            self.same_for_all = printed
        return self.same_for_all


def assemble(options, documents, layers):
    writer, first_pages, number = PdfWriter(), [], 0
    total = sum(len(document.pages) for document in documents)
    paper = RectangleObject((0, 0, round(options.width / INCH * POINTS), round(options.height / INCH * POINTS)))
    for body, document in zip(options.bodies, documents, strict=True):
        first_pages.append(number)
        for inside, page in enumerate(document.pages, start=1):
            number += 1
            counts = {
                "page": number,
                "frompage": 1,
                "topage": total,
                "sitepage": inside,
                "sitepages": len(document.pages),
                "webpage": body,
                "section": "",
                "subsection": "",
                "subsubsection": "",
            }
            for layer in layers:
                printed = layer.page(counts)
                if printed is not None:
                    page.merge_page(printed)
            page.mediabox = page.cropbox = paper
            writer.add_page(page)
    write_outline(writer, first_pages)
    return writer


def write_outline(writer, first_pages):
    """One entry a body, with a named destination: by these Odoo cuts the file into one for each record."""
    destinations, entries = DictionaryObject(), []
    for position, page in enumerate(first_pages):
        name = f"/__WKANCHOR_{position}"
        destinations[NameObject(name)] = ArrayObject(
            [NumberObject(page), NameObject("/XYZ"), NullObject(), NullObject(), FloatObject(0)]
        )
        entry = DictionaryObject(
            {NameObject("/Title"): TextStringObject(str(position + 1)), NameObject("/Dest"): NameObject(name)}
        )
        entries.append(writer._add_object(entry))
    if not entries:
        return
    outline = writer._add_object(
        DictionaryObject(
            {
                NameObject("/First"): entries[0],
                NameObject("/Last"): entries[-1],
                NameObject("/Count"): NumberObject(len(entries)),
            }
        )
    )
    for before, entry, after in zip([None, *entries[:-1]], entries, [*entries[1:], None], strict=True):
        node = entry.get_object()
        node[NameObject("/Parent")] = outline
        if before:
            node[NameObject("/Prev")] = before
        if after:
            node[NameObject("/Next")] = after
    writer._root_object.update(
        {NameObject("/Outlines"): outline, NameObject("/Dests"): writer._add_object(destinations)}
    )
