"""Writes a migration from what the models have and the migrations do not: read it, then keep it.

`python -m tools.migration 0002 "Let a seat have two names"` writes the next one. Until the first release there is one
migration only: `python -m tools.migration 0001 Begin` throws it away and writes it again.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.storage.engine import make_engine
from bot.storage.upgrade import config

VERSIONS = Path(__file__).resolve().parents[1] / "bot" / "storage" / "migrations" / "versions"


def write(number: str, message: str) -> Path:
    """The file of the new migration, made by comparing the models with a database that has all the earlier ones."""
    for old in VERSIONS.glob(f"{number}_*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/compare.db")
        with engine.begin() as connection:
            found = config(connection)
            command.upgrade(found, "head")
            command.revision(found, message, autogenerate=True, rev_id=number)
        engine.dispose()
    [written] = VERSIONS.glob(f"{number}_*.py")
    _tidy(written)
    return written


def _tidy(file: Path) -> None:
    """Leave out what the database never sees: our notes on a table, brackets round a default, Alembic's remarks."""
    text = re.sub(r"\n\s+# ### .* ###(?=\n)", "", file.read_text(encoding="utf-8"))
    text = re.sub(r"\n\s+info=\{.*?\},?(?=\n)", "", text)
    text = re.sub(r"sa\.text\([\"']\((.*?)\)[\"']\)", r'sa.text("\1")', text)
    file.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(file)], check=True)


if __name__ == "__main__":
    print(write(sys.argv[1], sys.argv[2]))
