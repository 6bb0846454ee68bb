"""The front desk: every door brings a request here, and what comes back is the answer to it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import grammar
from bot.domain.access import may
from bot.domain.errors import ClosedDoorError, ConvenorError, NoTableError, NotAllowedError, NotUnderstoodError
from bot.domain.participation import Kind
from bot.domain.people import Partner
from bot.domain.safeguards import personal_details, suggests_danger, without
from bot.domain.seats import SeatedBy
from bot.domain.writing import tidy
from bot.messages.cards import near as near_cards
from bot.messages.cards import opening, refusals, safeguards
from bot.messages.language import speaking
from bot.messages.of_table import at_table
from bot.messages.parts import Card, Form
from bot.services import (
    answering,
    arrivals,
    checkins,
    closings,
    identity,
    languages,
    own_ways,
    own_words,
    participation,
    pictured,
    redraws,
    replies,
    seats,
    which_table,
)
from bot.services.commands import BY_NAME, WORDINGS, Command
from bot.services.request import Answers, Reply, Request, Said, Words
from bot.storage import drafts, inbox, people

# What one message may hold on any platform we know; longer ones are refused at the door, not cut.
LONGEST = 20_000

A_SENTENCE = 4
MAKE = "commitment.make"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A request as far as it was understood; `command` None: none fits, and `said.rest` has all the words.

    `old`: it came from a card whose button is no more.
    """

    command: Command | None
    said: Said
    old: bool = False


def answer(tx: Connection, request: Request, *, now: datetime) -> Reply:
    """Do what was asked, once: the delivery's key is kept in the same transaction as the work.

    Raises ConvenorError for what the person must be told instead: then nothing of this was done, the key included.
    """
    with speaking(request.language):
        return _answer(tx, request, now=now)


def _answer(tx: Connection, request: Request, *, now: datetime) -> Reply:
    if request.key and not inbox.take(tx, request.key, now=now):
        return replies.read(inbox.reply_to(tx, request.key))
    heard = understand(request)
    partner, reply = _answered(tx, request, heard, now=now)
    arrivals.note_way(tx, request, partner)
    if reply.show and (slug := arrivals.of_card(request)):
        # What follows from a card is of its table too, wherever the conversation stands.
        reply = replace(reply, show=at_table(reply.show, slug))
    if partner:
        reply = pictured.placed(tx, request, reply, partner, now=now)
    if request.answer_at and partner:
        reply = answering.owe(tx, request, reply, partner, now=now)
    if request.key and _is_to_be_corrected(request, reply):
        inbox.give_back(tx, request.key)
    elif request.key:
        inbox.keep_reply(tx, request.key, replies.written(reply))
    return reply


def _is_to_be_corrected(request: Request, reply: Reply) -> bool:
    """Whether a form stays open, so that the same one is submitted again: its key stands only for what was done."""
    return isinstance(request.said, Answers) and (bool(reply.wrong) or isinstance(reply.show, Form))


def _answered(tx: Connection, request: Request, heard: Understood, *, now: datetime) -> tuple[Partner | None, Reply]:
    """The answer, with one of the asker's places at a table if they have any."""
    if heard.command and heard.command.begins:
        reply = heard.command.run(tx, request, heard.said, now=now)
        return next(iter(people.known_as(tx, request.who)), None), reply
    try:
        found = arrivals.seats(tx, request, now=now)
        asker, heard = _meant(tx, found, request, heard, now=now)
    except (NoTableError, ClosedDoorError):
        command = heard.command.name if heard.command else ""
        closed = closings.seat_at(tx, request)
        if closed is None:
            if own := closings.own_of_leaver(tx, request, command, heard.said, now=now):
                return own
            raise
        return closed.partner, closings.answer(tx, closed, command, heard.said, now=now)
    if asker is None:
        with speaking(languages.of(found.seats[0], request)):
            return found.seats[0], which_table.ask(tx, found.seats, request, now=now)
    asker = languages.heard(tx, asker, request)
    with speaking(languages.of(asker, request)):
        return asker, _at_table(tx, asker, heard, request, now=now)


