"""Deadlines in what people in British workplaces type, in English and Welsh: CONTRACTS, "Deadlines"."""

from bot.domain.deadlines.reader import Deadline, read

__all__ = ["Deadline", "read"]
