"""Keeping a commitment: from a sentence or from the form, once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import get_args

from sqlalchemy import Connection

from bot.domain import deadlines
from bot.domain.commitments import (
    MANY_OPEN,
    SAME_WORDS,
    Commitment,
    Repeat,
    SeenBy,
    State,
    plainly,
    plan_helps,
    tired_of_plans,
)
from bot.domain.errors import ConvenorError, EmptyWordsError, NoDayError
from bot.domain.people import Partner
from bot.domain.safeguards import Masked, personal_details, suggests_danger, without
from bot.domain.writing import one_line
from bot.messages.cards import commitment_forms as forms
from bot.messages.cards import commitment_steps as step_cards
from bot.messages.cards import commitments as cards
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.cards import together as joining
from bot.messages.parts import Form
from bot.services import safeguards, whom
from bot.services.commitments import together
from bot.services.days import cue_day, day_in, deadline_in
from bot.services.request import Reply, Said
from bot.services.told import Verb, kept_as, not_yet, told
from bot.services.whom import NOBODY, Named
from bot.storage import changes, helping
from bot.storage import commitments as storage
from bot.storage.commitments import NewCommitment

MAKE = safeguards.Command(act="commitment.make", typed="/commit", has_form=True)
AGAIN = Verb(command=safeguards.Command(act="commitment.again", typed="again"), states=frozenset({State.OPEN}))


def make(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Keep what was said, and show the day as it was understood; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    if meant.said.values:
        return _from_form(tx, asker, meant.said, now=now)
    words = one_line(meant.said.rest)
    if not words or meant.changing:
        return Reply(show=_form(asker, {"words": words}))
    if not meant.asked and (question := safeguards.question(tx, asker, words, MAKE, now=now)):
        return question
    new = read(asker, words, now=now)
    if not new.text:
        return Reply(show=_form(asker, {"due_on": new.due_on.isoformat() if new.due_on else ""}))
    named = whom.named_in(tx, asker, new.text, meant.said)
    return _keep(tx, asker, replace(new, text=named.text), named, careful=suggests_danger(words), now=now)


def _form(asker: Partner, given: Mapping[str, str], *, question: str | None = None) -> Form:
    return forms.make(given, seated_for=asker.organisation is not None, question=question)


def read(asker: Partner, words: str, *, now: datetime) -> NewCommitment:
    """The sentence as a commitment; a day inside somebody's details ("born 3/4/1950") is no deadline."""
    masked = Masked.of(words)
    deadline = deadline_in(masked.text, asker, asker.local_date(now))
    return NewCommitment(text=plainly(masked.restore(deadline.text)), due_on=deadline.due, repeats=deadline.repeat)


