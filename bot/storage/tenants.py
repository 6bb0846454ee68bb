"""A workspace comes under an organisation: from then on its people's ids are the organisation's."""

from sqlalchemy import Connection, bindparam, literal, select, update

from bot.storage.schema import conversation, identity, installation, posted
from bot.storage.upsert import insert_new

# The old ones stay: deliveries that were under way, and other processes, name the workspace still.
_KNOWN = (
    select(identity.c.person_id, identity.c.platform, bindparam("after"), identity.c.user_id, identity.c.made_at)
    .where(identity.c.platform == bindparam("on"), identity.c.tenant == bindparam("before"))
    .order_by(identity.c.id)
)
KNOW = insert_new(identity).from_select(["person_id", "platform", "tenant", "user_id", "made_at"], _KNOWN)
_there = conversation.alias("there")
CONVERSATIONS = (
    update(conversation)
    .where(
        conversation.c.platform == bindparam("on"),
        conversation.c.tenant == bindparam("before"),
        ~select(literal(1))
        .where(
            _there.c.platform == conversation.c.platform,
            _there.c.tenant == bindparam("after"),
            _there.c.address == conversation.c.address,
        )
        .correlate(conversation)
        .exists(),
    )
    .values(tenant=bindparam("after"))
)
_stands = posted.alias("stands")
CARDS = (
    update(posted)
    .where(
        posted.c.platform == bindparam("on"),
        posted.c.tenant == bindparam("before"),
        ~select(literal(1))
        .where(
            _stands.c.platform == posted.c.platform,
            _stands.c.tenant == bindparam("after"),
            _stands.c.address == posted.c.address,
            _stands.c.message_id == posted.c.message_id,
        )
        .correlate(posted)
        .exists(),
    )
    .values(tenant=bindparam("after"))
)
INSTALLATION = (
    update(installation)
    .where(
        installation.c.platform == bindparam("on"),
        installation.c.key == bindparam("before"),
        installation.c.tenant == bindparam("before"),
    )
    .values(tenant=bindparam("after"))
)


def join(tx: Connection, platform: str, team: str, enterprise: str) -> None:
    """Whoever and whatever was known by the workspace is known by its organisation; again, it is nothing new."""
    keys = {"on": platform, "before": team, "after": enterprise}
    for statement in (KNOW, CONVERSATIONS, CARDS, INSTALLATION):
        tx.execute(statement, keys)
