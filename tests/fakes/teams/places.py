"""Tenants, people, teams and conversations: what a test sets up before anything happens."""

from typing import Any, Self

from tests.fakes.teams.parts import Parts
from tests.fakes.teams.world import ChannelType, Message, Person, Place, Team, Tenant


class Places(Parts):
    """Riverside's tenant has the bot in one team, with Priya and Sam in it, and Lee of Northside as its guest.

    `table` is a standard channel; `shared` a channel that the Ward 9 Trust takes part in, with Kim from there. Priya
    and Sam have the bot for themselves; Lewis is in no team and does not.
    """

    home: Tenant
    trust: Tenant
    northside: Tenant
    team: Team
    table: Place
    shared: Place
    priya: Person
    sam: Person
    lewis: Person
    lee: Person
    kim: Person

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.home, self.trust = self.tenant("Riverside Council"), self.tenant("Ward 9 Trust", "ward9.example")
        self.northside = self.tenant("Northside Care")
        self.priya, self.sam = self.person("Priya Shah"), self.person("Sam Okoye")
        self.lewis = self.person("Lewis Ray")
        self.lee = self.guest("Lee Jones", home=self.northside)
        self.kim = self.person("Kim Adeyemi", self.trust)
        self.team = self.a_team("Discharge", self.priya, self.sam, self.lee, installed=True)
        self.table = self.channel("home-from-hospital")
        self.shared = self.channel("with-ward-9", self.priya, self.sam, self.kim, kind="shared", installed=True)
        for one in (self.priya, self.sam):
            self.personal(one).own_installed = True
        return self

    def tenant(self, name: str, domain: str = "") -> Tenant:
        return self.core.directory.add_tenant(name, domain)

    def person(self, name: str, tenant: Tenant | None = None, **fields: Any) -> Person:
        """Somebody of a tenant; Riverside's without one."""
        where = tenant or self.home
        return self.core.directory.add_person(name, where, where, fields)

    def guest(self, name: str, *, home: Tenant, tenant: Tenant | None = None, **fields: Any) -> Person:
        """Somebody from `home` as a guest in a tenant: another object id, the address of home."""
        return self.core.directory.add_person(name, tenant or self.home, home, fields)

    def a_team(self, name: str, *members: Person, tenant: Tenant | None = None, installed: bool = False) -> Team:
        made = self.core.directory.add_team(name, tenant or self.home, members)
        made.installed = installed
        return made

    def channel(
        self,
        name: str,
        *members: Person,
        team: Team | None = None,
        kind: ChannelType = "standard",
        installed: bool = False,
    ) -> Place:
        """A channel of a team. Members and the bot by itself: of private and shared ones only."""
        made = self.core.directory.add_channel(name, team or self.team, kind, members)
        made.own_installed = installed
        return made

    def chat(self, name: str, *members: Person, tenant: Tenant | None = None, installed: bool = True) -> Place:
        """A group chat."""
        made = self.core.directory.add_chat(name, tenant or self.home, members)
        made.own_installed = installed
        return made

    def personal(self, person: Person) -> Place:
        """Somebody's chat with the bot."""
        return self.core.directory.personal(person)

    def block(self, person: Person, code: str = "MessageWritesBlocked") -> None:
        """They block the bot; `ConversationBlockedByUser` is another word that was seen for it. Empty: not any more."""
        person.blocks_with = code

    def seen(self, person: Person, place: Place | None = None) -> list[Message]:
        """The bot's messages that somebody sees now, in one conversation or in all."""
        where = [place] if place else list(self.core.directory.places.values())
        now = self.core.now
        return sorted(
            (one for at in where for one in at.messages if one.by is None and one.seen_by(person, now)),
            key=lambda one: int(one.id),
        )

    def last(self, person: Person, place: Place | None = None) -> Message:
        """The newest of the bot's messages that somebody sees; in their own chat, unless another place is given."""
        found = self.seen(person, place or self.personal(person))
        assert found, f"{person.name} sees nothing of the bot's there"
        return found[-1]
