"""A table in mid-life at which every fact of DESIGN 5's table is known of Sam, each with a word of its own in it."""

from collections.abc import Callable

from bot.domain.people import Role
from bot.services import tables
from bot.services.request import Reply
from bot.services.tables import Beginning, Newcomer
from bot.storage.store import Store
from tests.support.scene import Scene, a_scene, at

SEATS = (
    ("Sam Quillon", "Larkfield Trust", Role.PARTNER),
    ("Una Fox", "Larkfield Trust", Role.PARTNER),
    ("Jo Lee", "Northside Care", Role.PARTNER),
    ("Lewis Ray", "Elm Street Advice", Role.PARTNER),
    ("Ann Bell", None, Role.PARTNER),
    ("Bob Ash", "Ash Homes", Role.PARTNER),
    ("Ola Watts", "Ash Homes", Role.OBSERVER),
)
# What is said on which day.
SAID = {
    0: (
        ("sam", "/commit send the tablemark list by 2027-04-30"),
        ("sam", "/commit count the insidemark beds"),
        ("sam", "more 2 organisation"),
        ("sam", "/reflect the privatemark lift is slow"),
        ("sam", "/table view we ring viewmark numbers"),
        ("sam", "/table worth it if the worthmark beds were free by Fridays"),
        ("sam", "/table challenge nowhere challengemark fit to live"),
        ("sam", "/table strand strandmark checks"),
        ("lewis", "I'll lead strandmark checks"),
        ("sam", "1 belongs to strandmark checks"),
        ("sam", "/table outcome fewer outcomemark nights on a ward"),
        ("sam", "/table try ring the trymark ward at nine"),
        ("jo", "/table ask @Sam Quillon to share the askmark list"),
        ("ann", "/table say back @Sam Quillon you are on the backmark telephone all day"),
        ("ann", "/table thanks @Sam Quillon for the thanksmark list"),
        ("ann", "just between us"),
        ("priya", "/table sponsor Gray Hill <gray@larkfield.example> for Larkfield Trust"),
        ("gray", "yes"),
        ("gray", "yes to being the sponsor"),
        ("gray", "/table our part"),
        ("priya", "/table meeting 2027-03-11 2pm at the town hall"),
        ("sam", "/table deputy Dee Deputymark"),
        ("sam", "if only housing would ring us before the draftmark noon"),
        ("bob", "/table leave, yes"),
    ),
    10: (
        ("sam", "/reflect the namedmark ward rings twice"),
        ("sam", "share 2 with my name"),
        ("sam", "/reflect the namelessmark form is long"),
        ("sam", "share 3 without my name, yes"),
    ),
    18: (
        ("sam", "/reflect the colleaguesmark rota is thin"),
        ("sam", "share 3 to my organisation"),
        ("sam", "I'm the wrong person now"),
        ("sam", "yes, tell them"),
    ),
}
# When what was shared stands in the digest; and once Sam has been quiet for long, the day before the meeting.
FRESH = (15, 20)
QUIET = 58


async def lived(address: str, look: Callable[[Scene, int], None]) -> tuple[Scene, dict[int, Reply]]:
    """Two months; `look` at them on three days. What a coordinator was answered to "who has dropped off?", each day."""
    scene = await _seated(address)
    answered = {}
    for day in range(QUIET + 1):
        for who in ("priya", "jo", "lewis", "ann"):
            await scene.say(who, "/table", now=at(day, 10))
        await _says(scene, day)
        await scene.tick(at(day))
        answered[day] = await scene.say("priya", "/table quiet", now=at(day, 17))
        if day in (*FRESH, QUIET):
            look(scene, day)
    return scene, answered


async def _seated(address: str) -> Scene:
    scene = await a_scene(Store(address)).begin(meets_every=14)
    for name, organisation, role in SEATS:
        await scene.join(name, organisation, role=role)
    kit = Newcomer(name="Kit Marsh", email="kit@larkfield.example", organisation="Larkfield Trust")
    away = Beginning(name="Away day", slug="away")
    scene.persons["kit"] = await scene.store.run(tables.begin, away, kit, now=at(0, 8))
    return scene


async def _says(scene: Scene, day: int) -> None:
    for who, words in SAID.get(day, ()):
        if who not in scene.persons:
            await scene.know(who)
        await scene.say(who, words, now=at(day))
    if day == 0:
        await scene.know("gray")


async def begun(address: str) -> Scene:
    """The same on the evening of its first day."""
    scene = await _seated(address)
    await _says(scene, 0)
    return scene
