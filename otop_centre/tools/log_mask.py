"""National IDs and account numbers never stand in a log.

PostgreSQL answers a refused INSERT with the row's values, and Odoo writes both the statement and the answer down. So
whatever is logged has its long numbers masked, the last three digits left to tell two records apart.

>>> mask("bad query: INSERT … VALUES ('1101700230708', 'Somchai')")
"bad query: INSERT … VALUES ('xxxxxxxxxx708', 'Somchai')"
>>> mask("Key (vat)=(1-1017-00230-70-8) already exists")
'Key (vat)=(x-xxxx-xxxxx-70-8) already exists'
>>> mask("acc_number 123-4-56789-0, 12.5 s, order 000012, at 2026-11-25 10:33:29, 1764066809.123456")
'acc_number xxx-x-xxx89-0, 12.5 s, order 000012, at 2026-11-25 10:33:29, 1764066809.123456'
>>> mask("2026-11-25 1101700230708-x TH-1101700230708")
'2026-11-25 xxxxxxxxxx708-x TH-xxxxxxxxxx708'
"""

import logging
import re

# ten digits (the shortest account) to fifteen, in one or in the groups that people write: 1-2345-67890-12-3
# but neither a date nor an amount, which have groups of digits as well
NUMBER = re.compile(r"(?<![\w.])(?<!\d-)(?!\d{4}-\d\d-\d\d)\d(?:[- ]?\d){9,14}(?!\d|\.\d|-\d)")
KEPT = 3


def _masked(match):
    text = match.group()
    digits = sum(character.isdigit() for character in text)
    result = []
    for character in text:
        if character.isdigit():
            digits -= 1
            result.append("x" if digits >= KEPT else character)
        else:
            result.append(character)
    return "".join(result)


def mask(text):
    return NUMBER.sub(_masked, text)


class Masking:
    """Makes log records as another factory does, with their text and their traceback masked.

    It sits where records are made, so it holds for each logger and each handler, also for those that come later.
    """

    def __init__(self, factory):
        self.factory = factory

    def __call__(self, *arguments, **named):
        record = self.factory(*arguments, **named)
        if record.levelno < logging.INFO:
            return record
        if NUMBER.search(text := self._text(record)):
            record.msg, record.args = mask(text), ()
        if record.exc_info and record.exc_info[0] and not record.exc_text:
            # a formatter takes this text as it is
            record.exc_text = mask(logging.Formatter().formatException(record.exc_info))
        return record

    @staticmethod
    def _text(record):
        try:
            return record.getMessage()
        except Exception:
            # a message that does not fit its arguments: logging itself complains of it
            return ""


def install():
    """Once for the whole process, whoever asks again."""
    factory = logging.getLogRecordFactory()
    if not isinstance(factory, Masking):
        logging.setLogRecordFactory(Masking(factory))
