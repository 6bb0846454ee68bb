"""One person who is known by two ways. They are joined only with their yes, given where they were known first.

An address proves nothing: whoever runs a workspace writes into its profiles what they like. So nothing is read from
there; somebody says by which address they were invited, and hears the same whoever has it, and if nobody has.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import invitations
from bot.domain.changes import JOINED
from bot.domain.manners import Kind
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import joining as cards
from bot.messages.of_table import at_table
from bot.services import participation, replies
from bot.services.request import Reply, Said
from bot.storage import answers, changes, joining, outbox, people, routes, tables
from bot.storage.outbox import Owed

# Nobody was invited by more addresses than that; and nobody is to have others written to without end.
MOST_ASKED = 3


def claim(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I was invited as sam@ward9.example`: whoever has that address is asked there whether it is them."""
    email = one_line(said.rest or said.value("email")).strip("<>.,").casefold()
    if not email and not said.values:
        return Reply(show=cards.form())
    if not invitations.is_address(email):
        return Reply(show=cards.form(email), wrong={"email": cards.no_address()})
    _ask(tx, asker, email, now=now)
    return Reply(show=cards.claimed(email))


def _ask(tx: Connection, asker: Partner, email: str, *, now: datetime) -> None:
    """Once, by the best way that leads to them; whoever cannot be reached can say nothing."""
    known = tables.person_with(tx, email)
    if known is None or known == asker.person.id or joining.number_of(tx, asker.person.id) >= MOST_ASKED:
        return
    route, seats = routes.route_of(tx, known), people.seats_of(tx, known)
    row = joining.ask(tx, person_id=asker.person.id, known_id=known, now=now) if route and seats else None
    if route is None or row is None:
        return
    here = next((one for one in seats if one.partnership.id == asker.partnership.id), seats[0])
    question = cards.question(asker.person.name, row, at=int(now.timestamp()))
    owed = Owed(
        partnership_id=here.partnership.id,
        person_id=known,
        kind=Kind.ANSWER,
        period=f"joining:{row}:{now.isoformat()}",
        route=route,
        due_at=now,
        unasked=False,
    )
    shown = Reply(show=at_table(question, here.partnership.slug))
    answers.keep(tx, outbox.owe(tx, owed) or 0, reply=replies.written(shown), place="", now=now)


def _asked(tx: Connection, asker: Partner, said: Said) -> tuple[int, int | None]:
    """The question that a button stood under, or that the words name, and who it is about; None if it is over."""
    row, at, *_ = (*(said.on or tuple(said.rest.split())), "", "")
    row_id, second = (replace(said, on=(one,)).row_id for one in (row, at))
    return row_id, joining.asked(tx, row_id, known_id=asker.person.id, at=second)


def is_me(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes, from whoever was known first: all that is kept of both is theirs."""
    _question, gone = _asked(tx, asker, said)
    if gone is None:
        return Reply(show=cards.over(), instead=bool(said.on))
    for seat in joining.join(tx, kept=asker.person.id, gone=gone, now=now):
        participation.recompute(tx, seat)
        changes.note(tx, seat, subject="partner", subject_id=seat.id, what=JOINED, now=now)
    return Reply(show=cards.joined(), instead=bool(said.on))


def not_me(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """No: kept, so that it is not asked again."""
    row, claims = _asked(tx, asker, said)
    if claims is None:
        return Reply(show=cards.over(), instead=bool(said.on))
    joining.refuse(tx, row, known_id=asker.person.id, now=now)
    return Reply(show=cards.refused(), instead=bool(said.on))
