"""PDF files in tests find their styles: the printer fetches them from the server that the tests run."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def report_url(request):
    """Set for good in the test database, as a test's own transaction is not seen by the server's threads."""
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
