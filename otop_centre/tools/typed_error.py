"""What was typed cannot be taken: one sentence, its values, and no traceback.

The tools below know no language. They raise ``TypedError(code, **values)``; the code names one
English sentence of ``SENTENCES``, which says what is wrong and what to do. The sentences are marked
with ``_`` only so that Odoo's export finds them; their Thai stands in ``i18n/th.po`` of this addon.
One place in the models turns the error into a refusal, and that place must lie in this addon, because
Odoo looks a sentence up in the addon that asks for it::

    try:
        day = typed_dates.parse(text)
    except TypedError as error:
        raise ValidationError(self.env._(error.sentence, **error.values))

A value may be a ``date``: format it first as the screen shows dates. What must keep on going (an
import with a verdict for each row) collects the errors instead. ``error.code`` is what programs
compare; nobody compares sentences.
"""


def _(sentence):
    return sentence


SENTENCES = {
    # text
    "text.empty": _("Nothing was typed here. Fill it in."),
    "text.long": _("This is %(length)s characters long; at most %(limit)s are kept. Shorten it."),
    "text.damaged": _(
        "Some letters were lost before this came here (%(text)s). Type it again, or save the file again as UTF-8."
    ),
    # scanner
    "scan.empty": _("There is no barcode. Scan it again."),
    "scan.excel": _(
        "A spreadsheet has rounded the barcode (%(text)s), its last digits are lost. "
        "Format the column as text and enter the barcode again."
    ),
    "scan.letters": _("%(text)s is no barcode: it has other signs than digits and Latin letters. Scan it again."),
    "scan.long": _("A barcode has at most %(limit)s characters, this one has %(length)s. Scan one barcode at a time."),
    "scan.gs1": _("The parts of the barcode %(text)s cannot be told apart. Type the number printed below it."),
    "scan.check": _(
        "The last digit of the barcode %(text)s should be %(digit)s. Scan it again, or compare the digits."
    ),
    # dates
    "date.unknown": _("%(text)s is no date. Write it as 31/12/2569."),
    "date.month": _("There is no month %(month)s in %(text)s. Write the day first, then the month, then the year."),
    "date.day": _("Month %(month)s of the year %(year)s has no day %(day)s. Correct the day."),
    "date.year": _("%(year)s is no year of either era. Write the year in four digits, such as 2569."),
    "date.year_short": _("Which year is meant by %(text)s? Write the year in four digits."),
    "date.no_day": _("%(text)s has no day. Write day, month and year."),
    "date.serial": _("The number %(text)s of a spreadsheet is no date. Format the cell as a date."),
    "date.birth.early": _("Nobody is that old: born before %(limit)s. Correct the year."),
    "date.birth.late": _("A date of birth cannot lie after %(limit)s. Correct the year."),
    "date.registration.early": _("There was no OTOP registration before %(limit)s. Correct the year."),
    "date.registration.late": _("A registration cannot begin after %(limit)s. Correct the year."),
    "date.paper.early": _("No paper from before %(limit)s is in use. Correct the year."),
    "date.paper.late": _("A paper cannot be dated after %(limit)s. Correct the year."),
    "date.validity.early": _("Nothing that ended before %(limit)s is kept here. Correct the year."),
    "date.validity.late": _("Nothing is valid beyond %(limit)s. Correct the year, or leave it empty."),
    "date.cut_off.early": _("A cut-off before %(limit)s cannot be right. Correct the year."),
    "date.cut_off.late": _("A cut-off after %(limit)s cannot be right. Correct the year."),
    "date.agreement.early": _("An agreement cannot begin or end before %(limit)s. Correct the year."),
    "date.agreement.late": _("An agreement cannot begin or end after %(limit)s. Correct the year, or leave it open."),
    "date.intake.early": _("Goods cannot be received as of a day before %(limit)s. Correct the date."),
    "date.intake.late": _("Goods cannot be received as of a day after %(limit)s. Correct the date."),
    "date.expiry.early": _("An expiry date before %(limit)s cannot be right. Correct the year."),
    "date.expiry.late": _("An expiry date after %(limit)s cannot be right. Correct the year."),
    "date.invoice.early": _("An invoice cannot be dated before %(limit)s. Correct the year."),
    "date.invoice.late": _("An invoice cannot be dated after %(limit)s. Correct the date."),
    # phones, PromptPay, postal codes
    "phone.unknown": _("%(text)s is no telephone number. Write it as 081-234-5678 or 02-123-4567."),
    "phone.length": _("The telephone number %(text)s has %(length)s digits, it needs %(wanted)s. Correct it."),
    "phone.many": _("%(text)s is more than one telephone number. Write one, the others go into the notes."),
    "promptpay.unknown": _(
        "%(text)s is no PromptPay number. Write a mobile number (10 digits), a national or tax ID (13), "
        "or an e-wallet number (15)."
    ),
    "promptpay.landline": _("%(text)s is not a mobile number; PromptPay takes only mobile numbers and IDs."),
    "promptpay.check": _("The check digit of this 13-digit number is wrong. Compare it with the card."),
    "zip.unknown": _("%(text)s is no Thai postal code. Write five digits, such as 10280."),
    # numbers
    "number.unknown": _("%(text)s is no number. Write it as 1,234.50."),
    "number.excel": _("The number %(text)s is shortened. Write all its digits."),
    "number.infinite": _("This is no finite number. Write it as 1,234.50."),
    "number.digits": _("%(text)s has more than %(places)s digits behind the point. Round it."),
    "number.low": _("%(text)s is too little: at least %(limit)s is possible here. Correct the number."),
    "number.high": _("%(text)s is too much: at most %(limit)s is possible here. Correct the number."),
    # files
    "file.empty": _("The file is empty. Choose another one."),
    "file.big": _("The file is larger than %(limit)s MB. Divide it."),
    "file.rows": _("The file has more than %(limit)s rows. Divide it."),
    "file.workbook": _("This is a workbook, not a CSV file. Save it as CSV UTF-8 in the spreadsheet program."),
    "file.binary": _("This is not a text file. Save it as CSV UTF-8 in the spreadsheet program."),
    "file.encoding": _("Row %(row)s cannot be read as Thai. Save the file as CSV UTF-8 in the spreadsheet program."),
    "file.quote": _("A quotation mark that opens before row %(row)s never closes. Correct it in the file."),
    "file.heading": _("The heading %(heading)s stands twice in the file. Rename one of the columns."),
    "file.headless": _("Column %(column)s holds values but has no heading. Write one in the first row."),
    "file.wide": _(
        "Row %(row)s has more cells than there are headings. Look for a comma inside a text without quotes."
    ),
}


class TypedError(ValueError):
    """The refusal of something typed: ``code``, English ``sentence``, ``values`` of its places.

    >>> error = TypedError("text.long", length=300, limit=200)
    >>> str(error)
    'This is 300 characters long; at most 200 are kept. Shorten it.'
    >>> error.code, error.values
    ('text.long', {'length': 300, 'limit': 200})
    """

    def __init__(self, code, **values):
        self.code, self.values, self.sentence = code, values, SENTENCES[code]
        super().__init__(self.sentence % values)
