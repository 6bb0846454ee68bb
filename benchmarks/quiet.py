"""The detector of the bot's own domain, behind the interface of the participation histories' evaluate.py.

`python <histories>/evaluate.py --callable benchmarks.quiet:score <histories>/d*.csv.gz` scores partners;
`--level org --callable benchmarks.quiet:score_organisations` scores organisations.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain import rhythm
from bot.domain.rhythm import Rhythm

Event = tuple[int, int, int]

EPOCH = date(2000, 1, 3)

# Whoever has been silent for longer is not asked about.
WINDOW = 180


class Detector:
    """Keeps a rhythm for each partner (column 0) or organisation (column 1) and reads only what is new."""

    def __init__(self, column: int) -> None:
        self.column = column
        self.events: Sequence[Event] | None = None
        self.read = 0
        self.rhythms: dict[int, Rhythm] = {}

    def __call__(self, events: Sequence[Event], today: int) -> Mapping[int, float]:
        if self.events is not events:
            self.events, self.read, self.rhythms = events, 0, {}
        for event in events[self.read :]:
            self._see(event[self.column], EPOCH + timedelta(days=event[2]))
        self.read = len(events)
        now = EPOCH + timedelta(days=today)
        return {
            who: rhythm.risk(found, silent_days=(now - found.last).days)
            for who, found in self.rhythms.items()
            if (now - found.last).days < WINDOW
        }

    def _see(self, who: int, day: date) -> None:
        known = self.rhythms.get(who)
        if known is None or known.last != day:
            self.rhythms[who] = rhythm.add(known, day)


score = Detector(0)
score_organisations = Detector(1)
