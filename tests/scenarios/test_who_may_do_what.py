"""Those who may not are told so, and nothing is written; and no number reaches what stands at another table."""

import asyncio
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, select

from bot.domain.access import Right, may
from bot.domain.acts import Act
from bot.domain.people import Role
from bot.messages.parts import Form
from bot.services.commands import BY_NAME, COMMANDS
from bot.services.request import Answers
from bot.storage.engine import make_engine
from bot.storage.schema import metadata
from tests.messages.examples import everything
from tests.support import databases
from tests.support.mid_life import begun
from tests.support.pressing import OF_THE_PAGE, ways_on
from tests.support.scene import at
from tests.support.seen_by import Looker, sentences
from tests.support.who_may_do import PARTNERS, REFUSALS

pytestmark = pytest.mark.slow

# Being here is noted of whoever says anything, and what could not be done is kept to be said again.
OF_BEING_HERE = {*OF_THE_PAGE, "participation", "partner", "seat", "draft"}
# What a coordinator alone may do, where the command itself shows something to everybody.
FOR_COORDINATORS = (
    *("/table settings name Another", "/table settings meets every 2 weeks", "/table settings language Welsh"),
    *("change the ambition to nobody waits", "/table convene @Jo Lee instead of me", "/table here 12-0473"),
)


@pytest.fixture(scope="module")
def begun_at(tmp_path_factory):
    address = databases.sqlite(tmp_path_factory.mktemp("begun"))

    async def live():
        scene = await begun(address)
        await scene.store.close()
        return scene

    scene = asyncio.run(live())
    engine = make_engine(address)
    yield engine, scene
    engine.dispose()


@pytest.fixture
def looker(begun_at):
    engine, scene = begun_at
    with engine.connect() as tx:
        yield Looker(tx, scene.persons, slug="home", now=at(1))


def rows_of(tx: Connection, partnership: int, kit: int, *, but: set[str]):
    """All that is kept of a table, and of everybody but the outsider."""
    found = {}
    for one in metadata.sorted_tables:
        if one.name in but:
            continue
        query = select(one)
        if "partnership_id" in one.c:
            query = query.where(one.c.partnership_id == partnership)
        elif one.name == "partnership":
            query = query.where(one.c.id == partnership)
        elif one.name == "answer":
            # An outsider who convenes another table may ask that one something.
            owed = metadata.tables["outbox"]
            query = query.where(one.c.outbox_id.in_(select(owed.c.id).where(owed.c.partnership_id == partnership)))
        elif one.name == "person":
            query = query.where(one.c.id != kit)
        elif "person_id" in one.c:
            query = query.where(one.c.person_id != kit)
        found[one.name] = [tuple(row) for row in tx.execute(query)]
    return found


@contextmanager
def unchanged(looker, *, but):
    """Nothing of the table is other than before; then all is taken back."""
    who = looker.persons["sam"].partnership.id, looker.persons["kit"].person.id
    before = rows_of(looker.tx, *who, but=but)
    with looker.taken_back():
        yield
        after = rows_of(looker.tx, *who, but=but)
    assert {name: (before[name], rows) for name, rows in after.items() if rows != before[name]} == {}


def at_this_table(words):
    return words.replace("Sam Okoye", "Sam Quillon").replace("Ward 9 Trust", "Larkfield Trust")


@pytest.mark.parametrize("who", ["ola", "gray"])
def test_whoever_looks_on_is_told_that_this_is_for_partners_and_has_their_words_back(looker, who):
    for words in PARTNERS.strip().splitlines():
        with unchanged(looker, but=OF_BEING_HERE):
            reply = looker.say(who, at_this_table(words))
        assert REFUSALS["partners"] in reply.said
        assert at_this_table(words) in reply.said


@pytest.mark.parametrize("who", ["ola", "gray", "jo"])
def test_no_card_of_theirs_has_a_button_for_what_is_refused_when_it_is_typed(looker, who):
    every = list(looker.everything(who, sentences(), "home"))
    ways = {(way.act.name, way.label, seen.by) for seen in every for way in ways_on(who, "home", "", seen.shown)}
    role = looker.persons[who].role

    assert [way for way in ways if way[0] in BY_NAME and not may(role, BY_NAME[way[0]].right)] == []
    assert len(ways) > 50


def for_coordinators():
    usages = [one.usage or one.bare for one in COMMANDS if one.right is Right.CONVENE]
    return [*filter(None, usages), *FOR_COORDINATORS]


@pytest.mark.parametrize("who", ["jo", "ola", "sam", "gray"])
def test_what_is_for_coordinators_is_refused_to_everybody_else(looker, who):
    for words in for_coordinators():
        with unchanged(looker, but=OF_BEING_HERE):
            reply = looker.say(who, at_this_table(words))
        assert not reply.reply.kept, (words, reply.said)


def test_what_is_for_coordinators_is_refused_to_a_partner_whatever_is_pressed(looker):
    for name, command in BY_NAME.items():
        if command.right is Right.CONVENE:
            with unchanged(looker, but=OF_BEING_HERE):
                for number in range(1, 6):
                    looker.heard("jo", Act(name=name, on=(str(number),)), "home")
                    looker.heard("jo", Act(name=name), "home")


def fields():
    """What any form of ours asks."""
    return sorted(
        {one.name for shown in everything("words").values() if isinstance(shown, Form) for one in shown.fields}
    )


def acts(name):
    for number in range(1, 6):
        yield Act(name=name, on=(str(number),))
        yield Act(name=name, on=(str(number), "1"))
        yield Act(name=name, on=(str(number), "organisation"), picked=str(number))


def test_no_number_of_another_tables_shows_or_changes_anything_there(looker):
    """Pressed at the outsider's own table, at the other, and sent as any form: each action there is."""
    values = fields()
    for name in BY_NAME:
        with unchanged(looker, but=OF_THE_PAGE):
            for act in acts(name):
                filled = Answers(act=act, values=dict.fromkeys(values, act.on[0]))
                for slug in ("away", "home"):
                    for said in (act, filled):
                        assert not shown_of_home(looker.heard("kit", said, slug)), (name, said, slug)


def test_a_card_that_names_another_table_is_not_answered_there(looker):
    for name in BY_NAME:
        with unchanged(looker, but=OF_THE_PAGE):
            for number in (1, 2):
                act = Act(name=name, on=(str(number),)).at("home")
                for slug in ("away", "home"):
                    assert not shown_of_home(looker.heard("kit", act, slug)), (name, slug)
            form = Answers(act=Act(name=name), values={"table": "home", "words": "draw a map"})
            assert not shown_of_home(looker.heard("kit", form, "away")), name


def shown_of_home(outcome):
    """Whatever of the other table stands in an answer."""
    shown = outcome.words
    return [one for one in ("mark", "Quillon", "Lewis Ray", "Elm Street") if one in shown]


def test_an_observer_is_an_observer_and_kit_sits_elsewhere(looker):
    assert looker.persons["ola"].role is Role.OBSERVER
    assert looker.persons["kit"].partnership.slug == "away"
