"""A way in that a coordinator hands over, to somebody whom no message reaches and who has not been in yet."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import NotAllowedError, UnknownPersonError
from bot.domain.people import Partner
from bot.messages.cards import links as cards
from bot.services import identity, links
from bot.services.request import LinkFor, Reply, Said
from bot.storage import changes, people
from bot.storage.links import has_been_in


def offer(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask the door for a link. Whoever has been in gets none: it would open what is theirs alone.

    Raises UnknownPersonError for nobody, and for more than one.
    """
    partner = _meant(tx, asker, said)
    if has_been_in(tx, partner.person.id):
        return Reply(show=cards.been_in(partner))
    wanted = LinkFor(partnership=asker.partnership.id, maker=asker.id, partner=partner.id)
    return Reply(show=cards.made(partner), link=wanted)


def _meant(tx: Connection, asker: Partner, said: Said) -> Partner:
    if said.on:
        partner = _sitting(tx, asker.partnership.id, said.row_id)
        those = [partner] if partner else []
    else:
        those, _rest = identity.mentioned(tx, asker, said, bare=True)
    if len(those) != 1:
        raise UnknownPersonError(words=said.rest)
    return those[0]


def _sitting(tx: Connection, partnership_id: int, partner_id: int) -> Partner | None:
    found = people.partner_by_id(tx, partnership_id=partnership_id, partner_id=partner_id)
    return found if found and found.left_on is None else None


def make(tx: Connection, wanted: LinkFor, token: str, *, now: datetime) -> None:
    """Keep the link that a reply asked for, and note who made it: the door's second call, so all is asked once more.

    Raises NotAllowedError where the maker does not convene any more, or whom it is for has come in meanwhile.
    """
    maker, partner = (_sitting(tx, wanted.partnership, one) for one in (wanted.maker, wanted.partner))
    if not (maker and maker.convenes and partner) or has_been_in(tx, partner.person.id):
        raise NotAllowedError
    links.make_by_hand(tx, partner, token, maker=maker, now=now)
    changes.note(tx, maker, subject="partner", subject_id=partner.id, what="link_made", now=now)
