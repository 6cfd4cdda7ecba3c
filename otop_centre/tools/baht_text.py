"""Amounts in Thai words, as they must stand on papers that move money.

The rules: a final one is read "et" when something stands before it, twenty has its own word,
a ten is never "one ten", millions repeat, whole baht end in "exactly", less than a baht names
only satang. The words themselves lie beside this file in ``thai_words.json``.
"""

import json
from pathlib import Path

from .consignment import money

WORDS = json.loads(Path(__file__).with_name("thai_words.json").read_text(encoding="utf-8"))
MILLION = 1_000_000


def _below_million(number, something_before):
    digits, words = str(number), []
    for index, digit in enumerate(map(int, digits)):
        place = len(digits) - index - 1
        if not digit:
            continue
        if place == 0 and digit == 1 and (len(digits) > 1 or something_before):
            words.append(WORDS["final_one"])
        elif place == 1 and digit == 1:
            words.append(WORDS["places"][1])
        elif place == 1 and digit == 2:
            words.append(WORDS["twenty"])
        else:
            words.append(WORDS["digits"][digit] + WORDS["places"][place])
    return "".join(words)


def thai_integer(number):
    """Return a whole number of zero or more in Thai words."""
    if not number:
        return WORDS["zero"]
    millions, rest = divmod(number, MILLION)
    if not millions:
        return _below_million(rest, False)
    return thai_integer(millions) + WORDS["million"] + (_below_million(rest, True) if rest else "")


def baht_text(amount):
    """Return an amount of baht in Thai words; rounds to satang before it reads anything.

    >>> baht_text(0.005) == baht_text("0.01"), baht_text(999999.995) == baht_text(1_000_000)
    (True, True)
    """
    amount = money(amount)
    baht, satang = divmod(int(abs(amount) * 100), 100)
    words = [WORDS["minus"]] if amount < 0 else []
    if baht or not satang:
        words += [thai_integer(baht), WORDS["baht"]]
    words += [thai_integer(satang), WORDS["satang"]] if satang else [WORDS["whole"]]
    return "".join(words)
