"""The answer from what is stored agrees to the letter with the one that folds everybody's ledger."""

import re
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from benchmarks._crowd import NOW, TODAY, fill
from bot.domain import quiet
from bot.domain.participation import Kind
from bot.domain.people import Partner, Role
from bot.domain.quiet import OrganisationState, State
from bot.messages.parts import Card, Items
from bot.messages.words import plain
from bot.services import dropped_off, participation, standing, standing_now
from bot.services.request import Said
from bot.storage import people
from bot.storage.rhythms import EMPTY
from bot.storage.schema import away, commitment, consent, outbox, partner, person, route, seat
from bot.storage.schema import participation as ledger
from tests.support.committing import labels, press, text

DAY = timedelta(days=1)
OF_SILENCE = {State.QUIET, State.ASKED, State.DUE, State.NEW, State.HERE}
PARTNERS = 240

# What may be so of a partner beside what the crowd has already, each with the table it stands in.
PERSONAL = (
    (partner, {"left_on": TODAY}),
    (partner, {"left_on": TODAY + DAY}),
    (partner, {"handed_over_on": TODAY}),
    (partner, {"handed_over_on": TODAY + DAY}),
    (partner, {"role": Role.OBSERVER}),
    (person, {"stopped_at": NOW - DAY}),
    (person, {"stopped_at": NOW - DAY, "stopped_until": TODAY}),
    (person, {"stopped_at": NOW - DAY, "stopped_until": TODAY + DAY}),
    (route, {"works": False}),
    (outbox, {"state": "owed", "sent_at": None}),
    (outbox, {"state": "unknown"}),
    (outbox, {"route": "terminal"}),
    (outbox, {"sent_at": NOW - DAY}),
    (outbox, {"period": "2020-01-01/1"}),
    (consent, {"answer": "no"}),
    (consent, {"answer": "quietly"}),
    (consent, {"answer": "told"}),
    (commitment, {"state": "asked"}),
)


def one_of(tx: Connection, partner_id: int) -> Partner:
    found = people.partner_by_id(tx, partnership_id=1, partner_id=partner_id)
    assert found is not None
    return found


def coordinator(tx: Connection) -> Partner:
    return one_of(tx, 1)


def vary(tx, chance):
    """Make the crowd as mixed as life: anything may be so of anybody, and of any organisation."""
    for one in range(2, PARTNERS + 1):
        for table, values in chance.sample(PERSONAL, chance.choice((0, 0, 1, 2))):
            tx.execute(update(table).where(_of(table, one)).values(values))
    never_seen = chance.sample(range(2, PARTNERS), 20)
    tx.execute(delete(ledger).where(ledger.c.partner_id.in_(never_seen)))
    tx.execute(update(partner).where(partner.c.id.in_(never_seen)).values(EMPTY))
    tx.execute(update(partner).where(partner.c.id.in_(never_seen[:5])).values(joined_on=TODAY + 3 * DAY))
    for seat_id in chance.sample(range(1, 48), 24):
        _vary_seat(
            tx, seat_id, chance.choice(("away", "were_away", "stretched", "wanted", "silent", "silent", "alone"))
        )
    for seat_id in tx.execute(select(seat.c.id).where(seat.c.organisation_id.is_not(None))).scalars().all():
        participation.recompute_seat(tx, 1, seat_id)


def _of(table, one):
    name = {"partner": "id", "person": "id", "consent": "partner_id", "commitment": "partner_id"}.get(
        table.name, "person_id"
    )
    return table.c[name] == one


def _vary_seat(tx, seat_id, how):
    sitting = tx.execute(select(partner.c.id).where(partner.c.seat_id == seat_id)).scalars().all()
    match how:
        case "away":
            rows = [{"person_id": one, "from_on": TODAY, "until_on": TODAY} for one in sitting]
            tx.execute(insert(away), rows)
        case "were_away":
            rows = [{"person_id": one, "from_on": TODAY - 40 * DAY, "until_on": TODAY - DAY} for one in sitting]
            tx.execute(insert(away), rows)
        case "stretched":
            tx.execute(update(seat).where(seat.c.id == seat_id).values(stretched_until=TODAY - 2 * DAY))
        case "wanted":
            tx.execute(update(seat).where(seat.c.id == seat_id).values(state="wanted"))
        case "silent":
            tx.execute(delete(ledger).where(ledger.c.seat_id == seat_id, ledger.c.on_day > TODAY - 12 * DAY))
            for one in sitting:
                participation.recompute_partner(tx, one_of(tx, one))
        case _:
            tx.execute(update(partner).where(partner.c.id.in_(sitting[1:])).values(left_on=TODAY - DAY))


