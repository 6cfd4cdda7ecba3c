"""What the server that runs inside the tests must be told."""

import signal

import pytest


@pytest.fixture(scope="session", autouse=True)
def report_url(request):
    """PDF files find their styles: the printer fetches them from this server.

    Set for good in the test database, as a test's own transaction is not seen by the server's threads.
    """
    if not request.config.getoption("--odoo-http", default=False):
        yield
        return
    request.getfixturevalue("load_http")
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tests.common import get_db_name
    from odoo.tools import config

    with Registry(get_db_name()).cursor() as cursor:
        parameters = api.Environment(cursor, SUPERUSER_ID, {})["ir.config_parameter"]
        parameters.set_param("report.url", f"http://127.0.0.1:{config['http_port']}")
    yield


@pytest.fixture(scope="session", autouse=True)
def stopped_is_not_passed(request):
    """Odoo's server takes SIGTERM for itself, and ends with code 0 at the second one: a stopped run would be green."""
    if request.config.getoption("--odoo-http", default=False):
        request.getfixturevalue("load_http")
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
