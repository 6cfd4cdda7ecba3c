"""The whole set-up of a folder, in its order; each step does nothing when it is up to date."""

from . import chromium, odoo_source, virtualenv
from .files import closed_folder, written
from .runlock import lock


def prepare(places, browser_needed=True):
    closed_folder(places.home)
    with lock(places.home / ".setup.lock", wait="another ./otop (process {pid}) is setting up: waiting for it …"):
        odoo_source.set_up(places)
        virtualenv.set_up(places)
        install_pdf_printer(places)
        chromium.set_up(places, browser_needed)


def install_pdf_printer(places):
    """Odoo looks for a program called wkhtmltopdf; ours prints with Chromium (see tools/html2pdf)."""
    script = f'#!/bin/sh\nPYTHONPATH="{places.repo / "tools"}" exec "{places.python}" -m html2pdf "$@"\n'
    written(places.bin / "wkhtmltopdf", script, 0o755)