def _at_table(tx: Connection, asker: Partner, heard: Understood, request: Request, *, now: datetime) -> Reply:
    reply = _serve(tx, asker, heard, now=now)
    reply = replace(reply, show=reply.show and own_ways.of(asker, reply.show))
    if asker.seated_by is SeatedBy.UNKNOWN and asker.organisation is None:
        reply = _seated(tx, asker, reply, request, now=now)
    _redraw(tx, asker, heard, reply, request, now=now)
    return reply


def _seated(tx: Connection, asker: Partner, reply: Reply, request: Request, *, now: datetime) -> Reply:
    """Whom they sit for is found out now or never, so a form waits for one more press, unless it was sent already."""
    shown = reply.show
    if isinstance(shown, Form) and not reply.wrong and not isinstance(request.said, Answers):
        shown = opening.offered(shown)
    if not isinstance(shown, Card) or reply.wrong:
        return reply
    return replace(reply, show=seats.find_out(tx, asker, shown, request, now=now))


def _meant(
    tx: Connection, found: arrivals.Seats, request: Request, heard: Understood, *, now: datetime
) -> tuple[Partner | None, Understood]:
    """Who speaks at which table, and what: the words that waited for it where a table is chosen, else what was said."""
    if not found.slug and isinstance(request.said, Words):
        chosen = which_table.named(tx, found.seats, request.said.text, alone=heard.command is None, now=now)
        if chosen:
            return chosen.asker, _in_place_of(request, chosen.words)
    asker = at_the_table(found, heard)
    pressed = heard.command is not None and heard.command.name == which_table.CHOOSE
    words = which_table.kept(tx, asker, heard.said) if pressed and asker else None
    return asker, _in_place_of(request, words) if words else heard


def _in_place_of(request: Request, words: str) -> Understood:
    return understand(replace(request, said=Words(text=words)))


def _redraw(
    tx: Connection, asker: Partner, heard: Understood, reply: Reply, request: Request, *, now: datetime
) -> None:
    """Owe the other cards about what was changed their new drawing; one that was pressed gets the answer itself.

    What was only just made stands on no other card yet.
    """
    changes = heard.command is not None and heard.command.kind not in (None, Kind.LOOKED, Kind.COMMITTED)
    if changes and isinstance(reply.show, Card) and reply.show.subject and not reply.wrong:
        redraws.owe(tx, asker, reply.show.subject, but=request.place if request.answer_at else None, now=now)


def understand(request: Request) -> Understood:
    """The command that was said, pressed or submitted, and the rest of it as a service reads it."""
    said = request.said
    if isinstance(said, Words):
        text = tidy(said.text)
        heard = own_words.instead(text, grammar.read(text, WORDINGS))
        return Understood(command=BY_NAME.get(heard.name or ""), said=Said(rest=heard.rest, people=said.people))
    act = said.act if isinstance(said, Answers) else said
    values = said.values if isinstance(said, Answers) else {}
    pressed = Said(on=act.ids, seen=act.seen, picked=act.picked, source=request.source, values=values)
    # A card from before may have a button that nothing stands behind any more: it gets the table as it is today.
    old = act.name not in BY_NAME
    return Understood(command=BY_NAME["table.show" if old else act.name], said=Said() if old else pressed, old=old)


def at_the_table(found: arrivals.Seats, heard: Understood) -> Partner | None:
    """The asker's place at the table that is meant; None if it could be any of several.

    The table of the card that was used comes first, then the conversation's own. What concerns the person alone needs
    no table.
    """
    if found.slug:
        for seat in found.seats:
            if seat.partnership.slug == found.slug:
                return seat
        raise NoTableError(table=found.slug)
    anywhere = heard.command is not None and heard.command.anywhere
    return found.seats[0] if len(found.seats) == 1 or anywhere else None


