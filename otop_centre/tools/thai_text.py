"""The one door for typed text: what is kept, and what is compared when somebody searches.

``clean`` gives the text as it is stored, ``take`` does so and refuses what cannot be kept,
``search_key`` is what a stored search column holds, ``search_words`` the pieces that a search must
all find in it. Names of producers have a stricter key (``thai_names``), barcodes their own door
(``scan``: clean no barcode before it has been there, the order of marks tells its digits).
"""

import re
import unicodedata

from .typed_error import TypedError

TONE = "\u0e48-\u0e4b"
# a tone mark or thanthakhat typed before the vowel below or above it: same look, other characters
TONE_FIRST = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e3a])")
# the vowel am typed as its two halves, a tone mark before, between or after them
AM_IN_HALVES = re.compile(f"([{TONE}]?)\u0e4d([{TONE}]?)\u0e32")
TONE_AFTER_AM = re.compile(f"\u0e33([{TONE}])")
DOUBLED_MARK = re.compile("([\u0e31\u0e33\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")
DOUBLED_E = "\u0e40\u0e40"
AE = "\u0e41"
PAIYANNOI = "\u0e2f"
# the long stroke looks like the vowel aa and stands only behind ru and lu
STRAY_STROKE = re.compile("(?<![\u0e24\u0e26])\u0e45")
DASH = re.compile("[\u2010-\u2015\u2212]")
ACCENT = re.compile("[\u0300-\u036f]")
# fonts of the 1990s kept low and left-shifted marks here, PDF files still give them when copied
OLD_FONTS = dict(
    zip(
        range(0xF700, 0xF71B),
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
        "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
# how many characters are kept of what
LIMITS = {"name": 200, "code": 64, "line": 500, "note": 5000}


def arabic_digits(text):
    """The text with every decimal digit, Thai or full width, as 0-9.

    >>> arabic_digits("\u0e51\u0e52/\uff13")
    '12/3'
    """
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text or "")


def thai_digits(text):
    """The text with 0-9 as Thai digits, for papers that want them.

    >>> thai_digits("10") == "\u0e51\u0e50"
    True
    """
    return (text or "").translate({ord("0") + digit: 0x0E50 + digit for digit in range(10)})


def visible(text):
    """The text without characters that nobody sees; whatever separates is one plain blank or newline.

    >>> visible("a\u200bb\u00a0c\\x00\\td")
    'ab c d'
    """
    kept = []
    for char in text or "":
        category = unicodedata.category(char)
        if char in "\n\t\x0b\x0c\r\x85" or category in ("Zl", "Zp"):
            kept.append("\n" if char in "\n\r\x85\u2028\u2029" else " ")
        elif category == "Zs":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs"):
            kept.append(char)
    return "".join(kept)


def spell(text):
    """One spelling for what looks alike on the screen.

    >>> spell("\u0e01\u0e48\u0e34") == "\u0e01\u0e34\u0e48"  # tone before vowel
    True
    >>> {spell(text) for text in ("\u0e19\u0e4d\u0e49\u0e32", "\u0e19\u0e49\u0e4d\u0e32", "\u0e19\u0e33\u0e49")} == {
    ...     "\u0e19\u0e49\u0e33"
    ... }
    True
    >>> spell("\u0e40\u0e40\u0e01\u0e30") == "\u0e41\u0e01\u0e30"
    True
    """
    text = unicodedata.normalize("NFC", text.translate(OLD_FONTS)).replace(DOUBLED_E, AE)
    text = DOUBLED_MARK.sub(r"\1", text)
    text = TONE_AFTER_AM.sub("\\1\u0e33", AM_IN_HALVES.sub("\\1\\2\u0e33", text))
    return DOUBLED_MARK.sub(r"\1", TONE_FIRST.sub(r"\2\1", text))


def clean(text):
    """One line as it is stored: one blank between words, one spelling, nothing invisible.

    Blanks only give the empty string. Never refuses; ``take`` does.

    >>> clean("  Som\u00a0\u200b  Chai\\r\\n")
    'Som Chai'
    >>> clean(None)
    ''
    """
    return " ".join(spell(visible(text)).split())


def clean_lines(text):
    """Several lines (a note, an address) as they are stored: as ``clean``, line by line.

    >>> clean_lines("\\n one  \\r\\n\\r\\n two\\n")
    'one\\n\\ntwo'
    """
    return "\n".join(clean(line) for line in (text or "").replace("\r\n", "\n").split("\n")).strip("\n")


def take(text, kind="name", required=False):
    """The cleaned text, or a TypedError: too long for its kind (``LIMITS``), damaged, or missing.

    A code gets Arabic digits and plain dashes.

    >>> take(" A\u2013\u0e51 ", "code")
    'A-1'
    >>> take(" \u200b ", required=True)
    Traceback (most recent call last):
        ...
    TypedError: Nothing was typed here. Fill it in.
    """
    text = clean_lines(text) if kind == "note" else clean(text)
    if kind == "code":
        text = DASH.sub("-", arabic_digits(text))
    if required and not text:
        raise TypedError("text.empty")
    if "\ufffd" in text:
        raise TypedError("text.damaged", text=text[:40])
    if len(text) > LIMITS[kind]:
        raise TypedError("text.long", length=len(text), limit=LIMITS[kind])
    return text


def search_key(text):
    """What a search column stores of a text; also what is looked for in it.

    Folded away is what people leave out or vary without meaning another word: capitals, accents of
    Latin letters, Thai or Arabic digits, full width, signs (also paiyannoi) and blanks beside Thai
    letters, which Thai sets at will. Kept is what makes another word: vowels, tone marks and
    thanthakhat. Rice, white and news differ by a mark alone, and a clerk who types one must not be
    shown the others. Blanks between Latin words and numbers stay, so that "5 10" is not 510.

    >>> search_key("OTOP-01  Silk  (M)")
    'otop01 silk m'
    >>> search_key("\u0e1c\u0e49\u0e32 \u0e44\u0e2b\u0e21 \u0e53\u0e55 A") == "\u0e1c\u0e49\u0e32\u0e44\u0e2b\u0e2135a"
    False
    >>> search_key("\u0e1c\u0e49\u0e32 \u0e44\u0e2b\u0e21 \u0e53\u0e55 A") == "\u0e1c\u0e49\u0e32\u0e44\u0e2b\u0e2135 a"
    True
    """
    text = arabic_digits(spell(unicodedata.normalize("NFKC", clean(text)))).casefold()
    text = unicodedata.normalize("NFC", ACCENT.sub("", unicodedata.normalize("NFD", text)))
    text = STRAY_STROKE.sub("\u0e32", spell(text)).replace(PAIYANNOI, "")
    # letters, marks, digits and blanks stay; every other sign goes
    text = "".join(char for char in text if char == " " or unicodedata.category(char)[0] in "LMN")
    return " ".join(re.sub("(?<=[\u0e00-\u0e7f]) +| +(?=[\u0e00-\u0e7f])", "", text).split())


def search_words(text):
    """The keys that must all stand in a stored ``search_key``, for a typed search.

    >>> search_words("Silk  otop-01")
    ['silk', 'otop01']

    In Odoo: ``Domain.AND(Domain("search_key", "ilike", word) for word in search_words(typed))``;
    an empty list finds everything.
    """
    return [key for word in clean(text).split() for key in search_key(word).split()]
