"""The numbers that name a producer: 13-digit numbers, OTOP number, community enterprise code.

Citizens, juristic persons and the Revenue Department's own numbers share one check digit,
the only check that refuses.  The other two numbers have no check digit: their form can
only be doubted.
"""

import re

LENGTH = 13


def digits(text):
    """
    >>> digits("1-2345-45678-78-1 ")
    '1234545678781'
    >>> digits(None)
    ''
    """
    return re.sub(r"[^0-9]", "", text or "")


def check_digit(first12):
    """
    >>> check_digit("123454567878")
    '1'
    """
    total = sum((LENGTH - place) * int(digit) for place, digit in enumerate(first12))
    return str((11 - total % 11) % 10)


def is_valid(text):
    """
    >>> is_valid("1-2345-45678-78-1"), is_valid("1234545678782"), is_valid("123"), is_valid(False)
    (True, False, False, False)
    >>> is_valid("12345x45678781")
    False
    """
    number = re.sub(r"[\s-]", "", text or "")
    return bool(re.fullmatch(r"[0-9]{13}", number)) and number[-1] == check_digit(number[:-1])


def kind(text):
    """'person' (1 to 8 first), 'entity' (0 first) or '' when the number is no valid one.

    >>> kind("1234545678781"), kind("0994000617721"), kind("1234545678782")
    ('person', 'entity', '')
    """
    if not is_valid(text):
        return ""
    return {"0": "entity", "9": ""}.get(digits(text)[0], "person")


def format_id(text):
    """
    >>> format_id("1234545678781")
    '1-2345-45678-78-1'
    >>> format_id("12345")
    '12345'
    """
    number = digits(text)
    if len(number) != LENGTH:
        return text or ""
    return "-".join((number[0], number[1:5], number[5:10], number[10:12], number[12]))


def mask_id(text):
    """
    >>> mask_id("1234545678781")
    'x-xxxx-xxxxx-78-1'
    >>> mask_id("")
    ''
    """
    number = digits(text)
    if len(number) != LENGTH:
        return ""
    return f"x-xxxx-xxxxx-{number[10:12]}-{number[12]}"


def mask_account(text):
    """All but the last four characters of an account number.

    >>> mask_account("999-0-00001-1")
    'xxx-x-xx001-1'
    >>> mask_account("12")
    'xx'
    """
    text = text or ""
    seen = 4 if len(digits(text)) > 4 else 0
    masked = []
    for char in reversed(text):
        if char.isalnum():
            masked.append(char if seen > 0 else "x")
            seen -= 1
        else:
            masked.append(char)
    return "".join(reversed(masked))


def is_otop_number(text):
    """Nine digits: district and a running number.

    >>> is_otop_number("110190001"), is_otop_number("1101-90001"), is_otop_number("abc")
    (True, False, False)
    """
    return bool(re.fullmatch(r"[0-9]{9}", text or ""))


def is_enterprise_code(text):
    """A community enterprise code: twelve digits, printed N-PP-AA-TT/K-RRRR.

    >>> is_enterprise_code("9-11-01-10/1-9001"), is_enterprise_code("911011019001"), is_enterprise_code("9-11")
    (True, True, False)
    """
    return bool(re.fullmatch(r"[0-9]{12}", re.sub(r"[\s/-]", "", text or "")))


def enterprise_area(text):
    """The subdistrict (DOPA code) that a community enterprise code speaks of.

    >>> enterprise_area("9-11-01-10/1-9001")
    '110110'
    """
    return digits(text)[1:7] if is_enterprise_code(text) else ""


def format_enterprise_code(text):
    """
    >>> format_enterprise_code("911011019001")
    '9-11-01-10/1-9001'
    >>> format_enterprise_code("9-11")
    '9-11'
    """
    if not is_enterprise_code(text):
        return text or ""
    n = digits(text)
    return f"{n[0]}-{n[1:3]}-{n[3:5]}-{n[5:7]}/{n[7]}-{n[8:]}"
