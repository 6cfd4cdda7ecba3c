"""The order of a Thai dictionary, as a plain string that sorts byte by byte.

PostgreSQL's C collation sorts names that begin with a leading vowel behind the last consonant, and
tells words with a tone mark from those without too early. ``sort_key`` is stored in an indexed
column beside the name; ``ORDER BY`` it, then by id.

The order of the Royal Institute's dictionary:

1. consonants from ko kai to ho nokhuk, ru after ro and lu after lo, then vowels; a leading vowel
   counts behind the consonant it stands before; the shorter word first;
2. among words that are alike so far: without a mark, then maitaikhu, the four tones and thanthakhat,
   looked at from the left.

Signs and blanks do not count. Digits, Thai and Arabic alike, come first, then Thai, then Latin (its
capitals and accents do not count at first). So does ICU (locale th) up to its second level; a test
with some seventy words keeps the order.
"""

import re
import unicodedata

from .thai_text import arabic_digits, clean

# so much of a name is sorted by, the key then fits into an index
LIMIT = 100
LEADING = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
MARKS = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
# the sign of repetition and the one of abbreviation, which count like a mark at the most
THAI_SIGNS = "\u0e2f\u0e46\u0e4f\u0e5a\u0e5b"
# phinthu sorts behind all vowels, nikhahit before them, the long stroke as aa
AS_LETTER = str.maketrans({"\u0e3a": "\u0e47", "\u0e4d": "\u0e2f", "\u0e45": "\u0e32"})
# Latin letters behind the Thai ones
LATIN = {ord("a") + place: 0xFF41 + place for place in range(26)}
LEVEL = " "
NO_MARK = "!"


def sort_key(text):
    """The key of a name; '' for a name without letters and digits, which sorts first.

    >>> words = ["\u0e44\u0e01\u0e48", "\u0e02\u0e32", "\u0e01\u0e48\u0e32", "\u0e01\u0e32", "2", "Ab", "aa"]
    >>> [words.index(word) for word in sorted(words, key=sort_key)]
    [4, 3, 2, 0, 1, 6, 5]
    """
    text = arabic_digits(clean(text)[:LIMIT]).casefold()
    letters, marks = [], []
    for char in LEADING.sub(r"\2\1", unicodedata.normalize("NFD", text)):
        if char in MARKS or (char > "\u02ff" and char < "\u0370"):
            if marks:
                marks[-1] += char
        elif char not in THAI_SIGNS and (unicodedata.category(char)[0] in "LN" or "\u0e30" <= char <= "\u0e4d"):
            letters.append(char.translate(AS_LETTER).translate(LATIN))
            marks.append(NO_MARK)
    return ("".join(letters) + LEVEL + "".join(marks).rstrip(NO_MARK)).rstrip(LEVEL)
