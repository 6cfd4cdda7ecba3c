"""The house rules for tests, over pytest-odoo: nothing is skipped for want of a tool, and our log stays clean."""
