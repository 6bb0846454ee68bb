"""What there is at Teams: tenants, people, teams, conversations, messages, and the bot's registration."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

PlaceKind = Literal["personal", "groupChat", "channel"]
ChannelType = Literal["standard", "private", "shared"]

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(slots=True)
class Registration:
    """The bot as Entra and the Bot Framework know it."""

    client_id: str = "11111111-aaaa-4bbb-8ccc-000000000001"
    client_secret: str = "teams-client-secret"
    name: str = "Convenor"

    @property
    def account(self) -> str:
        """What the bot is called in activities."""
        return f"28:{self.client_id}"


@dataclass(frozen=True, slots=True)
class Tenant:
    """One organisation's directory."""

    id: str
    name: str
    domain: str


@dataclass(slots=True, eq=False)
class Person:
    """Somebody as one tenant's directory has them. A guest is in the tenant that invited them, and at home in another.

    `account` is the 29: id, which is the bot's own for them; `aad` the object id in their tenant's directory.
    """

    account: str
    aad: str
    name: str
    email: str
    tenant: Tenant
    home: Tenant
    locale: str = "en-GB"
    country: str = "GB"
    timezone: str = "Europe/London"
    # How the connector refuses what the bot writes to them alone; empty: it does not.
    blocks_with: str = ""

    @property
    def is_guest(self) -> bool:
        return self.tenant is not self.home

    @property
    def upn(self) -> str:
        """The user principal name; a guest's says where they come from."""
        if self.is_guest:
            return f"{self.email.replace('@', '_')}#EXT#@{self.tenant.domain}"
        return self.email

    @property
    def at(self) -> str:
        """How a message that mentions them has it."""
        return f"<at>{self.name}</at>"


@dataclass(slots=True, eq=False)
class Team:
    """A team with its members; the app is installed for the team as a whole."""

    id: str
    aad_group_id: str
    name: str
    tenant: Tenant
    members: list[Person] = field(default_factory=list)
    installed: bool = False
    # Resource-specific consent: the bot hears what does not mention it, in standard channels.
    hears_all: bool = False


@dataclass(slots=True, eq=False)
class Place:
    """A conversation. `tenant` hosts it. A channel's members are its team's, unless it is private or shared."""

    id: str
    kind: PlaceKind
    tenant: Tenant
    name: str = ""
    team: Team | None = None
    channel_type: ChannelType = "standard"
    own_members: list[Person] = field(default_factory=list)
    own_installed: bool = False
    hears_all_here: bool = False
    # The teams of other tenants that a shared channel is shared with.
    shared_with: list[Team] = field(default_factory=list)
    messages: list["Message"] = field(default_factory=list)

    @property
    def has_own_roster(self) -> bool:
        return self.team is None or self.channel_type != "standard"

    @property
    def members(self) -> list[Person]:
        """The roster, the bot not counted."""
        return self.own_members if self.team is None or self.has_own_roster else self.team.members

    @property
    def installed(self) -> bool:
        """Whether the bot is there. Private and shared channels want it by themselves, beside the team."""
        if self.team is None:
            return self.own_installed
        return self.team.installed and (self.own_installed or not self.has_own_roster)

    @property
    def hears_all(self) -> bool:
        """Whether the bot is told what does not mention it; for shared and private channels nobody can consent."""
        if self.team is None:
            return self.kind == "personal" or self.hears_all_here
        return self.team.hears_all and not self.has_own_roster


@dataclass(slots=True, eq=False)
class Message:
    """What stands in a conversation. It is live: what it was edited to, and whether it is gone."""

    id: str
    place: Place
    activity: dict[str, Any]
    at: datetime
    by: Person | None = None
    # The root of the channel thread that it stands in; its own id for a root.
    thread: str = ""
    # Who alone sees it, and until when.
    only_for: Person | None = None
    gone_at: datetime | None = None
    edits: int = 0
    deleted: bool = False
    # Cards that an action put in the message's place, for one person.
    replaced: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return str(self.activity.get("text") or "")

    @property
    def summary(self) -> str:
        return str(self.activity.get("summary") or "")

    @property
    def cards(self) -> list[dict[str, Any]]:
        """Its Adaptive Cards."""
        return [one["content"] for one in self.activity.get("attachments") or [] if one.get("contentType") == CARD]

    @property
    def card(self) -> dict[str, Any]:
        """Its one Adaptive Card."""
        [only] = self.cards
        return only

    def card_for(self, person: Person) -> dict[str, Any]:
        """The card as it stands before somebody."""
        return self.replaced.get(person.account) or self.card

    @property
    def words(self) -> str:
        """All that can be read in it, on one line; without what only buttons say."""
        found = [self.text, *(text for card in self.cards for text in texts(card.get("body", [])))]
        return " ".join(" ".join(found).split())

    def seen_by(self, person: Person, now: datetime) -> bool:
        """Whether somebody sees it now."""
        if self.deleted or (self.gone_at is not None and self.gone_at <= now):
            return False
        return person is self.only_for if self.only_for else person in self.place.members


# A choice's value is for the bot, not for people.
READ = {"Fact": ("title", "value"), "Input.Text": ("label", "value"), "Input.Date": ("label", "value")}


def texts(part: Any) -> Iterator[str]:
    """What can be read in a card's parts, in their order; buttons are not read."""
    if isinstance(part, list):
        for one in part:
            yield from texts(one)
    elif isinstance(part, dict) and not str(part.get("type", "")).startswith("Action."):
        kind = part.get("type") or ("Fact" if "title" in part else "")
        if kind == "RichTextBlock":
            yield "".join(one["text"] for one in part["inlines"])
            return
        for name in READ.get(kind, ("text", "label")):
            if isinstance(part.get(name), str):
                yield part[name]
        yield from (one["title"] for one in part.get("choices", []))
        for name, value in part.items():
            if name not in ("data", "choices") and isinstance(value, dict | list):
                yield from texts(value)