def _from_form(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The same from the form, which stays open, as it was filled in, until nothing is wrong with it."""
    given = {name: said.value(name) for name in ("words", "due_on", "plan", "seen_by", "repeats")}
    findings = [*personal_details(given["words"]), *personal_details(given["plan"])]
    answer = said.value("details")
    if findings and not answer:
        question = safeguard_cards.question([finding.detail for finding in findings])
        return Reply(show=_form(asker, given, question=question))
    if answer == safeguard_cards.WITHOUT:
        given |= {name: without(given[name], personal_details(given[name])) for name in ("words", "plan")}
    try:
        new = _filled_in(asker, given, now=now)
    except ConvenorError as error:
        return not_yet(_form(asker, given), error)
    new, named = replace(new, source=said.source), NOBODY
    if new.seen_by is SeenBy.TABLE:
        named = whom.named_in(tx, asker, new.text, Said())
        new = replace(new, text=named.text)
    return _keep(tx, asker, new, named, careful=suggests_danger(f"{given['words']} {given['plan']}"), now=now)


def _filled_in(asker: Partner, given: Mapping[str, str], *, now: datetime) -> NewCommitment:
    """The form's answers as a commitment. A day in its own box goes before one in the words.

    Raises EmptyWordsError, WordsTooLongError, PastDeadlineError, ImpossibleDeadlineError; NoDayError if what comes
    again has no first day.
    """
    today = asker.local_date(now)
    words, plan = (safeguards.fitting(one_line(given[name])) for name in ("words", "plan"))
    new = _dated(asker, words, given["due_on"], now=now)
    if not new.text:
        raise EmptyWordsError
    repeats = _REPEATS.get(given["repeats"], new.repeats)
    if repeats and new.due_on is None:
        raise NoDayError(words=words)
    inside = given["seen_by"] == SeenBy.ORGANISATION and asker.organisation is not None
    return replace(
        new,
        repeats=repeats,
        plan=plan or None,
        plan_on=cue_day(plan, asker, today) if plan else None,
        seen_by=SeenBy.ORGANISATION if inside else SeenBy.TABLE,
    )


_REPEATS: Mapping[str, Repeat] = {repeat: repeat for repeat in get_args(Repeat)}


def _dated(asker: Partner, words: str, day: str, *, now: datetime) -> NewCommitment:
    """The words for the day in the box; a day in the words that is another one stays part of them."""
    if not day:
        return read(asker, words, now=now)
    today = asker.local_date(now)
    due_on = day_in(day, asker, today)
    said = deadlines.read(words, today, country=asker.country)
    return NewCommitment(text=plainly(said.text if said.due == due_on else words), due_on=due_on)


def _keep(tx: Connection, asker: Partner, new: NewCommitment, named: Named, *, careful: bool, now: datetime) -> Reply:
    """Keep it, unless the same words came minutes ago: then it is kept once, and they are told.

    `careful`: what was said suggests danger; its deadline is gone from `new`, and "tonight" with it.
    """
    storage.lock(tx, asker.partnership.id)
    if new.source and (number := storage.made_from(tx, asker.partnership.id, new.source)):
        return _made_already(tx, asker, number, now=now)
    twin, opened = _twin(tx, asker, new.text, new.due_on, now=now)
    if twin:
        return Reply(show=cards.kept_once(twin, today=asker.local_date(now)), kept=kept_as(twin))
    return _add(tx, asker, new, named, opened=opened, careful=careful, now=now)


def _made_already(tx: Connection, asker: Partner, number: int, *, now: datetime) -> Reply:
    """One message makes one commitment, whoever made it."""
    one = storage.numbered(tx, asker.viewer, number)
    if one is None:
        return Reply(show=cards.made_already())
    return Reply(show=step_cards.as_it_is(one, mine=one.partner_id == asker.id, today=asker.local_date(now)))


def _twin(
    tx: Connection, asker: Partner, text: str, due_on: date | None, *, now: datetime
) -> tuple[Commitment | None, int]:
    """The same in the same words, made just now; and how many the asker has open."""
    number, opened = storage.same_words(tx, asker, text, due_on, since=now - SAME_WORDS)
    return (storage.numbered(tx, asker.viewer, number) if number is not None else None), opened


def _add(
    tx: Connection,
    asker: Partner,
    new: NewCommitment,
    named: Named = NOBODY,
    *,
    opened: int,
    careful: bool = False,
    now: datetime,
) -> Reply:
    """Keep it, and ask whoever is named whether they are in."""
    today = asker.local_date(now)
    one = storage.add(tx, asker, new, now=now)
    one = _with_others(tx, asker, one, named, now=now)
    many = opened + 1 == MANY_OPEN
    asks = not many and plan_helps(one.due_on, today=today) and not _tired_of_plans(tx, asker, today)
    also = [joining.may_ask(other) for other in named.together] if one.seen_by is SeenBy.TABLE else []
    card = cards.kept(one, today=today, ask_plan=asks, careful=careful, many=many, also=also)
    return Reply(show=card, kept=kept_as(one))


def _with_others(tx: Connection, asker: Partner, one: Commitment, named: Named, *, now: datetime) -> Commitment:
    """Together with whom, and for whom; what only an organisation sees is no other's."""
    if one.seen_by is not SeenBy.TABLE:
        return one
    for other in named.together:
        together.ask_to_join(tx, asker, one, other, now=now)
    if named.helps is None:
        return one
    helping.add(tx, one, named.helps)
    return replace(one, helps=whom.name_of_seat(tx, asker, named.helps))


def _tired_of_plans(tx: Connection, asker: Partner, today: date) -> bool:
    answers = [(one.what, asker.local_date(one.at)) for one in changes.plan_answers(tx, asker)]
    return tired_of_plans(answers, today=today)


def again(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Add a commitment once more: it was meant twice. A second press shows what the first one added."""
    heard = told(tx, asker, said, AGAIN, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    twin, opened = _twin(tx, asker, one.text, one.due_on, now=now)
    if twin and twin.id != one.id:
        return Reply(show=cards.kept_once(twin, today=heard.today), kept=kept_as(twin))
    new = NewCommitment(
        text=one.text, due_on=one.due_on, repeats=one.repeats, plan=one.plan, plan_on=one.plan_on, seen_by=one.seen_by
    )
    return _add(tx, asker, new, opened=opened, now=now)
