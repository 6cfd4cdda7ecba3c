from odoo import api, models
from odoo.exceptions import AccessError, UserError

# Nobody outside this process can put this object into a context, so no RPC call forges it.
_KEY = object()

CLERK = "otop_centre.group_otop_clerk"
MANAGER = "otop_centre.group_otop_manager"
FINANCE = "otop_centre.group_otop_finance"
EVERYTHING = object()

# Odoo's own machinery on a record: followers, messages, activities, links to share it.
MACHINERY = ("mail.thread", "mail.thread.main.attachment", "mail.activity.mixin", "portal.mixin")


def by(groups, *names):
    """Fields that a role may change, or one of several (separated by a comma): {field: groups}."""
    return dict.fromkeys(names, groups)


class OtopDocumentSeal(models.AbstractModel):
    """What may still be changed on a paper of the centre, and on its rows.

    Each document says for each of its states which fields are open, and to whom. All else is closed,
    whoever asks and by whatever way: form, RPC, import, copy, default, a row's own model, superuser.
    The document's own steps open it with a key that exists in this process only.
    """

    _name = "otop.document.seal"
    _description = "Seal of a Document"

    # {state: {field: group that may change it}}; a state that is not named has nothing open
    _document_open = {}
    _document_start = "draft"
    # A row names its document here. The document's state counts for it, and where this field itself
    # is open rows may be added, moved and taken away.
    _document_parent = None

    # ------------------------------------------------------------------ key

    def _unsealed(self):
        return self.with_context(otop_document_key=_KEY)

    def _is_unsealed(self):
        return self.env.context.get("otop_document_key") is _KEY

    # ------------------------------------------------------------------ what is open

    def _documents(self):
        """Those of `self` that are papers of the centre."""
        return self

    def _document_of(self):
        """The paper itself. sudo: what it may become does not hang on who may read it."""
        return self.sudo()[self._document_parent] if self._document_parent else self.sudo()

    @api.model
    def _document_technical(self):
        """Fields of Odoo's machinery: a sealed paper may still be talked about."""
        mixins = [self.env[name] for name in MACHINERY if name in self.env]
        own = self.env["otop.document.seal"]._fields
        return {name for mixin in mixins for name in mixin._fields if name not in own}

    def _document_check_open(self, names):
        """Refuse unless each of the named fields is open on each of these records."""
        names = sorted(set(names) - self._document_technical())
        for document in self._documents() if names else ():
            document._document_check_open_in(document._document_of(), names)

    def _document_check_open_in(self, paper, names):
        """:param paper: the document whose state counts; for a row it may be another than the row's own"""
        opened = self._document_open.get(paper.state, {})
        if opened is EVERYTHING:
            return
        for name in names:
            if name not in opened:
                raise UserError(self._document_refusal(paper, name))
            if not self.env.user.has_groups(opened[name]):
                # sudo: the name of a role, for whoever does not have it
                raise AccessError(
                    self.env._(
                        "Only the role “%(role)s” changes “%(field)s” of %(document)s. Ask somebody who has it.",
                        role=self.env.ref(opened[name].split(",")[0]).sudo().name,
                        field=self._document_label(name),
                        document=paper.display_name,
                    )
                )

    def _document_label(self, name):
        field = self._fields.get(name)
        return field._description_string(self.env) if field else name

    def _document_refusal(self, paper, name):
        return self.env._(
            "%(document)s is “%(state)s”, so “%(field)s” cannot be changed. %(remedy)s",
            document=paper.display_name or self.env._("The new document"),
            state=paper._document_state_label(paper.state),
            field=self._document_label(name),
            remedy=self.env._("Follow the steps shown at the top of the form.")
            if name == "state"
            else paper._document_remedy(),
        ).strip()

    @api.model
    def _document_states(self):
        """[(state, label)] of these papers, or of those that they are rows of."""
        paper = self[self._document_parent] if self._document_parent else self
        return paper._fields["state"]._description_selection(self.env)

    def _document_state_label(self, state):
        return dict(self._document_states()).get(state, "")

    def _document_remedy(self):
        """What the reader can do instead: one sentence."""
        return ""

    # ------------------------------------------------------------------ CRUD

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_unsealed():
            vals_list = [self._document_new_values(vals) for vals in vals_list]
        return super().create(vals_list)

    def _document_new_values(self, vals):
        """What a new record starts with. A field that is closed has its own first value, and neither
        the caller, nor a default of his window, nor one that he keeps for himself says another."""
        vals = dict(vals)
        if self._document_parent:
            paper = self._document_new_parent(vals)
        else:
            # sudo: a record in memory, only to ask it what is open
            paper = self.sudo().new({"state": self._document_start})
        opened = self._document_open.get(paper.state, {})
        technical = self._document_technical()
        for name, field in self._fields.items():
            if name in opened or name in technical or name in models.MAGIC_COLUMNS:
                continue
            first = field.default(self) if field.default else False
            first = first.id if isinstance(first, models.BaseModel) else first
            if name in vals and (vals[name] or first) and vals[name] != first:
                self._document_check_open_in(paper, [name])
            elif name in vals or (field.store and not field.compute and not field.related):
                vals[name] = first
        self._document_check_open_in(paper, [name for name in vals if name in opened])
        return vals

    def _document_new_parent(self, vals):
        name = self._document_parent
        vals[name] = vals.get(name, self.env.context.get(f"default_{name}"))
        parent = self.env[self._fields[name].comodel_name].browse(vals[name] or ())
        self._document_join(parent)
        # sudo: its state counts; whether a row may be added was asked with the caller's own rights
        return parent.sudo()

    def _document_join(self, parent):
        """May a row be added to, or taken from, this document?"""
        parent.check_access("write")
        # sudo: its state counts, whoever may read it
        self._document_check_open_in(parent.sudo(), [self._document_parent])
        parent._document_claim()

    def _document_claim(self):
        """Make the transaction collide with whoever changes these papers or their rows at this moment,
        so that one of the two is tried again and sees what the other did."""
        self.flush_recordset()
        if self.ids:
            self.env.cr.execute(
                f'UPDATE "{self._table}" SET write_date = write_date WHERE id = ANY(%s)',
                [self.ids],
                log_exceptions=False,  # to collide is no fault: Odoo tries again
            )

    def write(self, vals):
        if not self._is_unsealed():
            self._document_check_open(vals)
            if self._document_parent:
                self._document_claim_papers()
                if vals.get(self._document_parent):
                    parent = self[self._document_parent].browse(vals[self._document_parent])
                    self._document_join(parent)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open_rows(self):
        if self._document_parent and not self._is_unsealed():
            self._document_check_open([self._document_parent])
            self._document_claim_papers()

    def _document_claim_papers(self):
        """Whoever writes a row writes on its document: he needs the right, and collides with its steps."""
        papers = self._document_of().with_env(self.env)
        papers.check_access("write")
        papers._document_claim()
