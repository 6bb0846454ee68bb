"""A fresh, migrated database a test: SQLite by copying a file, PostgreSQL by copying a database."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

from bot.storage.upgrade import upgrade_now
from tests.support import postgres

# As config/settings.py calls it.
FILE = "convenor.db"


@cache
def _sqlite_template() -> Path:
    folder = mkdtemp(prefix="convenor-sqlite-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = Path(folder, "template.db")
    upgrade_now(f"sqlite:///{file}")
    return file


def sqlite(folder: Path) -> str:
    """The address of a new SQLite database in a folder."""
    file = folder / f"{uuid4().hex}.db"
    shutil.copy(_sqlite_template(), file)
    return f"sqlite:///{file}"


def made_in(data: Path) -> None:
    """The program's own database in its folder, as it is after a first start, unless there is one."""
    data.mkdir(parents=True, exist_ok=True)
    if not (data / FILE).exists():
        shutil.copy(_sqlite_template(), data / FILE)


@cache
def _postgres_template() -> str:
    name = f"template_{uuid4().hex}"
    upgrade_now(postgres.create(name))
    return name


def postgresql() -> tuple[str, str]:
    """The name and the address of a new PostgreSQL database."""
    name = f"test_{uuid4().hex}"
    return name, postgres.create(name, template=_postgres_template())
