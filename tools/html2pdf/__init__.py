"""A stand-in for the patched wkhtmltopdf, which prints with headless Chromium.

Odoo runs a program called `wkhtmltopdf` and passes it bodies, a header, a footer and the paper's measures. Debian's
own build of that program has no headers, no footers, and leaves out the tone marks of Thai when text is searched.
Chromium breaks Thai lines inside words properly and repeats the heads of tables.

Run as `python -m html2pdf`, with the options that Odoo passes and no others.
"""
