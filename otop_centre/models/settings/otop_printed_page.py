import base64
import logging
import mimetypes
import os.path
from urllib.parse import parse_qsl, unquote, urlsplit

from odoo import SUPERUSER_ID, models, tools
from odoo.exceptions import UserError
from odoo.tools.image import image_guess_size_from_field_name, image_process
from odoo.tools.mimetypes import guess_mimetype
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from ...tools.whole_page import whole_style

_logger = logging.getLogger(__name__)

STATIC = (".css", ".gif", ".ico", ".jpeg", ".jpg", ".otf", ".png", ".svg", ".ttf", ".webp", ".woff", ".woff2")
# Where Odoo's own routes serve what may stand in a paper
IMAGE = (
    "",
    "/<string:xmlid>",
    "/<string:model>/<int:id>/<string:field>",
    "/<int:id>",
    "/<int:id>-<string:unique>",
)
SIZED = ("", "/<int:width>x<int:height>")
NAMED = ("", "/<string:filename>")
ROUTES = Map(
    [
        *(
            Rule(f"/web/image{what}{size}{name}", endpoint="image")
            for what in IMAGE
            for size in SIZED
            for name in NAMED
        ),
        *(Rule(f"/web/content{what}{name}", endpoint="image") for what in IMAGE for name in NAMED),
        *(Rule(path, endpoint="logo") for path in ("/logo", "/logo.png", "/web/binary/company_logo")),
        Rule("/report/barcode", endpoint="barcode"),
        Rule("/report/barcode/<barcode_type>/<path:value>", endpoint="barcode"),
        Rule("/<string:module>/static/<path:path>", endpoint="static"),
    ],
    strict_slashes=False,
)


class Reader:
    """Finds the files of one print, each once: ten papers show one logo."""

    def __init__(self, page):
        self.page, self.files, self.styles = page, {}, {}

    def find(self, address):
        if address not in self.files:
            self.files[address] = self.page._find(address)
        return self.files[address]

    def find_style(self, address):
        if address not in self.styles:
            self.styles[address] = self.page._find_style(address)
        return self.styles[address]


class OtopPrintedPage(models.AbstractModel):
    """The files that a printed page names by their address on this server, read here and not over the network:
    `{endpoint of ROUTES: _find_<endpoint>}`, each as (media type, bytes). Those of other servers are not found."""

    _name = "otop.printed.page"
    _description = "Files of a Printed Page"

    def _reader(self):
        return Reader(self)

    def _own_path(self, address):
        """The path and the query of an address of this server; nothing for any other."""
        parts = urlsplit(address.strip())
        if parts.netloc and parts.netloc not in self._own_hosts():
            return None, {}
        return "/" + unquote(parts.path).lstrip("/"), dict(parse_qsl(parts.query))

    def _own_hosts(self):
        # sudo: settings of the server's own address
        parameters = self.env["ir.config_parameter"].sudo()
        return {urlsplit(parameters.get_param(name) or "").netloc for name in ("web.base.url", "report.url")}

    def _find(self, address):
        try:
            path, query = self._own_path(address)
            if not path:
                raise ValueError("it is not of this server")
            endpoint, arguments = ROUTES.bind("").match(path)
            return getattr(self, f"_find_{endpoint}")(**{**query, **arguments})
        except (HTTPException, KeyError, OSError, TypeError, UserError, ValueError) as error:
            _logger.info("A paper is printed without %s: %s", address.split("?")[0], error)
            return None

    def _find_image(self, xmlid=None, model="ir.attachment", id=None, field="raw", **options):
        # not Odoo's stream: that one needs a request, and papers are also printed by a job
        record = self.env["ir.binary"]._find_record(
            xmlid, model, id and int(id), options.get("access_token"), field=field
        )
        if record._name == "ir.attachment" and record.type == "url":
            if "/static/" not in (record.url or ""):
                raise ValueError("it is not of this server")
            return self._find(record.url)
        record._check_field_access(record._fields[field], "read")
        content = record.with_context(bin_size=False)[field] or b""
        content = content if field == "raw" else base64.b64decode(content)
        if not content:
            raise ValueError("it is empty")
        size = int(options.get("width", 0)), int(options.get("height", 0))
        if size == (0, 0):
            size = image_guess_size_from_field_name(field)
        content = image_process(content, size=size, crop=options.get("crop"))
        return guess_mimetype(content, default="image/png"), content

    def _find_logo(self, company=None, **_options):
        company = self.env["res.company"].browse(int(company)) if company else self.env.company
        # sudo: everybody may see a logo, it stands on the log-in page
        return self.env["otop.printed.page"].sudo()._find_image(model="res.company", id=company.id, field="logo_web")

    def _find_barcode(self, barcode_type, value, **options):
        return "image/png", self.env["ir.actions.report"].barcode(barcode_type, value, **options)

    def _find_static(self, module, path, **_options):
        whole = os.path.normpath(f"{module}/static/{path}")
        if not whole.startswith(f"{module}/static/"):
            raise ValueError("it is not a public file")
        with tools.file_open(whole, "rb", filter_ext=STATIC) as file:
            return mimetypes.guess_type(whole)[0] or "application/octet-stream", file.read()

    # ------------------------------------------------------------------ styles

    def _find_style(self, address):
        """The text of a style sheet with its fonts and pictures in it, or None."""
        path, _query = self._own_path(address)
        if path and path.startswith("/web/assets/"):
            return self._bundle_style(path.rsplit("/", 1)[-1])
        found = self._find(address)
        return whole_style(found[1].decode(), self._find) if found else None

    def _bundle_style(self, filename):
        """A bundle's style sheet, made now if no browser has asked for it yet."""
        name, rtl, _kind, autoprefix = self.env["ir.asset"]._parse_bundle_name(filename, False)
        # as Odoo's route for bundles does it: they are public and belong to the superuser
        qweb = self.env["ir.qweb"].with_user(SUPERUSER_ID)
        bundle = qweb._get_asset_bundle(name, css=True, js=False, rtl=rtl, autoprefix=autoprefix)
        if not bundle.stylesheets:
            return None
        style = bundle.css()
        return self._whole_bundle(style.id, style.checksum)

    @tools.ormcache("attachment_id", "checksum")
    def _whole_bundle(self, attachment_id, checksum):  # pylint: disable=unused-argument
        # sudo: bundles are public
        attachment = self.env["ir.attachment"].sudo().browse(attachment_id)
        return whole_style(attachment.raw.decode(), self._find)
