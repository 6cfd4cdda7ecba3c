"""`python -m html2pdf [options] BODY… OUTPUT`"""

import sys

from .options import parse

VERSION = "wkhtmltopdf 0.12.6 (with patched qt)"  # Odoo reads this line to know what the program can do


def main(arguments):
    options = parse(arguments)
    if options.version:
        print(VERSION)
        return 0
    from .printing import print_all  # needs PyPDF2, which the question for the version must not wait for

    writer = print_all(options)
    with open(options.output, "wb") as file:
        writer.write(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
