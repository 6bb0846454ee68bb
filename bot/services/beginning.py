"""A table begun where people talk; a channel that becomes a table's own; the note to tell the others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import ConvenorError, EmptyWordsError, NotAllowedError, TakenNameError, WordsTooLongError
from bot.domain.invitations import LONGEST_NAME
from bot.domain.people import Partner, Place
from bot.domain.safeguards import personal_details, without
from bot.domain.writing import one_line, tidy
from bot.messages.cards import beginning as cards
from bot.messages.cards import channels, refusals
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.parts import Form
from bot.services import answering, arrivals, first_steps, identity, letting_in, safeguards, tables
from bot.services.request import Reply, Request, Said
from bot.services.settings import LONGEST_TEXT
from bot.services.tables import Beginning, Newcomer
from bot.services.told import not_yet
from bot.storage import conversations, people
from bot.storage import tables as storage

# Tables may share a name, and nobody is told that another table has theirs; after so many somebody is playing.
MOST_NAMESAKES = 99

_WORDS = ("name", "ambition")


def begin(tx: Connection, request: Request, said: Said, *, now: datetime) -> Reply:
    """`/table new`: three questions. Said in a channel, that channel is the table's own; nobody is messaged."""
    if refusal := _taken(tx, request.place):
        return refusal
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
    return tables.opened(tx, _begin(tx, request, given, now=now), now=now)


def _taken(tx: Connection, place: Place) -> Reply | None:
    """A conversation belongs to one table at most."""
    found = conversations.table_at(tx, place) if _is_shared(place) else None
    return Reply(show=channels.taken(storage.partnership_by_id(tx, found[0]).name)) if found else None


def _is_shared(place: Place) -> bool:
    """Whether it was said where others can read it, in a chat."""
    return place.platform in arrivals.CHATS and bool(place.conversation) and not place.private


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


def _begin(tx: Connection, request: Request, given: Mapping[str, str], *, now: datetime) -> Partner:
    """The table, with whoever asked as its convener, for the organisation they sit for elsewhere, if they do."""
    asker = next((one for one in people.known_as(tx, request.who) if one.left_on is None), None)
    begun = _begun_already(tx, asker, given["name"], now=now) if asker else None
    if begun is None:
        begun = _begun_by(tx, request, asker, given, now=now)
    if _is_shared(request.place):
        letting_in.settle(tx, begun, request.place, now=now)
    return begun


def _begun_by(
    tx: Connection, request: Request, asker: Partner | None, given: Mapping[str, str], *, now: datetime
) -> Partner:
    if asker is None:
        newcomer = Newcomer(
            name=request.called or arrivals.UNNAMED, person_id=arrivals.person_for(tx, request, now=now)
        )
        return begin_named(tx, answered(given), newcomer, now=now)
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


def here(tx: Connection, request: Request, said: Said, *, now: datetime) -> Reply:
    """`/table here`: a coordinator lets this conversation be their table's; anybody else is told how they can.

    With a number it is another conversation, where they are not known. Raises NotAllowedError for who convenes nothing.
    """
    if letting_in.CODE.fullmatch(said.rest):
        return letting_in.look(tx, request, said.rest, now=now)
    if not _is_shared(request.place):
        return Reply(show=channels.say_it_there())
    if refusal := _taken(tx, request.place):
        return _opened_again(tx, request) or refusal
    convening = [seat for seat in people.known_as(tx, request.who) if seat.convenes and seat.left_on is None]
    if not convening:
        return letting_in.ask(tx, request, now=now)
    wanted = said.rest.casefold() or next(iter(said.on), "")
    meant = [seat for seat in convening if wanted in ("", seat.partnership.slug, seat.partnership.name.casefold())]
    if not meant:
        raise NotAllowedError(words=said.rest)
    if len(meant) > 1:
        return Reply(show=channels.which([(seat.partnership.slug, seat.partnership.name) for seat in meant]))
    letting_in.settle(tx, meant[0], request.place, now=now)
    return Reply(show=channels.here(meant[0].partnership.name))


def _opened_again(tx: Connection, request: Request) -> Reply | None:
    """The channel is their table's, and nothing could be posted there for a while: it is tried again."""
    if not conversations.is_shut(tx, request.place):
        return None
    found = conversations.table_at(tx, request.place)
    seats = [seat for seat in identity.tables_of(tx, request.who) if seat.convenes]
    mine = next((seat for seat in seats if found and seat.partnership.id == found[0]), None)
    if mine is None:
        return None
    conversations.open_again(tx, request.place)
    return Reply(show=channels.here(mine.partnership.name))


def note(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The note to the others, made one's own: posted where the table talks, else given back to be posted by hand."""
    if not (said.values or said.rest):
        return Reply(show=cards.note_form(cards.draft_note(asker)))
    words = tidy(said.value("words") or said.rest)
    try:
        if not safeguards.fitting(words):
            raise EmptyWordsError
    except ConvenorError as error:
        return not_yet(cards.note_form(words or cards.draft_note(asker)), error)
    place = next((one for one in conversations.of_table(tx, asker.partnership.id) if one.platform != "web"), None)
    if place is None:
        return Reply(show=cards.note(words, then=first_steps.following(tx, asker, now=now)))
    answering.post(tx, place, channels.note(asker, words), key=f"note:{now.isoformat()}", now=now)
    return Reply(show=channels.posted())
