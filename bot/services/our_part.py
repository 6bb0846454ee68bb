"""How an organisation looks from the table: seen by itself first, and by itself alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.domain.looks import What
from bot.domain.people import Organisation, Partner, Role
from bot.domain.reflections import Shared
from bot.messages.cards import contests as contest_cards
from bot.messages.cards import our_part as cards
from bot.messages.cards import states
from bot.messages.parts import Text
from bot.services import standing_now
from bot.services.request import Reply, Said
from bot.storage import contests, looks, owed, parts, reflections, sponsors
from bot.storage.sponsors import Sponsor

# "What came of what we promised" looks back a quarter: as far as a table remembers.
LOOKING_BACK = timedelta(days=91)


def _stands_for(asker: Partner, agreed: Sponsor | None) -> Partner:
    """The asker, or as whom a sponsor looks: somebody in the seat that they may be asked about."""
    if agreed is None or asker.role is not Role.SPONSOR:
        return asker
    body = Organisation(id=agreed.organisation_id, name=agreed.organisation)
    return replace(asker, seat_id=agreed.seat_id, organisation=body)


def _seat_of(tx: Connection, asker: Partner) -> tuple[Partner, Sponsor | None]:
    """As whom the asker looks, and the seat's sponsor, if it has one."""
    looks = asker.role is Role.SPONSOR
    known = sponsors.of_partner(tx, asker) if looks else sponsors.of_seat(tx, asker.viewer, asker.seat_id)
    agreed = known if known and known.has_agreed else None
    return _stands_for(asker, agreed), agreed


def _facts_of(tx: Connection, asker: Partner, seat: Partner, agreed: Sponsor | None, *, today: date) -> cards.OurPart:
    """What a seat did, and what it is waited for; that a sponsor looked is noted."""
    if asker.role is Role.SPONSOR and agreed:
        looks.note_seat(tx, asker, seat.seat_id, What.PART, on=today)
    found = parts.of_seat(tx, seat, since=today - LOOKING_BACK)
    return cards.OurPart(
        name=seat.organisation.name if seat.organisation else None,
        sponsored=agreed is not None,
        last_on=found.last_on,
        open=found.open,
        late=[one for one in found.open if one.due_on is not None and one.due_on < today],
        kept=found.kept,
        let_go=found.let_go,
        handed_on=found.handed_on,
        kept_late=found.kept_late,
        confirmed=found.confirmed,
        waiting=found.waiting,
    )


def of(tx: Connection, asker: Partner, *, today: date) -> Text:
    """The one line that comes before anything is said about others."""
    return cards.line(_facts_of(tx, asker, *_seat_of(tx, asker), today=today), today=today)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table our part`."""
    today = asker.partnership.local_date(now)
    seat, agreed = _seat_of(tx, asker)
    facts, noticed = _facts_of(tx, asker, seat, agreed, today=today), _noticed(tx, asker, today)
    owes = None if asker.role.looks_on and agreed is None else _owes(tx, asker, seat, now=now)
    beside = contest_cards.beside(contests.of_seat(tx, seat), reader=asker.id) if owes else []
    card = cards.our_part(
        facts,
        asker.partnership.name,
        owes=owes,
        noticed=noticed,
        stands=_stands(tx, seat, now=now) if owes else "",
        beside=beside,
        today=today,
    )
    return Reply(show=card)


def _stands(tx: Connection, seat: Partner, *, now: datetime) -> str:
    """How the organisation stands, in the sentence that the operator is told too."""
    found = standing_now.organisation(tx, seat, now=now)
    if found is None:
        return ""
    today = seat.partnership.local_date(now)
    return states.why_organisation(
        found.state, last_on=found.last_on, here=found.here, partners=found.partners, today=today
    )


def _owes(tx: Connection, asker: Partner, seat: Partner, *, now: datetime) -> cards.Owes:
    """What is owed beside commitments; whoever reads along in no seat of their own owes nothing."""
    found = owed.of_seat(tx, seat, since=now - LOOKING_BACK, now=now)
    sits, mine = found.sitting > 0, not asker.role.looks_on
    return cards.Owes(
        view=sits and not found.said,
        wording=sits and found.unrecognised,
        # Between whoever said it back and whoever gave the view, a sponsor is no party.
        said_back=found.said_back if mine else 0,
        meetings=[asker.partnership.local_date(one) for one in found.meetings],
        gone=[(one.name, one.gone_on) for one in found.gone] if seat.organisation else [],
        empty=not sits,
        mine=mine,
    )


def _noticed(tx: Connection, asker: Partner, today: date) -> list[tuple[str, str]]:
    """What was shared among those of the asker's own organisation, the newest first: who, and the words."""
    shared = reflections.shared_with(tx, asker.viewer, start=today - LOOKING_BACK, end=today)
    return [(one.author or "", one.text) for one in reversed(shared) if one.shared is Shared.ORGANISATION]
