"""Words of people's own, typed or from the boxes of a form: what they are, once nothing has to be asked about them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import ConvenorError, EmptyWordsError
from bot.domain.people import Partner
from bot.domain.safeguards import personal_details, suggests_danger, without
from bot.domain.writing import tidy
from bot.messages.cards import safeguards as cards
from bot.messages.parts import Form
from bot.services import safeguards
from bot.services.request import Reply, Said
from bot.services.safeguards import Command, Meant
from bot.services.told import not_yet

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A command that keeps free words.

    `form` draws its form as it was filled in, with what is to be asked about the words (None: nothing). `boxes`: its
    fields that hold free words, the first of which is what is typed; `needed`: those that must not stay empty.
    """

    command: Command
    form: Callable[[Values, str | None], Form]
    boxes: tuple[str, ...] = ("words",)
    needed: tuple[str, ...] = ("words",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was said, by box, and the form's other answers. `careful`: the words suggest that somebody is in danger."""

    values: Values
    careful: bool

    @property
    def words(self) -> str:
        return self.values.get("words", "")


def given(
    tx: Connection, asker: Partner, meant: Meant, asking: Asking, *, line: str | None = None, now: datetime
) -> Given | Reply:
    """The words of what `safeguards.resumed` found to be meant; or the form or the question to show first.

    Said bare, or to be changed, the form is shown. `line`: all that a draft must hold to say the command again, where
    that is more than the words. Raises WordsTooLongError for typed words that no box would hold.
    """
    if meant.said.values:
        return _from_form(meant.said, asking)
    words = tidy(meant.said.rest)
    values = {asking.boxes[0]: words}
    if not words or meant.changing:
        return Reply(show=asking.form(values, None))
    if not meant.asked and (question := safeguards.question(tx, asker, words, asking.command, line=line, now=now)):
        return question
    return Given(values=values, careful=suggests_danger(words))


def _from_form(said: Said, asking: Asking) -> Given | Reply:
    """The form stays open, as it was filled in, until nothing is wrong with it."""
    values = {name: said.value(name) for name in said.values} | {name: tidy(said.value(name)) for name in asking.boxes}
    answer = said.value("details")
    findings = [finding for name in asking.boxes for finding in personal_details(values[name])]
    if findings and not answer:
        return Reply(show=asking.form(values, cards.question([finding.detail for finding in findings])))
    if answer == cards.WITHOUT:
        values |= {name: without(values[name], personal_details(values[name])) for name in asking.boxes}
    try:
        _check(values, asking)
    except ConvenorError as error:
        return not_yet(asking.form(values, None), error)
    return Given(values=values, careful=suggests_danger(" ".join(values[name] for name in asking.boxes)))


def _check(values: Values, asking: Asking) -> None:
    """Raises WordsTooLongError or EmptyWordsError for the first box that is wrong, with its name."""
    for name in asking.boxes:
        try:
            if not safeguards.fitting(values[name]) and name in asking.needed:
                raise EmptyWordsError
        except ConvenorError as error:
            error.field = name
            raise
