"""Forms that open at once: read without a writing transaction, so that a trigger of three seconds is never missed."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import may
from bot.domain.acts import Act
from bot.domain.errors import ConvenorError, NoTableError
from bot.domain.participation import Kind
from bot.domain.people import Partner
from bot.messages.cards import commitment_forms, reflections
from bot.messages.of_table import at_table
from bot.messages.parts import Card, Form
from bot.services import arrivals, desk, identity, participation, waiting
from bot.services import reflections as reflecting
from bot.services.commands import BY_NAME
from bot.services.desk import Understood
from bot.services.request import Request, Said


def opens(request: Request) -> bool:
    """Whether a request may be answered with a form: it names what can ask, and nothing that it could be done with."""
    return _asks(desk.understand(request))


def opened_by(act: Act) -> bool:
    """The same of a button before it is pressed, where a platform has another kind of button for it."""
    return _asks(Understood(command=BY_NAME.get(act.name), said=Said(on=act.ids, picked=act.picked)))


def _asks(heard: Understood) -> bool:
    said = heard.said
    return (
        heard.command is not None
        and heard.command.opens
        and (not heard.command.opens_with or heard.command.opens_with in said.on)
        and not (
            said.rest or said.picked or said.people or said.values or said.on[:1] in (("draft",), ("own",), ("at",))
        )
    )


def form_for(tx: Connection, request: Request, *, now: datetime) -> Card | Form | None:
    """The form, or the private card, if the request is answered with one; else it goes the usual way.

    Nothing is written.
    """
    heard = desk.understand(request)
    command = heard.command
    if command is None:
        return None
    try:
        asker = None if command.begins else _asker(tx, request, heard)
        if not command.begins and (asker is None or not may(asker.role, command.right)):
            return None
        reply = command.run(tx, asker or request, heard.said, now=now)
    except NoTableError:
        # Somebody new in a table's own conversation has a seat there once they submit it.
        return unfilled(request) if arrivals.table_of(tx, request).joins else None
    except ConvenorError:
        return None
    if command.privately:
        return reply.show
    return _of_its_table(reply.show, request) if isinstance(reply.show, Form) and not reply.wrong else None


def _of_its_table(form: Form, request: Request) -> Form:
    """What opens from a card is of the card's table, wherever the conversation stands."""
    slug = arrivals.of_card(request)
    return at_table(form, slug) if slug else form


def _asker(tx: Connection, request: Request, heard: Understood) -> Partner | None:
    where = arrivals.table_of(tx, request)
    found = arrivals.Seats(seats=identity.tables_of(tx, request.who), slug=where.slug)
    return desk.at_the_table(found, heard)


def unfilled(request: Request) -> Form | None:
    """The form as far as it is known without the database."""
    heard = desk.understand(request)
    match heard.command.name if heard.command else "":
        case "commitment.make":
            return _of_its_table(commitment_forms.make({}, seated_for=False), request)
        case "reflection.make":
            return _of_its_table(reflections.form(None), request)
        case _:
            return None


def opened(tx: Connection, request: Request, *, now: datetime) -> bool:
    """Note, after it is open, that somebody looked: a sign of life like any other.

    Whether the card that was pressed is of no use any more, because what waited behind it was seen.
    """
    heard = desk.understand(request)
    try:
        asker = _asker(tx, request, heard)
    except ConvenorError:
        return False
    arrivals.note_way(tx, request, asker)
    if asker and heard.command and heard.command.kind:
        participation.record(tx, asker, Kind.LOOKED, on_day=asker.partnership.local_date(now), at=now)
        if heard.command.name == reflecting.MAKE.act:
            reflecting.opened(tx, asker, heard.said, now=now)
        word = next(iter(heard.said.on), "")
        return heard.command.privately and waiting.seen(tx, asker.person.id, until=request.said_at, now=now, word=word)
    return False
