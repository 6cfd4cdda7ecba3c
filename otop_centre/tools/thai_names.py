"""Names and places as people type them: keys for comparing, words for searching and printing.

The Thai words themselves are data (thai_terms.json).
"""

import json
import re
import unicodedata
from pathlib import Path

TERMS = json.loads(Path(__file__).with_name("thai_terms.json").read_text(encoding="utf-8"))

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
# a tone mark typed before the vowel below or above it: same look, other characters
TONE_FIRST = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e3a])")
# the vowel am typed as its two halves, with or without a tone mark between them
AM_IN_HALVES = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


def _any_of(words):
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


TITLE = re.compile("^" + _any_of(TERMS["name"]["titles"]))
FORM = re.compile(_any_of(TERMS["name"]["forms"]))
TYPED = re.compile("^" + _any_of(TERMS["address"]["typed"]))


def clean(text):
    """The text with one space between words and one spelling of what looks alike.

    >>> clean("  Som   Chai ")
    'Som Chai'
    >>> clean("\u0e01\u0e48\u0e34") == clean("\u0e01\u0e34\u0e48")
    True
    >>> clean("\u0e19\u0e4d\u0e49\u0e32") == clean("\u0e19\u0e49\u0e33")
    True
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text or ""))
    for typed, proper in TERMS["name"]["spelling"].items():
        text = text.replace(typed, proper)
    text = AM_IN_HALVES.sub("\\1\u0e33", TONE_FIRST.sub(r"\2\1", text))
    return " ".join(text.split())


def name_key(text):
    """What is left of a producer's name to compare: no titles, legal forms, spaces or signs.

    >>> name_key("Siam Silk Co., Ltd.") == name_key("  siam-silk ")
    True
    >>> name_key("Company")  # nothing would be left: the words themselves are the name
    'company'
    >>> name_key(None)
    ''
    """
    text = clean(text).lower()
    left = re.sub(r"[^\w\u0e00-\u0e7f]|_", "", FORM.sub(" ", TITLE.sub("", text)))
    return left or re.sub(r"[^\w\u0e00-\u0e7f]", "", text)


def place_words(text):
    """The words of a typed place, without the words for its level.

    >>> place_words(" Phraek  Sa 10280")
    ['Phraek', 'Sa', '10280']
    """
    words = (TYPED.sub("", word) for word in clean(text).replace(",", " ").split())
    return [word for word in words if word]


def place_prefixes(province_code):
    """The words before a subdistrict, district and province; the capital has its own."""
    return TERMS["address"]["capital" if province_code == "10" else "country"]
