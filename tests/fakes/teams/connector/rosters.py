"""What the bot may ask about a conversation, and how it begins one with somebody."""

from tests.fakes.teams.activities import account
from tests.fakes.teams.connector.posting import Asked, Posting
from tests.fakes.teams.connector.refusals import RefusedError, writes_blocked
from tests.fakes.teams.core import Core
from tests.fakes.teams.records import Json
from tests.fakes.teams.world import Person, Place

PAGE = 50
ASKED_TO_BEGIN = {"bot", "isGroup", "members", "tenantId", "channelData", "activity", "topicName"}


class Rosters:
    """Answers about people."""

    def __init__(self, core: Core, posting: Posting) -> None:
        self._core, self._posting = core, posting

    def members(self, asked: Asked) -> list[Json]:
        """All of them."""
        return [account(one) for one in self._roster(asked).members]

    def paged(self, asked: Asked) -> Json:
        """All of them, some at a time."""
        query = asked.query or {}
        size = max(1, min(int(query.get("pageSize", PAGE)), PAGE))
        begin = int(query.get("continuationToken") or 0)
        members = self._roster(asked).members
        found: Json = {"members": [account(one) for one in members[begin : begin + size]]}
        return found | ({"continuationToken": str(begin + size)} if begin + size < len(members) else {})

    def member(self, asked: Asked) -> Json:
        """One of them, by their 29: id or object id."""
        for one in self._roster(asked).members:
            if asked.item_id in (one.account, one.aad):
                return account(one)
        raise RefusedError(404, "MemberNotFoundInConversation", "Member not found in conversation.")

    def _roster(self, asked: Asked) -> Place:
        place, _root = self._posting.place(asked)
        return place

    def begin(self, asked: Asked) -> Json:
        """A personal chat with somebody; the same each time."""
        self._posting.is_here(asked)
        given = asked.given
        reasons = [f"create conversation takes no {name}" for name in sorted(set(given) - ASKED_TO_BEGIN)]
        named = (given.get("channelData") or {}).get("tenant", {}).get("id")
        tenant = self._core.directory.tenants.get(str(given.get("tenantId") or named))
        if tenant is None or tenant is not asked.tenant:
            raise RefusedError(400, "BadArgument", "", *reasons, "tenantId is not that of the service URL")
        if named not in (None, tenant.id):
            reasons.append("channelData.tenant and tenantId are not the same")
        person = self._partner(given)
        self._core.refuse("create", reasons, given)
        if not self._core.directory.meets_bot(person, tenant):
            raise RefusedError(403, "ForbiddenOperationException", "The bot is not installed in the user's scope.")
        if person.blocks_with:
            raise writes_blocked(person.blocks_with)
        place = self._core.directory.personal(person)
        too_fast = self._posting.limits.count(f"create {place.id}")
        self._core.refuse("create", [too_fast] if too_fast else [], given)
        if "activity" not in given:
            return {"id": place.id}
        first = Asked("post", tenant, place.id, args=given["activity"], size=asked.size)
        return {"id": place.id, "activityId": self._posting.post(first)["id"]}

    def _partner(self, given: Json) -> Person:
        members = given.get("members")
        person = None
        if isinstance(members, list) and len(members) == 1 and isinstance(members[0], dict):
            person = self._core.directory.person(str(members[0].get("id", "")))
        if person is None:
            raise RefusedError(400, "BadArgument", "", "a personal chat has one member besides the bot, who is known")
        return person