@pytest.mark.parametrize("seed", range(8))
def test_the_numbers_and_the_names_are_those_of_the_whole_ledger(both, seed):
    fill(both, PARTNERS, entries=0)
    vary(both, Random(seed))
    asker = coordinator(both)
    folded, found = standing.at_table(both, asker.viewer, at=NOW), standing_now.summary(both, asker, now=NOW)
    numbers = Counter(one.state for one in folded.partners if one.partner.organisation)
    states = [one.state for one in folded.organisations]

    assert found.settled == {state: number for state, number in numbers.items() if state not in OF_SILENCE}
    assert found.quiet == [one.partner.id for one in standing_now.listed(folded.partners)]
    assert found.organisations == len(states)
    assert found.slow == sum(state in (OrganisationState.QUIET, OrganisationState.SLOWING) for state in states)
    assert found.maybe_the_table == quiet.may_be_the_table(states)


def test_whoever_has_been_heard_from_since_they_were_counted_is_not_named(tx):
    fill(tx, PARTNERS, entries=0)
    asker = coordinator(tx)
    before = dropped_off.answer(tx, asker, Said(), now=NOW)
    first = standing_now.summary(tx, asker, now=NOW).quiet[0]
    heard = one_of(tx, first)
    participation.record(tx, heard, Kind.SPOKE, on_day=TODAY, at=NOW)
    after = dropped_off.answer(tx, asker, Said(), now=NOW)

    assert f"{heard.person.name}, " in text(before)
    assert f"{heard.person.name}, " not in text(after)
    assert _how_many(after) == _how_many(before) - 1


def _how_many(reply):
    """How many are quiet: those named and those counted."""
    named = next(len(part.items) for part in reply.show.parts if isinstance(part, Items))
    [more] = re.findall(r"(\d+) more\.", text(reply))
    return named + int(more)


def test_the_names_are_read_three_at_a_time_and_each_once(tx):
    fill(tx, PARTNERS, entries=0)
    asker = coordinator(tx)
    reply, named = dropped_off.answer(tx, asker, Said(), now=NOW), []
    while True:
        parts = reply.show.parts if isinstance(reply.show, Card) else ()
        page = [item for part in parts if isinstance(part, Items) for item in part.items if item.buttons]
        assert 0 < len(page) <= dropped_off.MOST_NAMES
        named += [plain(item.text) for item in page]
        if "The next names" not in labels(reply):
            break
        reply = dropped_off.answer(tx, asker, press(reply, "The next names"), now=NOW)

    assert len(named) == len(set(named)) == len(standing_now.summary(tx, asker, now=NOW).quiet)
    typed = dropped_off.answer(tx, asker, Said(rest="after 3"), now=NOW)
    assert text(typed) == text(dropped_off.answer(tx, asker, Said(on=("3",)), now=NOW))
    assert "There is nobody else." in text(dropped_off.answer(tx, asker, Said(on=("99999",)), now=NOW))
    assert "Usually" not in text(dropped_off.answer(tx, one_of(tx, 7), Said(on=("3",)), now=NOW))


def test_nobody_is_told_of_their_own_silence(tx):
    fill(tx, PARTNERS, entries=0)
    one_of_them = one_of(tx, 6)
    number = len(standing_now.summary(tx, one_of_them, now=NOW).quiet)

    assert dropped_off.how_many_quiet(tx, one_of_them, at=NOW) == number - 1
    assert dropped_off.how_many_quiet(tx, coordinator(tx), at=NOW) == number


def test_the_names_take_the_same_queries_for_few_and_for_many(tx, queries):
    fill(tx, PARTNERS, entries=0)
    asker = coordinator(tx)
    with queries(tx) as few:
        standing_now.those(tx, asker, [6], now=NOW)
    with queries(tx) as many:
        standing_now.those(tx, asker, range(1, PARTNERS), now=NOW)

    assert len(few) == len(many) == 3
