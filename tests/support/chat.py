"""One workspace of a chat, as its door speaks to the desk; what is sent to it is only written down."""

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from bot.delivery.loop import Delivery
from bot.domain.acts import Act
from bot.domain.people import Identity, Place
from bot.handlers.front import serve
from bot.services import openings
from bot.services.request import Answers, Request, Words
from bot.storage.schema import answer, outbox
from tests.support.scene import tokens

# A Monday morning in London.
NOW = datetime(2027, 1, 11, 11, tzinfo=UTC)
CHANNEL = "C1"


def who(user: str) -> Identity:
    return Identity(platform="slack", tenant="T1", user=user)


def place(channel: str = CHANNEL, **more) -> Place:
    return Place(platform="slack", tenant="T1", conversation=channel, private=channel.startswith("D"), **more)


def owe_nothing(tx: Connection) -> None:
    """A new table's channel is told how to take part: for tests that are about something else."""
    tx.execute(delete(answer))
    tx.execute(delete(outbox))


class Chat:
    """One workspace, as its door speaks to the desk."""

    def __init__(self, store) -> None:
        self.store = store
        self.keys = tokens()
        self.sent: list = []
        made = tokens()
        self.delivery = Delivery(store, {"slack": self}, new_token=lambda: next(made))

    async def send(self, message):
        self.sent.append(message)
        return f"m{len(self.sent)}"

    def request(self, user, what, *, channel=CHANNEL, at="", **more) -> Request:
        where = more.pop("place", None) or place(channel)
        heard = Words(text=what) if isinstance(what, str) else what
        return Request(
            key=next(self.keys),
            said_at=NOW,
            who=who(user),
            place=where,
            said=heard,
            door="command",
            called=user.casefold(),
            answer_at=at,
            **more,
        )

    async def hears(self, user, what, **more):
        return await serve(self.store, self.request(user, what, **more), now=NOW)

    async def begin(self, name="Home from hospital", *, channel=CHANNEL, user="PRIYA", **values):
        act = Answers(act=Act(name="table.new"), values={"name": name, **values})
        begun = await self.hears(user, act, channel=channel)
        await self.store.run(owe_nothing)
        return begun

    async def rows(self, table):
        return await self.store.read(lambda tx: tx.execute(select(table).order_by(table.c.id)).all())

    async def opens(self, user, what, **more):
        """The form that would open at once, if the request names one that may."""
        request = self.request(user, what, **more)
        if not openings.opens(request):
            return None
        return await self.store.read(openings.form_for, request, now=NOW)
