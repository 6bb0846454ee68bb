"""Beginning a table where people already talk, and letting a conversation be a table's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import ConvenorError, EmptyWordsError, NotAllowedError, TakenNameError, WordsTooLongError
from bot.domain.people import Partner, Place, Role
from bot.domain.writing import one_line, tidy
from bot.messages.cards import beginnings as cards
from bot.services import answers, arrivals, identity, tables
from bot.services.request import Reply, Request, Said
from bot.services.told import not_yet
from bot.storage import conversations
from bot.storage import tables as storage

# Two tables may have one name; their slugs are told apart by a number.
MOST_ALIKE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """The form of three."""

    name: str
    ambition: str
    meets: str


def begin(tx: Connection, request: Request, said: Said, *, now: datetime) -> Reply:
    """`/table new`: three questions, and the conversation it is said in is the table's; nobody is messaged."""
    if refusal := _taken(tx, request.place):
        return refusal
    given = _Given(
        name=one_line(said.value("name") or said.rest),
        ambition=tidy(said.value("ambition")),
        meets=said.value("meets"),
    )
    if not said.values:
        return Reply(show=cards.form(given.name, given.ambition, given.meets))
    try:
        partner = _begin(tx, request, given, now=now)
    except ConvenorError as error:
        return not_yet(cards.form(given.name, given.ambition, given.meets), error)
    return Reply(show=cards.begun(partner, here=_is_shared(request.place)))


def _is_shared(place: Place) -> bool:
    """Whether it was said where others can read it, in a chat."""
    return place.platform in arrivals.CHATS and bool(place.conversation) and not place.private


def _taken(tx: Connection, place: Place) -> Reply | None:
    """A conversation belongs to one table at most."""
    found = conversations.table_at(tx, place) if _is_shared(place) else None
    return Reply(show=cards.taken(storage.partnership_by_id(tx, found[0]).name)) if found else None


def _begin(tx: Connection, request: Request, given: _Given, *, now: datetime) -> Partner:
    """The table, with whoever begins it as its first coordinator. Raises EmptyWordsError and WordsTooLongError."""
    if not given.name:
        raise EmptyWordsError
    if len(given.name) > tables.LONGEST_NAME:
        raise WordsTooLongError(words=given.name, limit=tables.LONGEST_NAME)
    beginning = tables.Beginning(
        name=given.name,
        slug=_free_slug(tx, given.name),
        ambition=given.ambition or None,
        meets_every=int(given.meets) if given.meets.isdigit() else None,
    )
    partnership_id = tables.open_table(tx, beginning, now=now)
    if _is_shared(request.place):
        conversations.link(tx, partnership_id, request.place)
    person_id = arrivals.person_for(tx, request, now=now)
    today = storage.partnership_by_id(tx, partnership_id).local_date(now)
    convener = tables.Newcomer(name="", role=Role.COORDINATOR, agreed_on=today)
    return tables.take_seat(tx, partnership_id, person_id, convener, today=today, now=now)[0]


def _free_slug(tx: Connection, name: str) -> str:
    slug = tables.slug_of(name)
    for number in range(MOST_ALIKE):
        wanted = f"{slug}-{number + 1}" if number else slug
        if not storage.slug_taken(tx, wanted):
            return wanted
    raise TakenNameError(words=name, slug=slug)


def here(tx: Connection, request: Request, said: Said, *, now: datetime) -> Reply:
    """`/table here`: a coordinator lets this conversation be their table's. Raises NotAllowedError for anybody else."""
    if not _is_shared(request.place):
        return Reply(show=cards.say_it_there())
    if refusal := _taken(tx, request.place):
        return refusal
    convening = [seat for seat in identity.tables_of(tx, request.who) if seat.convenes]
    wanted = said.rest.casefold() or next(iter(said.on), "")
    meant = [seat for seat in convening if wanted in ("", seat.partnership.slug, seat.partnership.name.casefold())]
    if not meant:
        raise NotAllowedError(words=said.rest)
    if len(meant) > 1:
        return Reply(show=cards.which([(seat.partnership.slug, seat.partnership.name) for seat in meant]))
    conversations.link(tx, meant[0].partnership.id, request.place)
    return Reply(show=cards.here(meant[0].partnership.name))


def note(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The coordinator's own words to the table, as they edited them: posted where it talks, under their name."""
    place = next((one for one in conversations.of_table(tx, asker.partnership.id) if one.platform != "web"), None)
    if place is None:
        return Reply(show=cards.say_it_there())
    words = tidy(said.value("words") or said.rest)
    if not words:
        return Reply(show=cards.note_form(asker))
    answers.post(tx, place, cards.note(asker, words), key=f"note:{now.isoformat()}", now=now)
    return Reply(show=cards.posted())
