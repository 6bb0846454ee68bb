"""The soak's own database: where it is, and how it goes away for a while."""

import sqlite3
from pathlib import Path
from typing import Protocol

from bot.storage.upgrade import upgrade_now
from tests.support import postgres


class Database(Protocol):
    """Something that is away between `away` and `back`."""

    settings: dict[str, str]

    def away(self) -> None: ...

    def back(self) -> None: ...

    def over(self) -> None: ...


class Server:
    """A PostgreSQL server, which is really stopped, and started again."""

    def __init__(self, _folder: Path) -> None:
        self._server = postgres.another()
        address = self._server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://", 1)
        upgrade_now(address)
        self.settings = {"CONVENOR_DATABASE_URL": address}

    def away(self) -> None:
        self._server.stop()

    def back(self) -> None:
        self._server.start()

    def over(self) -> None:
        self._server.cleanup()


class File:
    """A SQLite file, which another program holds for itself."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "data" / "convenor.db"
        self.settings: dict[str, str] = {}

    def away(self) -> None:
        self._other = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False, timeout=30)
        self._other.execute("BEGIN EXCLUSIVE")

    def back(self) -> None:
        self._other.execute("ROLLBACK")
        self._other.close()

    def over(self) -> None:
        pass


DATABASES: dict[str, type[Server] | type[File]] = {"postgresql": Server, "sqlite": File}
