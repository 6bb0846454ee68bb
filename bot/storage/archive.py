"""A backup as a file: a zip with one file of JSON lines a table, and a manifest that says what is to be in them."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp
from typing import Any

# The number goes up when an older Convenor could not read the file any more.
FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20

NO_BACKUP = "{file} is not a backup of Convenor's."
DAMAGED = "{file} is damaged: {part} is not what was written. Nothing was restored."
NEWER = "{file} was made by a newer Convenor. Install that version, and restore it there."


class BackupTrouble(Exception):  # noqa: N818 - named for what it says, as the store's are
    """A backup can't be written or read; the message is a sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One table's part: its columns in the order in which each line has them, and what proves that it is whole."""

    table: str
    columns: Sequence[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup is: of which schema, as of when, with which tables in the order in which they can be loaded."""

    format: int
    revision: str
    at: datetime
    tables: Sequence[Content]


class Archive:
    """A backup that is being written."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self._parts = parts
        self._contents: list[Content] = []

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A table's rows, one at a time: however many there are, memory stays as it is."""
        proof, number = hashlib.sha256(), 0
        with self._parts.open(_file_of(table), "w", force_zip64=True) as part:
            for row in rows:
                line = f"{json.dumps(list(row), ensure_ascii=False, default=_as_text)}\n".encode()
                proof.update(line)
                part.write(line)
                number += 1
        self._contents.append(Content(table=table, columns=columns, rows=number, sha256=proof.hexdigest()))

    def finish(self, *, revision: str, at: datetime) -> Manifest:
        found = Manifest(format=FORMAT, revision=revision, at=at, tables=tuple(self._contents))
        self._parts.writestr(MANIFEST, json.dumps(asdict(found), default=_as_text, indent=1))
        return found


def _as_text(moment: Any) -> str:  # noqa: ANN401 - json's hook; all that is kept beside JSON's own is days and moments
    return str(moment.isoformat())


def _file_of(table: str) -> str:
    return f"{table}.jsonl"


@contextmanager
def written(file: Path) -> Iterator[Archive]:
    """Takes its name only once it is whole and on the disk; nobody but its owner may read it.

    Raises BackupTrouble where the folder can't be written to.
    """
    try:
        number, name = mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(number, "wb") as raw:
                with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as parts:
                    yield Archive(parts)
                raw.flush()
                os.fsync(raw.fileno())
            Path(name).replace(file)
            _settle(file.parent)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise BackupTrouble(f"{file} can't be written: {error.strerror}.") from error


def _settle(folder: Path) -> None:
    """A new name outlives a power cut only once its folder is on the disk too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def manifest_of(file: Path) -> Manifest:
    """What a backup says that it is, once every part of it was found to be whole. Raises BackupTrouble."""
    try:
        with zipfile.ZipFile(file) as parts:
            found = _read_manifest(parts.read(MANIFEST), file)
            for one in found.tables:
                if _proof_of(parts, one) != one.sha256:
                    raise BackupTrouble(DAMAGED.format(file=file, part=one.table))
    except OSError as error:
        raise BackupTrouble(f"{file} can't be read: {error.strerror}.") from error
    except KeyError as error:
        raise BackupTrouble(NO_BACKUP.format(file=file)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        damaged = zipfile.is_zipfile(file)
        raise BackupTrouble((DAMAGED if damaged else NO_BACKUP).format(file=file, part="a part of it")) from error
    return found


def _read_manifest(written: bytes, file: Path) -> Manifest:
    try:
        said = json.loads(written)
        if said["format"] > FORMAT:
            raise BackupTrouble(NEWER.format(file=file))
        tables = tuple(Content(**one) for one in said["tables"])
        at = datetime.fromisoformat(said["at"])
        return Manifest(format=said["format"], revision=str(said["revision"]), at=at, tables=tables)
    except (ValueError, TypeError) as error:
        raise BackupTrouble(NO_BACKUP.format(file=file)) from error


def _proof_of(parts: zipfile.ZipFile, one: Content) -> str:
    proof = hashlib.sha256()
    with parts.open(_file_of(one.table)) as part:
        while block := part.read(BLOCK):
            proof.update(block)
    return proof.hexdigest()


def rows_of(file: Path, one: Content) -> Iterator[dict[str, Any]]:
    """A table's rows by column, in the order in which they were written."""
    with zipfile.ZipFile(file) as parts, parts.open(_file_of(one.table)) as part:
        for line in part:
            yield dict(zip(one.columns, json.loads(line), strict=True))
