"""Who sits at the table of the tour: five organisations and a resident."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """Somebody at the table; no organisation: in their own right. `workspace`: where they are in Slack.

    `is_there`: from the beginning; the others are brought in as the weeks go by.
    """

    key: str
    name: str
    organisation: str | None
    workspace: str
    is_there: bool = True

    @property
    def email(self) -> str:
        return f"{self.key}@{self.workspace.casefold()}.example"


TABLE, SLUG = "Home from hospital", "home-from-hospital"

CAST = {
    one.key: one
    for one in (
        Character(key="priya", name="Priya Shah", organisation="Riverside Council", workspace="Riverside"),
        Character(key="gareth", name="Gareth Pugh", organisation="Riverside Council", workspace="Riverside"),
        Character(key="sam", name="Sam Okoye", organisation="Ward 9 Trust", workspace="Ward9"),
        Character(key="jo", name="Jo Lee", organisation="Northside Care", workspace="Northside"),
        Character(key="lewis", name="Lewis Ray", organisation="Elm Street Advice", workspace="Elmstreet"),
        Character(key="marcus", name="Marcus Bell", organisation="Larkfold Homes", workspace="Riverside"),
        Character(key="rita", name="Rita Ahmed", organisation=None, workspace="Riverside"),
        Character(key="amir", name="Amir Khan", organisation="Oak Lane Surgery", workspace="Oaklane", is_there=False),
        Character(key="dee", name="Dee Morgan", organisation="Larkfold Homes", workspace="Riverside", is_there=False),
    )
}
