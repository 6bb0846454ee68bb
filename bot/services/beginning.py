"""A table begun in chat, by somebody who sits at one already; and the note to tell the others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import ConvenorError, EmptyWordsError, TakenNameError, WordsTooLongError
from bot.domain.invitations import LONGEST_NAME
from bot.domain.people import Partner
from bot.domain.safeguards import personal_details, without
from bot.domain.writing import one_line, tidy
from bot.messages.cards import beginning as cards
from bot.messages.cards import refusals
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.parts import Form
from bot.services import first_steps, safeguards, tables
from bot.services.request import Reply, Said
from bot.services.settings import LONGEST_TEXT
from bot.services.tables import Beginning, Newcomer
from bot.services.told import not_yet
from bot.storage import people

# Tables may share a name, and nobody is told that another table has theirs; after so many somebody is playing.
MOST_NAMESAKES = 99

_WORDS = ("name", "ambition")


def new(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Begin another table, with the form of three. The asker convenes it, for the organisation they sit for here."""
    if not said.values:
        return Reply(show=form({"name": one_line(said.rest)[:LONGEST_NAME]}))
    given = {name: one_line(said.value(name)) for name in ("name", "ambition", "meets")}
    answer = said.value("details")
    findings = [finding for name in _WORDS for finding in personal_details(given[name])]
    if findings and not answer:
        return Reply(show=form(given, asking=safeguard_cards.question([finding.detail for finding in findings])))
    if answer == safeguard_cards.WITHOUT:
        given |= {name: without(given[name], personal_details(given[name])) for name in _WORDS}
    if wrong := faults(given):
        return Reply(show=form(given), wrong=wrong)
    begun = _begun_already(tx, asker, given["name"], now=now) or _begin(tx, asker, given, now=now)
    return tables.opened(tx, begun, now=now)


def form(given: Mapping[str, str], *, asking: str | None = None) -> Form:
    """The three questions, as every door asks them."""
    return cards.form(given, longest_name=LONGEST_NAME, longest_ambition=LONGEST_TEXT, asking=asking)


def faults(given: Mapping[str, str]) -> Mapping[str, str]:
    """What is wrong with the answers to the three questions: field to sentence."""
    wrong = {}
    for name, longest in (("name", LONGEST_NAME), ("ambition", LONGEST_TEXT)):
        if len(given.get(name, "")) > longest:
            wrong[name] = refusals.sentence(WordsTooLongError(limit=longest))
    if not given.get("name"):
        wrong["name"] = refusals.sentence(EmptyWordsError())
    return wrong


def answered(given: Mapping[str, str], *, zone: str = "Europe/London", country: str = "GB-ENG") -> Beginning:
    """The table that the answers describe; an answer that is none of ours is "not yet"."""
    meets = given.get("meets", "")
    days = int(meets) if meets in {str(one) for one in cards.RHYTHMS} else 0
    return Beginning(
        name=given["name"],
        ambition=given.get("ambition") or None,
        meets_every=days or None,
        zone=zone,
        country=country,
    )


def _begun_already(tx: Connection, asker: Partner, name: str, *, now: datetime) -> Partner | None:
    """The table that a first press of the same button began today."""
    seats = people.seats_of(tx, asker.person.id)
    those = [
        one
        for one in seats
        if one.convenes and one.partnership.name == name and one.joined_on == one.partnership.local_date(now)
    ]
    return those[-1] if those else None


def _begin(tx: Connection, asker: Partner, given: Mapping[str, str], *, now: datetime) -> Partner:
    here = asker.partnership
    convener = Newcomer(name=asker.person.name, email=asker.person.email, known=asker)
    return begin_named(tx, answered(given, zone=here.zone, country=here.country), convener, now=now)


def begin_named(tx: Connection, beginning: Beginning, convener: Newcomer, *, now: datetime) -> Partner:
    """Begin a table under the first free slug that its name makes: `home`, `home-2`, `home-3`.

    Raises TakenNameError when there are more namesakes than anybody needs.
    """
    slug = tables.slug_of(beginning.name)
    for ending in ("", *(f"-{number}" for number in range(2, MOST_NAMESAKES))):
        try:
            return tables.begin(tx, replace(beginning, slug=f"{slug}{ending}"), convener, now=now)
        except TakenNameError:
            continue
    raise TakenNameError(words=beginning.name, slug=slug)


def note(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The note to the others, to be made one's own; nothing of it is kept, and nobody is messaged."""
    if not said.values:
        return Reply(show=cards.note_form(cards.draft_note(asker)))
    words = tidy(said.value("words"))
    try:
        if not safeguards.fitting(words):
            raise EmptyWordsError
    except ConvenorError as error:
        return not_yet(cards.note_form(words or cards.draft_note(asker)), error)
    return Reply(show=cards.note(words, then=first_steps.following(tx, asker, now=now)))