def _serve(tx: Connection, asker: Partner, heard: Understood, *, now: datetime) -> Reply:
    command = heard.command
    if command is None:
        return _with_care(_in_words(tx, asker, heard.said, now=now), heard.said.rest)
    if not may(asker.role, command.right):
        raise NotAllowedError(words=heard.said.rest, command=command.usage, right=command.right)
    reply = command.run(tx, asker, heard.said, now=now)
    if command.kind and not reply.wrong:
        kind = Kind.LOOKED if _is_unfinished(reply) else command.kind
        participation.record(tx, asker, kind, on_day=asker.partnership.local_date(now), at=now)
    if heard.old and isinstance(reply.show, Card):
        return replace(reply, show=opening.from_before(reply.show))
    return reply


def _is_unfinished(reply: Reply) -> bool:
    """Whether something is asked first, so that nothing is done yet."""
    return isinstance(reply.show, Form) or any(one.kind == "draft" for one in reply.kept)


def _with_care(reply: Reply, words: str) -> Reply:
    """Whatever is answered to words about danger, that nobody watches stands above it."""
    if suggests_danger(words) and isinstance(reply.show, Card):
        return replace(reply, show=safeguards.danger_first(reply.show))
    return reply


def _in_words(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Words that are no command: what they surely ask for; an answer, if one is waited for; else what is nearest."""
    answering = bool(said.rest) and checkins.waiting(tx, asker, now=now)
    meant = own_words.meant(asker.role, said.rest, answering=answering)
    if meant.done:
        return _as_meant(tx, asker, meant.done, said, now=now)
    near = [own_words.offer(one) for one in meant.nearest]
    if answering:
        reply = checkins.in_words(tx, asker, said, now=now)
        return replace(reply, show=reply.show and near_cards.beside(reply.show, near))
    error = NotUnderstoodError(words=said.rest, closest=() if near else _closest(said.rest), near=near)
    return refuse(tx, asker, error, now=now)


def _as_meant(tx: Connection, asker: Partner, command: Command, said: Said, *, now: datetime) -> Reply:
    """Done as it was understood, which is said above it."""
    reply = _serve(tx, asker, Understood(command=command, said=Said(people=said.people)), now=now)
    return replace(reply, show=reply.show and near_cards.taken_as(reply.show, command.bare))


def _closest(words: str) -> tuple[tuple[str, str], ...]:
    """The commands that look most like it. A whole sentence may well be a promise, so how to make one is said too."""
    found = [one.name for one in grammar.closest(words, WORDINGS)]
    if len(words.split()) >= A_SENTENCE and MAKE not in found:
        found = [*found[: grammar.SUGGESTIONS - 1], MAKE]
    return tuple((BY_NAME[name].help, BY_NAME[name].usage) for name in found)


def refuse(tx: Connection, asker: Partner | None, error: ConvenorError, *, now: datetime) -> Reply:
    """What is said instead of doing it. The words typed are kept as a draft, so that nobody types them twice.

    Nobody can be asked about details of the people served in words that go nowhere: the draft is kept without them.
    """
    words = str(error.given.get("words", ""))
    findings = personal_details(words)
    if asker and words:
        text = without(words, findings)[:LONGEST]
        drafts.keep(tx, asker.person.id, partnership_id=asker.partnership.id, command=error.code, text=text, now=now)
    shown = refusals.refusal(error)
    if findings:
        shown = safeguards.left_out([finding.detail for finding in findings], shown)
    return Reply(show=shown, wrong={error.field: refusals.sentence(error)})


def refused(tx: Connection, request: Request, error: ConvenorError, *, now: datetime) -> Reply:
    """The door's second call, after `answer` raised: say why, in a transaction of its own."""
    try:
        seats = identity.tables_of(tx, request.who)
    except ConvenorError:
        seats = []
    if isinstance(request.said, Words):
        # All that was typed is given back and kept, not only the part that was wrong.
        error.given = {**error.given, "words": tidy(request.said.text)}
    slug = arrivals.table_of(tx, request).slug
    here = next((seat for seat in seats if not slug or seat.partnership.slug == slug), None)
    with speaking(languages.of(here, request) if here else request.language):
        reply = refuse(tx, here, error, now=now)
    return answering.owe(tx, request, reply, here, now=now) if request.answer_at and here else reply
