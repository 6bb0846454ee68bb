"""Who and what there is, by its ids, and whom the bot may write to."""

import hashlib
import itertools
import re
import uuid
from collections.abc import Iterable
from typing import Any

from tests.fakes.teams.world import ChannelType, Person, Place, Team, Tenant

OF_OURS = uuid.UUID("5f0c7c53-3d5b-4a3a-9c56-6d0f5a1d8e10")


class Directory:
    """Everything by its id."""

    def __init__(self) -> None:
        self.tenants: dict[str, Tenant] = {}
        self.people: dict[str, Person] = {}
        self.teams: dict[str, Team] = {}
        self.places: dict[str, Place] = {}
        self._personal: dict[str, Place] = {}
        self._numbers = itertools.count(1)

    def _uuid(self, name: str) -> str:
        return str(uuid.uuid5(OF_OURS, f"{name} {next(self._numbers)}"))

    def _letters(self, name: str, length: int = 24) -> str:
        """What of an id looks random; it begins with the name, for whoever reads a failing test."""
        first = re.sub(r"[^a-z0-9]", "", name.casefold())[:10]
        return first + hashlib.sha256(f"{name} {next(self._numbers)}".encode()).hexdigest()[:length]

    def add_tenant(self, name: str, domain: str = "") -> Tenant:
        word = re.sub(r"[^a-z0-9]", "", name.split(maxsplit=1)[0].casefold())
        made = Tenant(self._uuid(name), name, domain or f"{word}.example")
        self.tenants[made.id] = made
        return made

    def add_person(self, name: str, tenant: Tenant, home: Tenant, fields: dict[str, Any]) -> Person:
        first = name.split(maxsplit=1)[0].casefold()
        given = {"email": f"{first}@{home.domain}"} | fields
        made = Person(f"29:1{self._letters(name, 40)}", self._uuid(name), name, tenant=tenant, home=home, **given)
        self.people[made.account] = made
        return made

    def person(self, person_id: str) -> Person | None:
        """Somebody by their 29: id or their object id."""
        found = self.people.get(person_id)
        return found or next((one for one in self.people.values() if one.aad == person_id), None)

    def add_team(self, name: str, tenant: Tenant, members: Iterable[Person]) -> Team:
        made = Team(f"19:{self._letters(name)}@thread.tacv2", self._uuid(name), name, tenant, list(members))
        self.teams[made.id] = made
        # The general channel has the team's id.
        self.places[made.id] = Place(made.id, "channel", tenant, "General", made)
        return made

    def add_channel(self, name: str, team: Team, kind: ChannelType, members: Iterable[Person]) -> Place:
        place_id = f"19:{self._letters(name)}@thread.tacv2"
        made = Place(place_id, "channel", team.tenant, name, team, kind, list(members))
        self.places[place_id] = made
        return made

    def add_chat(self, name: str, tenant: Tenant, members: Iterable[Person]) -> Place:
        made = Place(f"19:{self._letters(name)}@thread.v2", "groupChat", tenant, name, own_members=list(members))
        self.places[made.id] = made
        return made

    def personal(self, person: Person) -> Place:
        """The chat of somebody with the bot, whether it is installed for them or not."""
        if person.account not in self._personal:
            made = Place(f"a:1{self._letters(person.name, 48)}", "personal", person.tenant, own_members=[person])
            self._personal[person.account] = self.places[made.id] = made
        return self._personal[person.account]

    def meets_bot(self, person: Person, tenant: Tenant) -> bool:
        """Whether somebody can be written to alone: in the conversation's own tenant, and where the bot is."""
        if person.tenant is not tenant:
            return False
        return self.personal(person).own_installed or any(
            place.installed and place.tenant is tenant and person in place.members
            for place in self.places.values()
            if place.kind != "personal"
        )
