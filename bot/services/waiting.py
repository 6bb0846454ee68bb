"""The private route of last resort: neutral words in the table's channel, and a button that shows the rest to one."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Identity, Partner
from bot.messages import plain
from bot.messages.cards import waiting as cards
from bot.messages.language import speaking
from bot.messages.parts import Card
from bot.services import answering, arrivals
from bot.services.request import Reply, Said
from bot.storage import conversations, outbox, people, posts, profiles
from bot.storage.conversations import Conversation
from bot.storage.posts import Post
from bot.storage.routes import OPENED_VIEW

# What the period of word that something waits begins with.
WORD = "waiting:"


def put_by(tx: Connection, post: Post, partnership_id: int, *, now: datetime) -> int | None:
    """Let a message wait for somebody, and owe the channel word that it does, unless word of an earlier one stands.

    None where the table has no channel to say it in, or they do not sit there.
    """
    place = _nearest(tx, post.person_id or 0, partnership_id)
    seats = people.seats_of(tx, post.person_id or 0)
    partner = next((seat for seat in seats if seat.partnership.id == partnership_id), None)
    if place is None or partner is None:
        return None
    is_first = not posts.unseen(tx, partner.person.id, route=OPENED_VIEW, until=now)
    number = posts.put(tx, post, now=now)
    if is_first:
        with speaking(partner.partnership.language):
            card = cards.something(partner.person.first_name, _known_there(tx, partner, place), number)
        answering.post(tx, place, card, key=f"{WORD}{number}", now=now)
    return number


def _nearest(tx: Connection, person_id: int, partnership_id: int) -> Conversation | None:
    """The chat of the table's that they are in, as far as is known; else its first."""
    chats = [one for one in conversations.of_table(tx, partnership_id) if one.platform in arrivals.CHATS]
    theirs = profiles.platforms_of(tx, person_id)
    return next((one for one in chats if one.platform in theirs), next(iter(chats), None))


def _known_there(tx: Connection, partner: Partner, place: Conversation) -> Identity | None:
    user = profiles.user_of(tx, partner.person.id, platform=place.platform, tenant=place.tenant)
    return Identity(platform="slack", tenant=place.tenant, user=user) if user and place.platform == "slack" else None


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """All that waits for the asker. It waits on until it is known that they saw it."""
    found = [plain.read(card) for _id, card in posts.unseen(tx, asker.person.id, route=OPENED_VIEW, until=now)]
    waiting = [card for card in found if isinstance(card, Card)]
    return Reply(show=cards.together(waiting) if waiting else cards.nothing())


def seen(tx: Connection, person_id: int, *, until: datetime, now: datetime, word: str = "") -> bool:
    """What waited at a moment was shown to them; whether the `word` of it that they pressed has had its day.

    Anybody in the channel can press somebody else's: that has not.
    """
    ids = [number for number, _card in posts.unseen(tx, person_id, route=OPENED_VIEW, until=until)]
    posts.see(tx, ids, now=now)
    return word in map(str, ids) if word else bool(ids)


def is_word(tx: Connection, message_id: str) -> bool:
    """Whether that message of ours is word that something waits, and no other card that everybody there sees."""
    return outbox.stands_as(tx, message_id, begins=WORD)
