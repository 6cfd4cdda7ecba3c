"""A printed paper read back, before it is kept for good: is it what it should be?"""

import io
import re

import pypdfium2
from odoo.tools.pdf import PdfFileReader

# the letters of the centre's papers: without its styles a paper is written in others
FONT = "Sarabun"


def fault(content, number, amounts):
    """What is wrong with a paper, in a word or two of English for the log and the office; nothing if it is sound.

    :param number: stands on every page, and before the count of pages: `number · page 1 of 2`
    :param amounts: figures as they are written, each somewhere on the paper
    """
    if not content:
        return "empty file"
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(content))
        pages = [_text(page.get_textpage()) for page in document]
        fonts = set(_embedded_fonts(content))
    except Exception as error:
        return f"unreadable file ({error})"
    if not pages:
        return "no page"
    for place, text in enumerate(pages, start=1):
        count = rf"{re.escape(number)}\s*·\D*{place}\D+{len(pages)}(?!\d)"
        if not re.search(count, text):
            return f"page {place} does not say {number}, {place} of {len(pages)}"
    whole = "".join(pages)
    for amount in amounts:
        if not re.search(rf"(?<![\d,.]){re.escape(amount)}(?![\d,.])", whole):
            return f"{amount} is missing"
    if not any(FONT in font for font in fonts):
        return "styles are missing"
    return ""


def _text(page):
    """A page with few words is taken by pdfium for one written from top to bottom: a letter a line."""
    text = page.get_text_range()
    return page.get_text_bounded() if text.count("\n") > len(text) / 5 else text


def _embedded_fonts(content):
    for page in PdfFileReader(io.BytesIO(content)).pages:
        yield from _fonts_of(page["/Resources"])


def _fonts_of(resources):
    for font in resources.get("/Font", {}).values():
        font = font.get_object()
        for part in font.get("/DescendantFonts", [font]):
            descriptor = part.get_object().get("/FontDescriptor", {})
            if any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield font["/BaseFont"]
