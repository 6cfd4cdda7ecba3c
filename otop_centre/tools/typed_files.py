"""CSV files as Thai offices save them: which letters, which separator, and a table with row numbers.

A spreadsheet on a Thai machine saves "CSV" as Windows-874, which is TIS-620 with curly quotes, dashes
and the like; "CSV UTF-8" with a byte order mark; "Unicode text" as UTF-16 with tabs. All are read;
what is no such file is refused with a sentence (``TypedError``). Cells come cleaned
(``thai_text.clean``), except that their meaning (date, number, barcode) is the importer's to ask.
"""

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from .thai_text import clean
from .typed_error import TypedError

MEGABYTES = 10
ROWS = 20_000
SEPARATORS = ",;\t|"
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
THAI_WINDOWS = "cp874"
# what Thai cannot look like: a mark on a Latin letter, or UTF-8 that was read as Latin and saved again
NOT_THAI = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|\u00e0\u00b8|\u00e0\u00b9")


@dataclass(frozen=True)
class Table:
    """A file that was read: ``headings``, and ``rows`` as (number in the file, {heading: cell})."""

    headings: list
    rows: list
    encoding: str
    separator: str


def decode(data):
    """The text of a file and the name of its encoding.

    >>> decode(b"\\xef\\xbb\\xbfa"), decode("\u0e01\u201d".encode("cp874")) == ("\u0e01\u201d", "cp874")
    (('a', 'utf-8-sig'), True)
    """
    if not data.strip():
        raise TypedError("file.empty")
    if len(data) > MEGABYTES * 2**20:
        raise TypedError("file.big", limit=MEGABYTES)
    if data.startswith(WORKBOOKS):
        raise TypedError("file.workbook")
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), None)
    if not encoding and b"\x00" in data:
        raise TypedError("file.binary")
    for name in [encoding] if encoding else ["utf-8", THAI_WINDOWS]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            continue
        if found := NOT_THAI.search(text):
            raise TypedError("file.encoding", row=text.count("\n", 0, found.start()) + 1)
        return text, name
    raise TypedError("file.encoding", row=row)


def separator_of(text):
    """The sign between the cells: what the first line says (``sep=;``), or what cuts the most rows alike.

    >>> separator_of("a;b\\n1,5;2"), separator_of("sep=|\\na|b"), separator_of("a\\tb"), separator_of("a")
    (';', '|', '\\t', ',')
    """
    if said := re.match('"?sep=(.)"?\\s*$', text.partition("\n")[0], re.IGNORECASE):
        return said[1]
    best, most = SEPARATORS[0], (0, 0)
    for sign in SEPARATORS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        try:
            widths = [len(row) for row in islice(reader, 50) if row]
        except csv.Error:  # its own refusal comes when the file is read
            continue
        if not widths or widths[0] < 2:
            continue
        alike = sum(width == widths[0] for width in widths) / len(widths)
        if (alike, widths[0]) > most:
            best, most = sign, (alike, widths[0])
    return best


def read_csv(data):
    """Read a CSV file's bytes; rows without any value are left out, the numbers of the others stay.

    >>> table = read_csv("\u0e0a\u0e37\u0e48\u0e2d;Price\\nSilk;107\\n;\\n\\u201cA\\u201d;1,5\\n".encode("cp874"))
    >>> table.separator, table.encoding, [(number, row["Price"]) for number, row in table.rows]
    (';', 'cp874', [(2, '107'), (4, '1,5')])
    """
    text, encoding = decode(data)
    separator = separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines, number = [], 1
    try:
        for row in reader:
            lines.append((number, [clean(cell) for cell in row]))
            number = reader.line_num + 1
    except csv.Error:
        raise TypedError("file.quote", row=reader.line_num)
    if lines and re.fullmatch("sep=.?", "".join(lines[0][1]), re.IGNORECASE):
        lines = lines[1:]
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        raise TypedError("file.empty")
    if len(lines) > ROWS + 1:
        raise TypedError("file.rows", limit=ROWS)
    headings = lines[0][1]
    while headings and not headings[-1]:
        headings.pop()
    if twice := [name for name, times in Counter(filter(None, headings)).items() if times > 1]:
        raise TypedError("file.heading", heading=twice[0])
    rows = [(number, _row(number, headings, cells)) for number, cells in lines[1:]]
    return Table([name for name in headings if name], rows, encoding, separator)


def _row(number, headings, cells):
    if any(cells[len(headings) :]):
        raise TypedError("file.wide", row=number)
    cells = [*cells, *[""] * len(headings)][: len(headings)]
    for place, (heading, cell) in enumerate(zip(headings, cells, strict=True), 1):
        if cell and not heading:
            raise TypedError("file.headless", column=place)
    return {heading: cell for heading, cell in zip(headings, cells, strict=True) if heading}
