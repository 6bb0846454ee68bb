"""What a command is: one row, read by the desk, the help, the documents' test and every door."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.access import Right
from bot.domain.grammar import Wording
from bot.domain.participation import Kind
from bot.services.commands import phrases
from bot.services.request import Reply

# (tx, asker, said, *, now) -> Reply, which Callable cannot say.
Service = Callable[..., Reply]


def _spoken(usage: str) -> str:
    """An example without its slash command."""
    door, _, rest = usage.partition(" ")
    return (rest if door.startswith("/") else usage).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can ask for.

    `name` is the action's name on buttons, for ever. `door`, `starts`, `behind`, `within`, `ends`, `whole`,
    `takes_number`: how it is said (see grammar.Wording). `usage` is an example to type and `help` what it does; without
    a usage it is only ever pressed or answered. `kind`: what the ledger notes, None for those who are not there any
    more. `anywhere`: it concerns the person, not one table. `opens`: said bare or pressed it asks with a form first;
    `opens_with`: of its buttons only those that carry this word do, and the others do it at once.
    `begins`: it needs no seat, and `run` is handed the request in an asker's place. `privately`: it only reads, and its
    card opens as a form does.
    """

    name: str
    run: Service
    door: str = "table"
    starts: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    takes_number: bool = False
    usage: str = ""
    help: str = ""
    right: Right = Right.SPEAK
    kind: Kind | None = Kind.LOOKED
    anywhere: bool = False
    opens: bool = False
    opens_with: str = ""
    begins: bool = False
    privately: bool = False

    @property
    def bare(self) -> str:
        """The least one can type for it: its example without what is only said for the example."""
        begun = [start for start in self.starts if f"{_spoken(self.usage)} ".startswith(f"{start} ".lstrip())]
        rest = len(_spoken(self.usage)) - len(min(begun, key=len)) if begun else 0
        return self.usage[: len(self.usage) - rest].strip()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that somebody may say, or mistype, who wants it; nothing where a guess would be of no use."""
        said = phrases.of(self.name)
        starts = [start for start in self.starts if self.name in phrases.READS | phrases.ASKS]
        named = (way for start in starts for way in (start, f"{self.door} {start}") if way.strip())
        whole = (one if " " in one or self.door == "table" else f"{self.door} {one}" for one in self.whole)
        return (*said, *whole, *named) if said else ()

    @property
    def wording(self) -> Wording:
        return Wording(
            name=self.name,
            door=self.door,
            starts=(*self.starts, *phrases.beginnings_of(self.name)),
            behind=self.behind,
            within=self.within,
            ends=self.ends,
            whole=self.whole,
            takes_number=self.takes_number,
            usage=self.usage,
        )
