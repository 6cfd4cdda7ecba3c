"""Bodies printed one after the other by one browser, with header and footer laid over each page."""

import io

from chromium import INCH, Browser, BrowserError
from PyPDF2 import PdfReader, PdfWriter
from PyPDF2.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from .layers import draw

POINTS = 72
# Chromium draws a CSS pixel at 1/96 inch, Odoo's papers are laid out for 1/120.
SCALE = 0.8
PIXELS = 96 / INCH / SCALE  # in a millimetre of paper


def print_all(options):
    with Browser(network=False, seconds=options.seconds) as browser:
        documents = [print_body(browser, options, body) for body in options.bodies]
        margins = options.margins
        layers = [
            # the header begins as far above the body as its spacing says
            print_layer(
                browser,
                options,
                documents,
                options.header,
                max(0, margins["top"] - options.header_spacing),
                options.header_line,
            ),
            print_layer(
                browser,
                options,
                documents,
                options.footer,
                options.height - margins["bottom"] + options.footer_spacing,
            ),
        ]
    return assemble(options, documents, [layer for layer in layers if layer])


def print_body(browser, options, body):
    browser.limit(options.seconds)
    with open(body, encoding="utf-8") as file:
        browser.show(file.read())
    return read(browser.pdf(options.width, options.height, options.margins, SCALE))


def read(data):
    reader = PdfReader(io.BytesIO(data))
    if not len(reader.pages):
        raise BrowserError("Chromium printed no page")
    return reader


def print_layer(browser, options, documents, path, top, line=False):
    """The headers or footers of all pages, a sheet each."""
    if not path:
        return None
    pages = [
        {
            "record": record,
            "page": number,
            "topage": len(document.pages),
            "section": "",
            "subsection": "",
            "subsubsection": "",
        }
        for record, document in enumerate(documents)
        for number in range(1, len(document.pages) + 1)
    ]
    browser.limit(options.seconds)
    draw(browser, path, pages, top * PIXELS, options.height * PIXELS, line)
    layer = read(browser.pdf(options.width, options.height, {**options.margins, "top": 0, "bottom": 0}, SCALE))
    if len(layer.pages) != len(pages):
        raise BrowserError(f"{len(pages)} pages have {len(layer.pages)} headers or footers")
    return layer


def assemble(options, documents, layers):
    writer, first_pages, number = PdfWriter(), [], 0
    paper = RectangleObject((0, 0, round(options.width / INCH * POINTS), round(options.height / INCH * POINTS)))
    for document in documents:
        first_pages.append(number)
        for page in document.pages:
            overlay(writer, page, [layer.pages[number] for layer in layers])
            page.mediabox = page.cropbox = paper
            writer.add_page(page)
            number += 1
    write_outline(writer, first_pages)
    return writer


def overlay(writer, page, sheets):
    """Put sheets on a page as pictures are put on it: their content is copied as it is, nobody reads it."""
    resources = DictionaryObject(page["/Resources"].get_object())
    pictures = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    after = ["Q"]
    for place, sheet in enumerate(sheets):
        content = sheet.raw_get("/Contents").get_object()
        form = DecodedStreamObject() if "/Filter" not in content else type(content)()
        form.update(content)
        form._data = content._data
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): sheet.mediabox,
                NameObject("/Resources"): sheet["/Resources"],
            }
        )
        pictures[NameObject(f"/OtopSheet{place}")] = writer._add_object(form)
        after.append(f"q /OtopSheet{place} Do Q")
    resources[NameObject("/XObject")] = pictures
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = ArrayObject(
        [
            writer._add_object(stream("q\n")),
            page.raw_get("/Contents"),
            writer._add_object(stream("\n" + "\n".join(after) + "\n")),
        ]
    )


def stream(text):
    content = DecodedStreamObject()
    content.set_data(text.encode())
    return content


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
