"""A web page made whole: its styles, fonts and pictures come to stand in it, so that whoever draws it fetches nothing.

Works on text alone; where a file comes from is said by `find`, which gives `(media type, bytes)` for an address, or
None where it has none. What is not found, and scripts of other files, are taken out of the page.
"""

import base64
import re

import lxml.html

URL = re.compile(r"""url\(\s*(["']?)(?!data:)([^)"']*)\1\s*\)""")
FONT_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
FAMILY = re.compile(r"""font-family\s*:\s*["']?([^"';}]+)""")
SOURCES = re.compile(r"""src\s*:[^;}]*;?""")
IMPORT = re.compile(r"""@import\s[^;]*;""")
# the first of these that a font has is enough: Chromium reads them all
FONTS = (".woff2", ".woff", ".ttf", ".otf")
SVG_LINK = "{http://www.w3.org/1999/xlink}href"


def data_uri(media_type, content):
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def whole_page(html, find, find_style):
    """:param find_style: gives the text of a style sheet that is whole already, or None"""
    page = lxml.html.document_fromstring(html)
    for node in list(page.iter("link", "script")):
        if node.tag == "script" and not node.get("src"):
            continue
        text = find_style(node.get("href") or "") if node.get("rel") == "stylesheet" else None
        if text:
            style = lxml.html.Element("style")
            style.text = text
            node.addnext(style)
        node.drop_tree()
    for node in page.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag == "style" and node.text and "url(" in node.text:
            node.text = whole_style(node.text, find)
        if "url(" in (style := node.get("style") or ""):
            node.set("style", URL.sub(lambda match: _inline(match[2], find), style))
        if node.tag in ("img", "image"):
            node.attrib.pop("srcset", None)
            for name in ("src", "href", "xlink:href", SVG_LINK):
                _inline_picture(node, name, find)
    return lxml.html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")


def _inline_picture(node, name, find):
    address = node.get(name)
    if not address or address.startswith(("data:", "#")):
        return
    if found := find(address):
        node.set(name, data_uri(*found))
    else:
        del node.attrib[name]


def _inline(address, find):
    found = find(address.strip())
    return f"url({data_uri(*found)})" if found else "none"


def whole_style(css, find):
    """Of the fonts only those are taken in that a rule names: Odoo offers dozens, a paper is written in two."""
    css = IMPORT.sub("", css)
    rules = FONT_FACE.sub("", css).lower()

    def face(match):
        family = FAMILY.search(match[1])
        if not family or family[1].strip().lower() not in rules:
            return ""
        addresses = [address for _quote, address in URL.findall(match[1])]
        for ending in FONTS:
            for address in addresses:
                if address.split("?")[0].split("#")[0].endswith(ending) and (found := find(address)):
                    source = f"src: url({data_uri(*found)});"
                    return f"@font-face {{{SOURCES.sub('', match[1]).strip().rstrip(';')}; {source}}}"
        return ""

    css = FONT_FACE.sub(face, css)
    return URL.sub(lambda match: match[0] if match[2].startswith("#") else _inline(match[2], find), css)
