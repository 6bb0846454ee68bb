"""What a command is: one row, read by the desk, the help, the documents' test and every door."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.access import Right
from bot.domain.grammar import Wording
from bot.domain.participation import Kind
from bot.services.request import Reply

# (tx, asker, said, *, now) -> Reply, which Callable cannot say.
Service = Callable[..., Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can ask for.

    `name` is the action's name on buttons, for ever. `door`, `starts`, `within`, `ends`, `whole`, `takes_number`: how
    it is said (see grammar.Wording). `usage` is an example to type and `help` what it does; without a usage it is only
    ever pressed or answered. `kind`: what the ledger notes, None for those who are not there any more. `anywhere`: it
    concerns the person, not one table. `opens`: said bare or pressed it asks with a form first. `begins`: it needs no
    seat, and `run` is handed the request in an asker's place. `privately`: it only reads, and its card opens as a form
    does.
    """

    name: str
    run: Service
    door: str = "table"
    starts: tuple[str, ...] = ()
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
    begins: bool = False
    privately: bool = False

    @property
    def wording(self) -> Wording:
        return Wording(
            name=self.name,
            door=self.door,
            starts=self.starts,
            within=self.within,
            ends=self.ends,
            whole=self.whole,
            takes_number=self.takes_number,
            usage=self.usage,
        )
