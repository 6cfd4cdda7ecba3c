"""Odoo as a program: its configuration file, installing, scripts in its shell, serving."""

import os
import subprocess

from . import odoo_log
from .console import Failure, progress, progress_done, say
from .files import appended, written
from .places import REPO
from .processes import start, stop

SCRIPTS = REPO / "tools/otop_cli/scripts"
PROGRAM = SCRIPTS / "server.py"  # a file, so that Odoo can start itself again (see there)


def configuration_text(options):
    return "[options]\n" + "".join(f"{key} = {value}\n" for key, value in sorted(options.items()))


class Odoo:
    """Odoo on one database of one PostgreSQL server, for one command.

    Each command has a configuration file of its own: a shell beside a running server changes nothing of the server's,
    which reads its file again whenever it starts itself anew.
    """

    def __init__(self, places, postgres, database, command="odoo", **options):
        self.places, self.postgres, self.database = places, postgres, database
        self.file = postgres.home / f"{database}.{command}.conf"
        written(
            self.file,
            configuration_text(
                {
                    "addons_path": places.repo,
                    "bin_path": places.bin,
                    "data_dir": postgres.home / "data",
                    "db_host": postgres.socket,
                    "db_user": "odoo",
                    "db_name": database,
                    "dbfilter": f"^{database}$",
                    "http_interface": "127.0.0.1",
                    "list_db": False,
                    "pg_path": postgres.programs,
                    **options,
                }
            ),
        )

    @property
    def environment(self):
        # the venv's, because Odoo starts itself again under the bare name of its Python
        ours = (self.places.bin, self.places.venv / "bin", self.postgres.programs)
        path = os.pathsep.join(map(str, (*ours, os.environ["PATH"])))
        return {
            **os.environ,
            **self.postgres.environment,
            "PATH": path,
            "LANG": "C.UTF-8",
            "ODOO_RC": str(self.file),
            # compiled files apart from the sources: the checkout stays clean, whoever runs this
            "PYTHONPYCACHEPREFIX": str(self.places.home / "pycache"),
        }

    def start(self, *arguments, command=(), extra=None, **options):
        return start(
            self.places.python,
            PROGRAM,
            *command,
            "-c",
            self.file,
            *arguments,
            env={**self.environment, **(extra or {})},
            cwd=self.places.repo,
            umask=0o077,  # the files that people attach are for this user alone
            **options,
        )

    def install(self, modules, *more, update=()):
        """Installs (and updates) modules; returns what the log complains of. Fails when Odoo does."""
        arguments = ["-i", ",".join(modules), "--stop-after-init", "--no-http", "--max-cron-threads=0", *more]
        if update:
            arguments += ["-u", ",".join(update)]
        quiet = ("--log-level=warn", "--log-handler=odoo.modules.loading:INFO")
        return self._finish("installing", *arguments, *quiet)

    def script(self, name, environment=None, echo=False):
        """Runs one of our scripts inside `odoo shell`, where `env` is the superuser's."""
        file = SCRIPTS / name
        arguments = ("--no-http", "--max-cron-threads=0", "--log-level=warn")
        return self._finish(
            f"script {file.name}", *arguments, command=("shell",), file=file, extra=environment, echo=echo
        )

    def _finish(self, what, *arguments, command=(), file=None, extra=None, echo=False):
        """Runs Odoo to its end, showing how far it is; returns what its log complains of."""
        log = self.postgres.home / "setup.log"
        with open(file or os.devnull) as script, appended(log) as copy:
            process = self.start(
                *arguments,
                command=command,
                extra=extra,
                stdin=script,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
            try:
                lines = [self._follow(line, copy, echo) for line in process.stdout]
                code = process.wait()
            except BaseException:
                stop(process)
                raise
            finally:
                progress_done()
        if code:
            end = "".join(line for line in lines if not odoo_log.loading(line))[-4000:]
            raise Failure(f"{what}: Odoo failed ({code}); all of it is in {log}\n{end}")
        return odoo_log.complaints(lines)

    @staticmethod
    def _follow(line, copy, echo):
        """Keeps a line for later; shows it if it tells how far the installation is, or a script's own word."""
        copy.write(line)
        loading = odoo_log.loading(line)
        if loading:
            progress("module {} of {}: {}".format(*loading))
        elif echo and line.strip() and not odoo_log.LINE.match(line):
            say(f"  {line.rstrip()}")
        return line


def refuse_complaints(found, what):
    if found:
        raise Failure(f"{what}: Odoo's log has warnings, and ours must have none:\n" + "\n".join(map(str, found)))


def show_complaints(found):
    for record in found:
        say(f"Odoo says: {record}")
