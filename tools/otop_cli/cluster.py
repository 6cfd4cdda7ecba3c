"""The databases of a PostgreSQL server, each with the files that Odoo keeps beside it."""

import os
import pathlib
import shutil

from .processes import run


class Cluster:
    """`programs` is the folder of PostgreSQL's clients, `environment` tells them where the server is, and `home` holds
    Odoo's files."""

    def __init__(self, home, programs, environment):
        self.home, self.programs, self.environment = pathlib.Path(home), pathlib.Path(programs), environment

    @property
    def files(self):
        """Odoo's data_dir."""
        return self.home / "data"

    def client(self, program, *arguments, **options):
        return run(self.programs / program, *arguments, env={**os.environ, **self.environment}, **options)

    def sql(self, text, database="postgres"):
        return self.client("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text, database)

    def has(self, database):
        return database in self.names()

    def names(self):
        return self.sql("SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'").split()

    def create(self, database):
        """An empty one as Odoo makes it: collation C."""
        self.client("createdb", "-T", "template0", "-E", "UTF8", "--lc-collate=C", database)

    def drop(self, database):
        self.client("dropdb", "--if-exists", "--force", database)
        shutil.rmtree(self.filestore(database), ignore_errors=True)

    def copy(self, old, new):
        """A copy of a database; its files, which Odoo never changes, are shared by hard links."""
        self.drop(new)
        self.client("createdb", "-T", old, "--strategy=file_copy", new)
        if self.filestore(old).exists():
            shutil.copytree(self.filestore(old), self.filestore(new), copy_function=os.link)

    def rename(self, old, new):
        self.drop(new)
        if self.filestore(old).exists():
            self.filestore(old).rename(self.filestore(new))
        self.rename_only(old, new)

    def rename_only(self, old, new):
        self.sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def filestore(self, database):
        return self.files / "filestore" / database
