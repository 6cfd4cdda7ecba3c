"""One transaction of one `psql`: what is asked in it is seen as of one moment, also by a `pg_dump` beside it."""

import os
import subprocess

from ..console import Failure
from ..processes import start, stop

END = "otop-end-of-answer"


class Session:
    def __init__(self, server, database):
        self.server, self.database = server, database

    def __enter__(self):
        self.process = start(
            self.server.programs / "psql",
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            self.database,
            env={**os.environ, **self.server.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            self.rows("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exception):
        stop(self.process)
        self.process.stdin.close()
        self.process.stdout.close()

    def rows(self, text):
        """The answer's lines; fields are parted by `|`."""
        lines = []
        try:
            self.process.stdin.write(f"{text};\n\\echo {END}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            lines += self.process.stdout.readlines()
        else:
            for line in self.process.stdout:
                if line.rstrip("\n") == END:
                    return lines
                lines.append(line.rstrip("\n"))
        raise Failure(f"PostgreSQL ended the conversation about {self.database}: {' '.join(lines)[-500:]}")

    def snapshot(self):
        return self.rows("SELECT pg_export_snapshot()")[0]
