"""What is held on me: shown whole, at once, to me alone; and taken out when I say."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.messages.cards import my_data as cards
from bot.messages.cards import seats as seat_cards
from bot.services import participation, redraws
from bot.services.request import Reply, Said
from bot.storage import bindings, looks, my_data, signs

# All of thirteen months: whoever convenes looks at one person on a few days of it.
MOST_LOOKS = 500


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Everything held on the asker: a right (UK GDPR, article 15), so it needs no reason and no waiting."""
    found, noted, word = my_data.held_on(tx, asker), signs.noted_for(tx, asker), bindings.put_down(tx, asker)
    seated = seat_cards.known_by(asker, word.by if word else "")
    looked = looks.about(tx, asker, most=MOST_LOOKS)
    shown = cards.held(asker, found, noted=noted, seated=seated, looked=looked, today=asker.local_date(now))
    return Reply(show=shown)


def erase(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take out everything held on the asker at this table. Asked about once, for it cannot be undone."""
    if fold("".join(said.on) or said.rest) != "yes":
        return Reply(show=cards.erasing(asker))
    my_data.forget(tx, asker)
    redraws.owe_digest(tx, asker.partnership, now=now)
    if asker.organisation:
        participation.recompute_seat(tx, asker.partnership.id, asker.seat_id)
    return Reply(show=cards.erased(asker), instead=bool(said.on))
