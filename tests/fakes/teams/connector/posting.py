"""What the bot writes, changes and takes back in a conversation."""

from dataclasses import dataclass
from datetime import timedelta

from tests.fakes.teams import outgoing
from tests.fakes.teams.connector.limits import Limits
from tests.fakes.teams.connector.refusals import NOT_THERE, RefusedError, writes_blocked
from tests.fakes.teams.core import Core
from tests.fakes.teams.records import Json
from tests.fakes.teams.world import Message, Person, Place, Tenant

A_DAY = timedelta(hours=24)


@dataclass(slots=True)
class Asked:
    """A call as it came in: in which tenant, about what, and with what."""

    name: str
    tenant: Tenant | None
    conversation_id: str = ""
    item_id: str = ""
    args: Json | None = None
    size: int = 0
    targeted: bool = False
    query: dict[str, str] | None = None
    # The token, and whether the tenant's conversations are where they were looked for.
    authorization: str = ""
    has_moved: bool = False

    @property
    def given(self) -> Json:
        """What was sent along; nothing that is no object is taken."""
        if not isinstance(self.args, dict):
            raise RefusedError(400, "BadSyntax", "", "a body is a JSON object")
        return self.args


class Posting:
    """Writes for the bot."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.limits = Limits(core)

    def place(self, asked: Asked) -> tuple[Place, str]:
        """The conversation that is meant, if the bot is in it, and the thread's root."""
        self.is_here(asked)
        place_id, _, root = asked.conversation_id.partition(";messageid=")
        place = self._core.directory.places.get(place_id)
        if place is None:
            raise RefusedError(404, "ConversationNotFound", "", f"there is no conversation {place_id}")
        if asked.tenant is not place.tenant:
            reason = f"the conversation belongs to {place.tenant.name}, and was written to at another service URL"
            raise RefusedError(403, "InvalidBotApiHost", "", reason)
        if place.kind == "personal":
            self._reaches(place)
        elif not place.installed:
            raise RefusedError(404 if asked.targeted else 403, "BotNotInConversationRoster", NOT_THERE)
        if root and (place.kind != "channel" or not self._is_root(place, root)):
            raise RefusedError(404, "ConversationNotFound", "", f"no thread of that conversation begins with {root}")
        return place, root

    def is_here(self, asked: Asked) -> None:
        """A service URL that was good once is no fault of the bot's."""
        if asked.has_moved:
            raise RefusedError(403, "InvalidBotApiHost", "The conversations of that tenant are elsewhere now.")

    def _is_root(self, place: Place, message_id: str) -> bool:
        found = self._core.find(place, message_id)
        return found is not None and found.thread == message_id

    def _reaches(self, place: Place) -> None:
        person = place.own_members[0]
        if person.blocks_with:
            raise writes_blocked(person.blocks_with)
        if not self._core.directory.meets_bot(person, place.tenant):
            raise writes_blocked()

    def post(self, asked: Asked) -> Json:
        """A new message."""
        place, root = self.place(asked)
        activity = asked.given
        too_fast = self.limits.count(place.id)
        if too_fast:
            self._core.refuse(asked.name, [too_fast], activity)
        person = self._recipient(asked, place) if asked.targeted else None
        self._look(asked, place, person)
        if activity.get("type") == "typing":
            return {"id": self._core.message_id()}
        message = self.keep(place, activity, root=root, only_for=person)
        return {"id": message.id}

    def keep(self, place: Place, activity: Json, *, root: str = "", only_for: Person | None = None) -> Message:
        """It stands there now."""
        now, message_id = self._core.now, self._core.message_id()
        thread = (root or message_id) if place.kind == "channel" else ""
        gone_at = now + A_DAY if only_for else None
        message = Message(message_id, place, activity, now, thread=thread, only_for=only_for, gone_at=gone_at)
        place.messages.append(message)
        self._core.posted.append(message)
        return message

    def _recipient(self, asked: Asked, place: Place) -> Person:
        """For whom alone it is."""
        recipient = asked.given.get("recipient")
        person_id = recipient.get("id") if isinstance(recipient, dict) else None
        if not person_id:
            raise RefusedError(400, "BadArgument", "", "a targeted message needs a recipient")
        if place.kind == "personal":
            raise RefusedError(400, "BadArgument", "", "a personal chat has no targeted messages")
        person = next((one for one in place.members if one.account == person_id), None)
        if person is None:
            reason = f"{person_id} is not in the roster, so nothing can be targeted to them there"
            raise RefusedError(404, "BotNotInConversationRoster", NOT_THERE, reason)
        return person

    def _look(self, asked: Asked, place: Place, person: Person | None) -> None:
        """Too big is refused; what else is wrong with it is a problem."""
        if asked.size > outgoing.MOST_BYTES:
            raise RefusedError(413, "MessageSizeTooBig", "", f"{asked.size:,} bytes")
        self._core.refuse(asked.name, outgoing.problems(self._core, place, asked.given, person), asked.given)

    def change(self, asked: Asked) -> Json:
        """A message of the bot's gets other words."""
        place, _root = self.place(asked)
        message = self._own(asked, place)
        if asked.targeted:
            self._recipient(asked, place)
        self._look(asked, place, message.only_for)
        message.activity, message.edits = asked.given, message.edits + 1
        message.replaced.clear()
        return {"id": message.id}

    def take_back(self, asked: Asked) -> Json:
        """A message of the bot's goes."""
        place, _root = self.place(asked)
        self._own(asked, place).deleted = True
        return {}

    def _own(self, asked: Asked, place: Place) -> Message:
        found = self._core.find(place, asked.item_id)
        gone = found is None or found.deleted or (found.gone_at is not None and found.gone_at <= self._core.now)
        if found is None or gone or bool(found.only_for) != asked.targeted:
            raise RefusedError(404, "ActivityNotFoundInConversation", "The activity was not found.")
        if found.by is not None:
            raise RefusedError(403, "ForbiddenOperationException", "", "that message is not the bot's own")
        return found
