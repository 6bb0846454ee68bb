"""For whom talk is counted: people who were told that it is, and have not said no to it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.people import Partner
from bot.storage.schema import consent, outbox, partner
from bot.storage.welcomes import PERIOD

_MINE = (partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
TURN = update(partner).where(*_MINE).values(talk_off_at=bindparam("off_at"))
IS_OFF = select(partner.c.talk_off_at).where(*_MINE)
ANSWERS = (
    select(consent.c.answer)
    .where(consent.c.partnership_id == bindparam("partnership"), consent.c.partner_id == bindparam("partner"))
    .order_by(consent.c.id.desc())
    .limit(1)
)
WELCOMED = select(outbox.c.id).where(
    outbox.c.partnership_id == bindparam("partnership"),
    outbox.c.person_id == bindparam("person"),
    outbox.c.kind == "welcome",
    outbox.c.period == PERIOD,
    outbox.c.state == "sent",
)


def turn(tx: Connection, who: Partner, *, off_at: datetime | None) -> None:
    """Count somebody's talk, or not, from now on."""
    tx.execute(TURN, {"partnership": who.partnership.id, "partner": who.id, "off_at": off_at})


def counts(tx: Connection, who: Partner) -> bool:
    """Whether they were told what is kept, did not say no to it, and did not turn this off."""
    keys = {"partnership": who.partnership.id, "partner": who.id}
    if tx.execute(IS_OFF, keys).scalar_one() is not None:
        return False
    answer = tx.execute(ANSWERS, keys).scalar_one_or_none()
    if answer is not None:
        return bool(answer != "no")
    return tx.execute(WELCOMED, {"partnership": who.partnership.id, "person": who.person.id}).first() is not None
