import logging

import psycopg2
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..tools import log_mask

NATIONAL_ID, ACCOUNT = "1101700230708", "1234567890"


class Kept(logging.Handler):
    """Keeps each line as a log file would have it."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@tagged("post_install", "-at_install")
class TestLogMask(TransactionCase):
    """What is logged of a person's numbers, through Odoo's own loggers."""

    def setUp(self):
        super().setUp()
        self.kept = Kept()

    def logged(self, name, act):
        logger = logging.getLogger(name)
        propagate, logger.propagate = logger.propagate, False
        logger.addHandler(self.kept)
        try:
            act(logger)
        finally:
            logger.removeHandler(self.kept)
            logger.propagate = propagate
        return "\n".join(self.kept.lines)

    def test_a_refused_insert_is_logged_without_its_numbers(self):
        def insert(_logger):
            with self.assertRaises(psycopg2.errors.NotNullViolation), self.env.cr.savepoint():
                self.env.cr.execute(
                    "INSERT INTO res_partner_bank (acc_number, sanitized_acc_number, partner_id) VALUES (%s, %s, NULL)",
                    (NATIONAL_ID, ACCOUNT),
                )

        text = self.logged("odoo.sql_db", insert)
        self.assertRegex(text, "bad query: .*INSERT INTO res_partner_bank")
        self.assertIn("xxxxxxxxxx708", text)
        self.assertNotIn(NATIONAL_ID, text)
        self.assertNotIn(ACCOUNT, text)

    def test_a_traceback_is_logged_without_them(self):
        def fail(logger):
            try:
                raise ValueError(f"Key (vat)=({NATIONAL_ID}) already exists")
            except ValueError:
                logger.exception("could not be imported: %s", ACCOUNT)

        text = self.logged("odoo.http", fail)
        self.assertIn("Traceback", text)
        self.assertIn("Key (vat)=(xxxxxxxxxx708)", text)
        self.assertNotIn(ACCOUNT, text)

    def test_it_is_installed_once(self):
        before = logging.getLogRecordFactory()
        self.assertIsInstance(before, log_mask.Masking)
        log_mask.install()
        self.assertIs(logging.getLogRecordFactory(), before)

    @mute_logger("odoo.http")
    def test_a_message_that_does_not_fit_its_arguments_is_left_to_logging(self):
        record = log_mask.Masking(logging.LogRecord)("a", logging.INFO, "f", 1, "%s %s", ("one",), None)
        self.assertEqual((record.msg, record.args), ("%s %s", ("one",)))
