"""set up Odoo, Python, the browser and nothing else"""

from ..prepare import prepare


def options(_parser):
    pass


def command(places, _options):
    prepare(places)
    return 0
