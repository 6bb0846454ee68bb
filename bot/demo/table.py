"""The invented partnership: what it is for, and who sits at it. Nobody in it, and no body, is real."""

from dataclasses import dataclass

from bot.domain.people import Role

SLUG = "home-from-hospital"
NAME = "Home from hospital"
ZONE = "Europe/London"
COUNTRY = "GB-ENG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """Somebody in the story. `line` is what a visitor is told of them; without one they are not shown any more."""

    name: str
    organisation: str | None
    sector: str | None = None
    domain: str
    line: str = ""
    role: Role = Role.PARTNER

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def key(self) -> str:
        """How the history calls them."""
        return self.first_name.casefold()

    @property
    def email(self) -> str:
        return f"{self.key}@{self.domain}.example"


CAST = (
    Character(
        name="Priya Shah",
        organisation="Riverside Council",
        sector="council",
        domain="riverside",
        role=Role.COORDINATOR,
        line="Convenes the table. Runs housing options, and two other things as well.",
    ),
    Character(
        name="Maureen Tate",
        organisation="Carers' Circle",
        sector="community",
        domain="carerscircle",
        role=Role.COORDINATOR,
        line="Convenes with Priya. Looked after her mother for nine years.",
    ),
    Character(
        name="Rita Ahmed",
        organisation=None,
        domain="home",
        line="A resident, here in her own right. Eleven weeks on a ward, waiting for a ground-floor flat.",
    ),
    Character(
        name="Sam Okoye",
        organisation="Ward 9 Trust",
        sector="health",
        domain="ward9",
        line="Runs discharge on Ward 9. Was here every week; was asked, and hasn't answered yet.",
    ),
    Character(
        name="Anna Lewis",
        organisation="Ward 9 Trust",
        domain="ward9",
        line="Consultant. Comes when the rota lets her. Was asked yesterday.",
    ),
    Character(
        name="Ines Duarte",
        organisation="Ward 9 Trust",
        domain="ward9",
        line="Occupational therapist: sees the homes that people go back to.",
    ),
    Character(
        name="Gareth Pugh",
        organisation="Riverside Council",
        domain="riverside",
        line="Adaptations: ramps, rails, wet rooms. Works Tuesdays to Thursdays.",
    ),
    Character(
        name="Yusuf Karim",
        organisation="Elm Street Advice",
        sector="charity",
        domain="elmstreet",
        line="Rent, benefits, and who pays for two homes. Waits for the council's word.",
    ),
    Character(
        name="Marcus Bell",
        organisation="Larkfold Homes",
        sector="housing",
        domain="larkfold",
        line="Empty flats. Sends his list every other Monday, and has never missed one.",
    ),
    Character(
        name="Leanne Foy",
        organisation="Larkfold Homes",
        domain="larkfold",
        line="Tenancies. Joined two weeks ago, and is waited for already.",
    ),
    Character(
        name="Dil Sandhu",
        organisation="Handrail",
        sector="home improvement",
        domain="handrail",
        line="Fits rails and key safes, on Fridays the same day.",
    ),
    Character(
        name="Jo Lee",
        organisation="Northside Care",
        sector="care",
        domain="northside",
        line="Care at home. Took on a colleague's work when he left; was asked three times, weeks ago.",
    ),
    Character(
        name="Tom Hadley",
        organisation="Three Valleys Care Board",
        sector="health",
        domain="threevalleys",
        line="Holds the money for getting people home. Away just now.",
    ),
    Character(
        name="Fiona Marsh",
        organisation="Six Parishes GPs",
        sector="health",
        domain="sixparishes",
        line="Practice manager. Went quiet, was asked, and said what was in the way.",
    ),
    Character(
        name="Owen Price",
        organisation="Six Parishes GPs",
        domain="sixparishes",
        line="Was invited weeks ago, and has never answered.",
    ),
    Character(
        name="Bev Ashworth",
        organisation="Carers' Circle",
        domain="carerscircle",
        line='Said "only when I write", so nobody writes to her first.',
    ),
    Character(name="Pete Nolan", organisation="Northside Care", domain="northside"),
)
BY_KEY = {one.key: one for one in CAST}
SHOWN = tuple(one for one in CAST if one.line)
