"""Deadlines in what people in British workplaces type, in English and Welsh: CONTRACTS, "Deadlines"."""

from datetime import date
from importlib import import_module

from bot.domain.deadlines.deadline import Deadline

__all__ = ["Deadline", "get_ready", "read"]


def get_ready() -> None:
    """Compile the patterns now, and not in a transaction, which PostgreSQL ends when it idles."""
    import_module(f"{__name__}.reader")


def read(sentence: str, today: date, *, country: str = "GB-ENG") -> Deadline:
    """The deadline in what somebody typed on a day; `country` decides the bank holidays (ISO code such as GB-WLS).

    Raises LookupError for a country whose bank holidays are asked for and unknown.
    """
    # Its patterns take a second to compile, which most commands never need.
    from bot.domain.deadlines import reader  # noqa: PLC0415 - see above

    return reader.read(sentence, today, country=country)
