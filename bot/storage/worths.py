"""What would make it worth somebody's while: for them and whoever convenes; who was asked about it already."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.people import Partner, Viewer
from bot.storage.schema import worth
from bot.storage.upsert import insert_new

_OWN = (worth.c.partnership_id == bindparam("partnership")) & (worth.c.partner_id == bindparam("partner"))
OF = select(worth.c.text).where(_OWN, worth.c.text.is_not(None))
ASK = insert_new(worth).returning(worth.c.id)
OF_THOSE = select(worth.c.partner_id, worth.c.text).where(
    worth.c.partnership_id == bindparam("partnership"),
    worth.c.partner_id.in_(bindparam("those", expanding=True)),
    worth.c.text.is_not(None),
)
SAY = update(worth).where(_OWN).values(text=bindparam("said"))
ASK_GAP = (
    update(worth)
    .where(_OWN, worth.c.gap_asked_at.is_(None))
    .values(gap_asked_at=bindparam("now"))
    .returning(worth.c.id)
)
GAP_ASKED = select(worth.c.gap_asked_at).where(_OWN)


def _keys(who: Partner) -> dict[str, Any]:
    return {"partnership": who.partnership.id, "partner": who.id}


def of(tx: Connection, partner: Partner) -> str | None:
    """What they said it would be worth it for: for their own eyes, and for a coordinator's before a call."""
    found: str | None = tx.execute(OF, _keys(partner)).scalar_one_or_none()
    return found


def of_those(tx: Connection, viewer: Viewer, those: Sequence[int]) -> Mapping[int, str]:
    """The same of several at once, by their ids, for whoever convenes; nothing for anybody else."""
    keys = {"partnership": viewer.partnership_id, "those": list(those)}
    return {row.partner_id: row.text for row in tx.execute(OF_THOSE, keys)} if viewer.convenes and those else {}


def ask(tx: Connection, who: Partner, *, now: datetime) -> bool:
    """Note that they are asked now; False where they were asked before, so that nobody is asked twice."""
    new = {"partnership_id": who.partnership.id, "partner_id": who.id, "asked_at": now}
    return tx.execute(ASK, new).first() is not None


def say(tx: Connection, who: Partner, text: str | None, *, now: datetime) -> None:
    """Let it stand for what they said before; None takes it back. Either way they need not be asked any more."""
    ask(tx, who, now=now)
    tx.execute(SAY, {**_keys(who), "said": text})


def ask_gap(tx: Connection, who: Partner, *, now: datetime) -> bool:
    """Note that they are asked who is missing; False where they were before."""
    return tx.execute(ASK_GAP, {**_keys(who), "now": now}).first() is not None


def gap_asked_at(tx: Connection, who: Partner) -> datetime | None:
    found: datetime | None = tx.execute(GAP_ASKED, _keys(who)).scalar_one_or_none()
    return found
