"""The key that signs and seals: the one that was set, or one that is made once and kept beside the database."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from config.settings import Settings, SettingsError

KEY_FILE = "secret_key"
OTHERS = 0o077


def secret_keys(settings: Settings, *, new_token: Callable[[], str]) -> tuple[str, ...]:
    """The keys that sign and seal, newest first. Unset, one is made on first start and kept in the data folder.

    Raises SettingsError if the folder or the file cannot be written, or holds no key.
    """
    if settings.convenor.secret_key:
        return _keys(settings.convenor.secret_key.get_secret_value(), stands_in="CONVENOR_SECRET_KEY")
    file = settings.convenor.data / KEY_FILE
    try:
        settings.convenor.data.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write_once(file, new_token())
        return _keys(file.read_text(encoding="utf-8"), stands_in=str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"CONVENOR_DATA is a folder in which no secret key can be kept ({type(error).__name__}): "
            "set it to one that can be written, or set CONVENOR_SECRET_KEY."
        ) from error


def key_is_private(settings: Settings) -> bool:
    """Whether nobody but its owner can read the kept key; so is one that is set, or not made yet."""
    file = settings.convenor.data / KEY_FILE
    return bool(settings.convenor.secret_key) or not file.exists() or not file.stat().st_mode & OTHERS


def _keys(written: str, *, stands_in: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in written.split(",") if key.strip())
    if not keys:
        raise SettingsError(f"{stands_in} holds no key: take it away, and one is made.")
    return keys


def _write_once(file: Path, key: str) -> None:
    """Write the key for its owner alone. Of two processes that start at once one wins, and both then read its key.

    A link appears with its words in it or not at all, and never over another. Process ids would not do for the name:
    in two containers that share a folder both may be 1.
    """
    handle, own = mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as writing:
            writing.write(key)
        with suppress(FileExistsError):
            os.link(own, file)
    finally:
        Path(own).unlink()
