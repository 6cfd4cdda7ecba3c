"""Names and places as people type them: keys for comparing, words for searching and printing.

The text itself is cleaned in ``thai_text``; the Thai words are data (thai_terms.json).
"""

import json
import re
from pathlib import Path

from .thai_text import PAIYANNOI, arabic_digits, clean

TERMS = json.loads(Path(__file__).with_name("thai_terms.json").read_text(encoding="utf-8"))


def _any_of(words):
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


TITLE = re.compile("^" + _any_of(TERMS["name"]["titles"]))
FORM = re.compile(_any_of(TERMS["name"]["forms"]))
# not an abbreviation of several letters, which is a name
TYPED = re.compile("^" + _any_of(TERMS["address"]["typed"]) + "(?!.[.])")
SHORT = TERMS["address"]["short"]


def name_key(text):
    """What is left of a producer's name to compare: no titles, legal forms, spaces or signs.

    >>> name_key("Siam Silk Co., Ltd.") == name_key("  siam-silk ")
    True
    >>> name_key("Company")  # nothing would be left: the words themselves are the name
    'company'
    >>> name_key(None)
    ''
    """
    text = clean(text).lower().replace(PAIYANNOI, "")
    left = re.sub(r"[^\w\u0e00-\u0e7f]|_", "", FORM.sub(" ", TITLE.sub("", text)))
    return left or re.sub(r"[^\w\u0e00-\u0e7f]", "", text)


def place_words(text):
    """The words of a typed place, without the words for its level; short names of provinces in full.

    >>> place_words(" Phraek  Sa 10280")
    ['Phraek', 'Sa', '10280']
    >>> place_words("\u0e15. \u0e1a\u0e32\u0e07 \u0e08.\u0e15\u0e32\u0e01") == ["\u0e1a\u0e32\u0e07", "\u0e15\u0e32\u0e01"]
    True
    """
    found = []
    for word in arabic_digits(clean(text)).replace(",", " ").split():
        word = TYPED.sub("", word)
        word = SHORT.get(word, word.replace(PAIYANNOI, ""))
        if word:
            found.append(word)
    return found


def place_prefixes(province_code):
    """The words before a subdistrict, district and province; the capital has its own."""
    return TERMS["address"]["capital" if province_code == "10" else "country"]
