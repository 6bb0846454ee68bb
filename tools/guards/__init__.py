"""The lines that hold a statement, and what is left when they are taken out: then its test must turn red."""

from tools.guards import clock, installing, receiving, sending, speaking
from tools.guards.guard import Guard

GUARDS = (*receiving.GUARDS, *speaking.GUARDS, *sending.GUARDS, *installing.GUARDS, *clock.GUARDS)

__all__ = ["GUARDS", "Guard"]
