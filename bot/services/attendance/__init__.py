"""Who came, who can't, who comes for whom: signs of life, noted by themselves or for them, and theirs to correct."""

from bot.services.attendance.saying import apologies, coming, deputy
from bot.services.attendance.ticking import came, happened

__all__ = ["apologies", "came", "coming", "deputy", "happened"]
