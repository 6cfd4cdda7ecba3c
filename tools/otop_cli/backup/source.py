"""Reading a dump, whatever made it: a zip of ours or of Odoo, or PostgreSQL's own (plain, gzip, custom format).

What is not a dump, or not whole, is refused in one sentence before anything is restored."""

import gzip
import hashlib
import json
import lzma
import pathlib
import re
import zipfile
import zlib

from ..console import Failure
from .archive import BLOCK, FILES, MANIFEST, SQL

HEAD = b"-- PostgreSQL database dump"
END = b"-- PostgreSQL database dump complete"
CUSTOM = b"PGDMP"
STORED_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{40}")
BROKEN = (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError)


class Source:
    """One file that somebody wants to load; `checked()` makes it, and reads it once to its end."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.manifest = {}
        self.archive = None

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self.archive:
            self.archive.close()

    @property
    def ours(self):
        """Our own part of the manifest; empty for a dump that others made."""
        return self.manifest.get("otop", {})

    # ------------------------------------------------------------------ what it is

    @classmethod
    def checked(cls, path):
        source = cls(path)
        try:
            source._check()
        except BROKEN as error:
            raise Failure(f"{path} is not whole or damaged: {error or 'it ends too early'}") from None
        except OSError as error:
            raise Failure(f"{path} cannot be read: {error.strerror or error}") from None
        return source

    def _check(self):
        if not self.path.is_file():
            raise Failure(f"there is no file {self.path}")
        with open(self.path, "rb") as file:
            head = file.read(512)
        if not head:
            raise Failure(f"{self.path} is empty")
        self.custom = head.startswith(CUSTOM)
        if self.custom:
            return  # pg_restore knows by itself whether it is whole
        if head.startswith(b"PK"):
            self._check_zip()
        elif not head.startswith(b"\x1f\x8b") and HEAD not in head:
            raise Failure(f"{self.path} is not a dump of a database")
        self._check_sql()

    def _check_zip(self):
        self.archive = zipfile.ZipFile(self.path)
        names = set(self.archive.namelist())
        if SQL not in names:
            raise Failure(f"{self.path} is a zip file, but not a dump of a centre: it has no {SQL}")
        if MANIFEST in names:
            try:
                self.manifest = json.loads(self.archive.read(MANIFEST))
                modules = self.manifest["modules"]
            except (ValueError, KeyError, TypeError):
                raise Failure(f"{self.path} is a zip file, but its {MANIFEST} is not Odoo's") from None
            if "otop_centre" not in modules:
                raise Failure(f"{self.path} is a dump of an Odoo without the OTOP centre")
        if self.ours and len(self.files()) != self.ours["files"]:
            raise Failure(f"{self.path} is not whole: {len(self.files())} files instead of {self.ours['files']}")

    def _check_sql(self):
        digest, tail, first = hashlib.sha256(), b"", b""
        for block in self.blocks():
            first = first or block[:512]
            digest.update(block)
            tail = (tail + block)[-4096:]
        if HEAD not in first:
            raise Failure(f"{self.path} is not a dump of one database")
        if END not in tail:
            raise Failure(f"{self.path} is not whole: the dump in it ends too early")
        if self.ours and digest.hexdigest() != self.ours["sql_sha256"]:
            raise Failure(f"{self.path} was changed after it was made: its sum is another one")

    # ------------------------------------------------------------------ what is in it

    def blocks(self):
        """The SQL text, piece by piece."""
        with self._open() as stream:
            while block := stream.read(BLOCK):
                yield block

    def _open(self):
        if self.archive:
            return self.archive.open(SQL)
        with open(self.path, "rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return gzip.open(self.path) if packed else open(self.path, "rb")

    def files(self):
        """The names of the attachments' files, as Odoo stores them; nothing else is ever unpacked."""
        if not self.archive:
            return []
        names = (name[len(FILES) :] for name in self.archive.namelist() if name.startswith(FILES))
        return [name for name in names if STORED_NAME.fullmatch(name)]

    def unpack(self, folder):
        for name in self.files():
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.write_bytes(self.archive.read(FILES + name))  # checks the sum in the archive
            target.chmod(0o600)
