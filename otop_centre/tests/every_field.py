"""Every field of a document, tried by everybody in each state, as a call from outside would try it.

Nothing here is typed: the fields are the model's, what is open is what the model declares, who may is what
the rights say. A test hands over papers in their states and reads what differs.
"""

from datetime import date, datetime, timedelta

from odoo import Command, models
from odoo.addons.otop_centre.models.settings.otop_document_seal import EVERYTHING
from odoo.exceptions import UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tools import mute_logger
from psycopg2 import Error as DatabaseError

REFUSED, NOT_SO, DONE = "refused", "not so", "done"


class EveryField:
    """For a test case: `self.roles` is {role: user}."""

    def rpc(self, user, record, method, *arguments):
        """:return: DONE, REFUSED, or NOT_SO when only this value was not taken"""
        model = self.env(user=user)[record._name]
        before = self.cr.savepoint()
        try:
            with mute_logger("odoo.sql_db", "odoo.models.unlink"):
                call_kw(model, method, [record.ids, *arguments] if method != "create" else [*arguments], {})
                self.env.flush_all()
        except (ValidationError, DatabaseError, ValueError, TypeError, KeyError):
            outcome = NOT_SO
        except UserError:
            outcome = REFUSED
        else:
            outcome = DONE
        before.close(rollback=True)
        if outcome != REFUSED:
            self.env.invalidate_all()
        return outcome

    # ------------------------------------------------------------------ values

    def _values(self, record, field):
        """Another value of a field, then the one that it has, as a call would send them."""
        paper = record.sudo()
        value = paper[field.name]
        yield self._another(paper, field, value)
        # the right to write does not hang on the value: where the first was not a good one, its own is
        yield field.convert_to_write(value, paper)

    def _another(self, paper, field, value):
        if field.type == "boolean":
            return not value
        if field.type in ("integer", "float", "monetary", "many2one_reference"):
            return (value or 0) + 1
        if field.type in ("char", "text", "html"):
            return f"{value or ''}x"
        if field.type == "date":
            return str((value or date(2026, 10, 15)) + timedelta(days=1))
        if field.type == "datetime":
            return ((value or datetime(2026, 10, 15)) + timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S")
        if field.type == "selection":
            return next((key for key in field.get_values(paper.env) if key != value), False)
        if field.type == "many2one":
            return self.env[field.comodel_name].sudo().search([("id", "!=", value.id)], limit=1).id
        if field.type == "many2many":
            other = self.env[field.comodel_name].sudo().search([("id", "not in", value.ids)], limit=1)
            return [Command.link(other.id)] if other else [Command.clear()]
        if field.type == "one2many":
            return [Command.delete(value[0].id)] if value else [Command.create({})]
        return {"binary": "eA==", "json": {"x": 1}, "properties": [], "reference": False}.get(field.type, False)

    def _may_be_written(self, user, record, field, has_right):
        for value in self._values(record, field):
            outcome = self.rpc(user, record, "write", {field.name: value})
            if outcome == DONE or not has_right:
                break
        return outcome == DONE

    # ------------------------------------------------------------------ what is declared

    def _stored(self, record):
        technical = self.env["otop.document.seal"]._document_technical()
        return [
            field
            for field in record._fields.values()
            if field.store and field.name not in models.MAGIC_COLUMNS and field.name not in technical
        ]

    def _declared(self, state, record):
        """{field: groups that may write it} or EVERYTHING"""
        return getattr(record, "_document_open", {}).get(state, {})

    def _has_right(self, user, record, operation):
        record = record.with_user(user)
        if not record.has_access(operation):
            return False
        parent = getattr(record, "_document_parent", None)
        return not (parent and record.sudo()[parent]) or record.sudo()[parent].with_user(user).has_access("write")

    def differences(self, papers):
        """What passes without being declared, and what is declared and does not pass.

        :param papers: {(model, state): record}
        """
        found = []
        for (name, state), record in papers.items():
            declared = self._declared(state, record)
            if declared is EVERYTHING:
                continue
            for role, user in self.roles.items():
                has_right = self._has_right(user, record, "write")
                for field in self._stored(record):
                    groups = declared.get(field.name)
                    has_field = not field.groups or user.has_groups(field.groups)
                    expected = bool(has_right and has_field and groups and user.has_groups(groups))
                    if self._may_be_written(user, record, field, has_right) != expected:
                        found.append(f"{name} {state}: {role} {'cannot write' if expected else 'writes'} {field.name}")
        return found

    def deletions(self, papers, deleted):
        """Who deletes what is kept, and who cannot delete what has the right to.

        :param deleted: {model: states in which whoever has the right deletes}
        """
        found = []
        for (name, state), record in papers.items():
            for role, user in self.roles.items():
                expected = state in deleted.get(name, ()) and self._has_right(user, record, "unlink")
                if (self.rpc(user, record, "unlink") == DONE) != bool(expected):
                    found.append(f"{name} {state}: {role} {'cannot delete' if expected else 'deletes'} it")
        return found

    def forgeries(self, papers):
        """Who makes another record like one that stands."""
        found = []
        for (name, state), record in papers.items():
            row = record.sudo()
            values = {
                field.name: field.convert_to_write(row[field.name], row)
                for field in self._stored(record)
                if field.type not in ("one2many", "many2many", "binary")
            }
            for role, user in self.roles.items():
                if self.rpc(user, record, "create", values) == DONE:
                    found.append(f"{name} {state}: {role} creates one")
        return found
