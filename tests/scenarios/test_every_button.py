"""The last link in the chain of every card: each button pressed, each form sent, and each does what its words say.

A table in mid-life is explored from its members' pages and from what they may say there: whatever stands on an answer
is tried too, until no card shows anything new. What an action does that no button leads to is listed, and so is what a
button does whose words cannot be typed as they stand.
"""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass

import pytest

from bot.messages.parts import Form
from bot.services import tables
from bot.services.commands import BY_NAME
from bot.services.tables import Beginning, Newcomer
from bot.storage import debriefs, pairs
from bot.storage.engine import make_engine
from bot.storage.store import Store
from tests.messages.examples import everything
from tests.support import databases
from tests.support.pressing import Outcome, Rows, Trier, Way, ways_on
from tests.support.scene import a_scene, at

# Asked for in words alone: a page shows the same, or a sentence is all there is to it.
# What only a chat has: test_channels.py and tests/handlers/slack press these where they stand.
IN_CHATS = {
    *("person.join", "person.isme", "person.notme", "table.here", "place.let", "table.choose"),
    *("talk.on", "talk.off", "status.on", "status.off", "waiting.open"),
}
CARDS_OF_CHATS = (
    *(
        "arrivals.",
        "channels.",
        "joining.",
        "letting_in.",
        "opening.",
        "talk.",
        "statuses.",
        "my_data.held.away_by_status",
    ),
    *("tables.which_table", "waiting."),
)
# Only a table with more seats than one looks through has these: tests/services/test_seating.py asks for them.
OF_A_LARGE_TABLE = ("tables.who.large", "attendance.kept.more")
# Asked twice a year, or once a month: tests/services/test_moves.py waits for them.
# A kind of message is switched off after months: test_what_messages_do.py.
ASKED_LATER = {
    *("convene.still", "convene.other", "sponsor.sort", "sponsor.draft"),
    *("effects.off", "effects.on"),
}
OF_A_NOTE_LATER = (
    *("notes.note.leading", "notes.note.thanked", "notes.note.leads_wait"),
    # After the third asking: tests/scenarios/test_empty_seats.py lives so long.
    *("notes.note.seat_word", "quiet.answer.sponsor"),
    # With two coordinators, and in the note of whoever was rung: tests/services/test_calls.py.
    *("calls.brief.other", "calls.stepping_back"),
    *("newcomers.named", "newcomers.not_named", "effects.", "settings.settings.off", "quiet.answer.off"),
)
# Where more than three are quiet: tests/services/test_standing_now.py reads on.
OF_MANY_NAMES = {("quiet.answer", "The next names")}
# A table that is closed has no page any more: tests/scenarios/test_closing.py asks there.
OF_A_CLOSED_TABLE = "closings.is_closed"
ONLY_TYPED = {
    "reflection.list",
    "days.set",
    "language.welsh",
    "language.english",
    "ambition.show",
    "data.show",
    "sponsor.list",
    "look.list",
    "commitment.withdraw",
    "contest.list",
    "named.off",
    "named.on",
}

# On the day that the table is explored.
NOW = at(28, 12)
DEEPEST = 12
MOST_TIMES = 2


async def lived(address):
    """Four weeks of a table at which two have gone quiet, one was never asked, and much waits for a word."""
    scene = await a_scene(Store(address)).begin()
    for name, organisation in (
        ("Sam Okoye", "Ward 9 Trust"),
        ("Una Fox", "Ward 9 Trust"),
        ("Jo Lee", "Northside Care"),
        ("Lewis Ray", "Elm Street Advice"),
        ("Ann Bell", None),
    ):
        await scene.join(name, organisation)
    await scene.join("Kim Hall", "Valley Homes", agreed=None)
    # Six weeks before the last note, so that it comes back in it.
    await scene.say("priya", "/reflect nobody asked the carers", now=at(-14))
    for who, words in SAID:
        await scene.say(who, words)
    table = scene.persons["priya"].viewer
    await scene.store.run(debriefs.begin, table, number=1, on=NOW.date())
    await scene.store.run(pairs.add, table, (scene.persons["priya"].id, scene.persons["ann"].id), on=NOW.date())
    await scene.know("dr", "mo")
    await scene.say("mo", "yes to being the sponsor")
    for day in range(29):
        for who in ("priya", "jo", "lewis", "ann"):
            await scene.say(who, "/table", now=at(day, 10))
        await scene.tick(at(day))
    priya = Newcomer(name="Priya Shah", known=await scene.partner("priya"))
    await scene.store.run(tables.begin, Beginning(name="Away day", slug="away"), priya, now=at(28))
    await scene.store.close()
    return scene.persons


SAID = (
    ("sam", "/table view we ring eleven numbers"),
    ("sam", "/table view we ring twelve numbers"),
    ("lewis", "/table ask @Priya Shah to share the void list"),
    ("jo", "/table missing a GP"),
    ("priya", "/commit ring the ward by 2027-02-19"),
    ("priya", "/reflect we assumed families knew the number"),
    ("ann", "/commit draw a map by 2027-02-19"),
    ("ann", "/commit draw another map"),
    ("jo", "/table ask @Ann Bell to draw a plan"),
    ("priya", "spoke to Lewis yesterday"),
    ("priya", "/table leave be @Lewis Ray until 5 March"),
    ("lewis", "/table challenge nowhere fit to live"),
    ("lewis", "/table challenge people leave hospital with nowhere fit to live"),
    ("ann", "I recognise this"),
    ("jo", "/table challenge nobody owns the last week before somebody goes home"),
    ("ann", "say back @Sam Okoye you are on the telephone all day"),
    ("sam", "/table strand housing checks"),
    ("sam", "I'll lead housing checks"),
    ("lewis", "/table strand discharge data"),
    ("jo", "/table lead @Lewis Ray on discharge data"),
    ("ann", "/table strand draw a map"),
    ("ann", "I'll lead draw a map"),
    ("jo", "I'll lead draw a map"),
    ("priya", "/table convene @Jo Lee together with me"),
    ("lewis", "I'd convene"),
    ("jo", "/commit mend the form"),
    ("jo", "done 6"),
    ("priya", "/table settings meets every 2 weeks"),
    ("priya", "/table meeting 2027-01-20 2pm to 4pm at Riverside"),
    ("priya", "/table meeting 2027-02-18 2pm at the town hall"),
    ("priya", "/table ambition so that nobody stays in hospital for want of a home"),
    ("jo", "/table outcome fewer nights on a ward"),
    ("jo", "/table measure 1 42 nights"),
    ("jo", "/table try ring the ward by 2027-02-05"),
    ("jo", "share try 1 with Ann Bell, Riverside"),
    ("ann", "/commit run the drop-in by 2027-02-26 with Elm Street Advice"),
    ("ann", "/commit bring the kettle for Elm Street Advice"),
    ("ann", "done kettle"),
    ("sam", "/commit send the ward's list"),
    ("sam", "/table hand on my seat to @Una Fox"),
    ("una", "no to the seat"),
    ("sam", "/table hand on my seat to @Una Fox"),
    ("priya", "/table sponsor Dr Gray <gray@ward9.example> for Ward 9 Trust"),
    ("priya", "/table sponsor Mo Hart <hart@river.example> for Riverside"),
)

# Said at another table than the one they live at.
AWAY = "away: "

# From what is said here, one after the other, every card is reached that no page shows by itself.
ASKED = {
    "priya": [
        *(["help"], ["/table"], ["/table quiet"], ["/table new"], ["/table invite"], ["/table answers"], ["what next"]),
        *(["/table my data"], ["erase me"], ["no"], ["/table ask"], ["/table ask @Priya Shah to ring the ward"]),
        *(["/commit"], ["/commit list"], ["/commit draw a map", "/commit draw a map"], ["/reflect"], ["/reflect list"]),
        *(
            ["/table challenge"],
            ["/table challenge versions"],
            ["/table worth it if the beds were freed by Fridays"],
            ["take back what it would be worth"],
            ["take back my wording"],
            ["say back @Priya Shah you hurry"],
            ["say back @Jo Lee you wait"],
            ["/commit see NHS number 943 476 5919"],
            ["/reflect ring 943 476 5919"],
            ["/table view"],
            ["take back my view"],
            ["stop"],
        ),
        *(["/table meetings"], ["/table came"], ["/table came Jo"], ["/table actions Ward 9 Trust to draw a map"]),
        *(
            ["/table actions Jo to draw a map\nPriya to draw\nBob draws"],
            ["cancel the meeting because it snows", "/table meetings"],
        ),
        *(["cancel the meeting", "apologies 2"], ["apologies @Jo"], ["/table actions Bob draws"]),
        *(["answer the debrief"], ["/table debrief"]),
        ["/reflect the lift is slow", "share 2 without my name"],
        *(["/table close"], ["/table leave"], ["/table found a GP"]),
        ["away: /table view it is a long way", "away: /table missing a GP"],
        *(["who is not coming to us any more lately"], ["could you stop sending me all these messages"]),
        *(["/table strands"], ["I'll lead"], ["away: /table lead"], ["/table convening"], ["I can't convene any more"]),
        *(["/table thanks @Jo Lee for the void list"], ["more 6"]),
        *(["/table ambition"], ["/table ambition to get people home"], ["away: /table ambition"]),
        *(["/table outcomes"], ["show outcome 1"], ["/table outcome"], ["away: /table outcomes"]),
        *(["/table measure 1"], ["for outcome 1, fewer is better", "/table measure 1 31 nights"]),
        *(["/table tries"], ["show try 1"], ["/table try"], ["away: /table tries"]),
        *(
            ["/table sponsors"],
            ["/table sponsor"],
            ["/table sponsor @Jo Lee for Riverside"],
            ["/table draft for Riverside"],
            ["/table ask the table what's in the way"],
            ["/table ring @Sam Okoye"],
        ),
        *(["away: /table try draw a map", "away: share try 1"], ["away: /commit draw a map", "away: towards 1: 1"]),
    ],
    "sam": [
        ["/table ambition to get people home"],
        ["/table strands 1"],
        ["it has been busy"],
        ["could you stop sending me all these messages"],
        ["/commit list"],
        ["/reflect list"],
        ["/table leave"],
        ["/table said back"],
        ["not how we see it"],
        ["/table hand on my seat to @Una Fox"],
    ],
    "jo": [
        *(["/table our part"], ["/table my state"], ["/table that isn't right it was three", "/table contested"]),
        *(["/table challenge"], ["/table challenge again", "take back my wording"], ["/table said back"]),
        *(["/table meetings"], ["apologies"], ["apologies", "/table meetings"], ["/table deputy Ann"]),
        *(["show outcome 1"], ["/table measure 1 31 nights"], ["/table outcome more homes"], ["take back outcome 1"]),
        *(["reached outcome 1 because it is so"], ["drop outcome 1 because it is so", "/table measure 1 3"]),
        *(["show try 1"], ["/table try draw a map"], ["yes, we share try 1"], ["stop try 1 because it rained"]),
        *(["/table outcome fewer nights on a ward"], ["/table try ring the ward"]),
        ["/commit draw a map", "towards 1: 10"],
        *(["/table in our way"], ["/table in our way: time"]),
    ],
    "lewis": [
        *(["nearly"], ["not how we see it"], ["say back @Sam Okoye"], ["worth: not sure yet"], ["they got it 9"]),
        *(["/commit one thing", "/commit two things", "/commit three things", "/commit four things"],),
        *(["/commit list"], ["i'm in on 7", "more 7"], ["if only Ward 9 would ring us"], ["more 8"]),
        ["count us out of 7"],
        ["/table my data"],
    ],
    "dr": [["/table sponsors"]],
    "mo": [["/table sponsors"]],
    "ann": [
        *(["/commit list"], ["more 7"], ["stuck 7"], ["repeat 7"], ["bring in 7"], ["check in with me"]),
        *(["done"], ["/table more"], ["/commit water the plants every Monday"], ["4 belongs to draw a map"]),
        ["not how we see it"],
    ],
}


# What the words on a button say in one sentence, where pressing it asks for the same with a form.
SAID_AT_ONCE = {
    "commitment.accept": {"due_on": "Friday"},
    "commitment.make": {"words": "send the discharge data", "due_on": "Friday"},
    "commitment.move": {"due_on": "Tuesday"},
    "reflection.make": {"words": "we assumed families knew the number"},
    "strand.begin": {"words": "housing checks"},
    "table.missing": {"role": "a GP"},
    "quiet.spoke": {"day": "Tuesday"},
    "away.set": {"until": "4 January"},
    "messages.pause": {"until": "4 January"},
    "quiet.leavebe": {"until": "4 January"},
    "table.close": {"called": "Home from hospital"},
    "state.away": {"first": "3 May", "last": "20 May"},
    "state.here": {"day": "12 April"},
}

# What becomes visible, where the words on the button have a gap to fill, or where a form is sent.
SEEN = {
    ("away.set", "Save"): "Noted: away until Friday 5 March",
    ("commitment.accept", "Yes"): "^You said you'd “.*” by Friday 5 March",
    ("commitment.bringin", "Ask them"): "^(I'll ask .* whether they're in|Only your organisation can see)",
    ("commitment.bringin", "Bring in…"): "^Bring in “",
    ("commitment.stuck", "Next"): "^I'd (ask|tell) ",
    ("ifonly.say", "If only …"): "^If only …",
    ("ifonly.say", "Next"): "^I'd ask ",
    ("commitment.ask", "Ask"): "I'll ask .*: “draw a map” by Friday 5 March",
    ("commitment.ask", "Offer something smaller"): "^Ask somebody",
    ("commitment.ask", "They offered something…"): "^Ask somebody",
    ("commitment.ask", "Ask somebody"): "^Ask somebody",
    ("commitment.handon", "Ask them"): "I'll ask .* to take on “.*”. It stays yours",
    ("commitment.handon", "Hand on"): "^Hand on “",
    ("commitment.letgo", "Let go"): "^Let go: “",
    ("commitment.make", "Change"): "^A commitment",
    ("commitment.make", "Keep it"): "^You said you'd “draw a map” by Friday 5 March",
    ("commitment.move", "Save"): "^(Moved|As it stands): “.*” by Friday 5 March",
    ("commitment.plan", "Save"): "^Your plan for “.*”: “when draw a map then draw a map”",
    ("commitment.plan", "When will you do it?"): "^When will you do it\\?",
    ("challenge.nearly", "Nearly: I'd change…"): "^The challenge in words",
    (
        "challenge.nearly",
        "Propose it",
    ): "^(It is proposed, beside|Those words are there already)",
    ("challenge.word", "Change it"): "^The challenge in words",
    ("challenge.word", "Propose another wording"): "^The challenge in words",
    ("challenge.word", "Put it into words"): "^The challenge in words",
    ("challenge.word", "Say it so"): "^(It stands now|How this table puts|The challenge)",
    ("challenge.word", "Propose it"): "^(It is proposed, beside|It stands now|Those words are there already)",
    ("say.back", "Say it back"): "^(Say it back|I'll ask .* whether you got it)",
    ("say.mend", "Nearly: …"): "^Nearly .* said back",
    ("say.mend", "Put it so"): "^Thank you. .* will see how you'd put it",
    ("worth.give", "Answer that"): "^Worth your while",
    ("worth.give", "Ask me something else"): "^Worth your while",
    ("worth.give", "Change"): "^Worth your while",
    ("worth.give", "Keep it"): "^Kept, as what would make it worth it",
    ("worth.give", "Say it"): "^Worth your while",
    ("worth.give", "Say it anew"): "^Worth your while",
    ("commitment.smaller", "Say so"): "^You said you'd “draw a map” instead of “.*”. By Friday 5 March",
    ("commitment.smaller", "Something smaller"): "^Something smaller “",
    ("convene.offer", "Offer it"): "I'll ask .* whether they'd convene together with you|convenes already",
    ("convene.offer", "Offer the convening"): "^Offer the convening",
    ("lead.offer", "Offer it"): "I'll ask .* whether they'd|leads “.*” just now. I'll ask them|leads “.*” already",
    ("lead.offer", "Offer the lead"): "^Offer a lead",
    ("meeting.actions", "Change"): "^Paste your actions",
    ("meeting.actions", "Check"): "^I can't tell yet whose these are",
    ("meeting.came", "Note it"): "^Noted for ",
    ("meeting.deputy", "Say so"): "^Noted: “draw a map” comes for you",
    ("meeting.deputy", "Send a deputy…"): "^A deputy",
    (
        "meeting.move",
        "Move it",
    ): "^(Moved. It's now|As it stands: the table meets) on Friday 5 March at 14:00, “draw a map”",
    ("meeting.move", "Move"): "^Move the meeting",
    ("meeting.pick", "Sam Okoye, Ward Trust"): "One line is clear",
    ("meeting.pick", "Una Fox, Ward Trust"): "One line is clear",
    ("meeting.set", "Set a meeting"): "^When do you meet",
    ("meeting.set", "Set it"): "meets on Friday 5 March at 14:00, “draw a map”",
    ("quiet.leavebe", "Leave be"): "^I leave .* be until Friday 5 March",
    ("messages.pause", "Not until…"): "^Not until…",
    ("messages.pause", "Save"): "^Stopped until Friday 5 March",
    ("quiet.spoke", "Note it"): "^Noted: you spoke to .* on Sunday 7 February",
    ("debrief.answer", "Keep it"): "^Kept. Share what you like of it",
    ("reflection.changed", "Keep it"): "^Kept. Only you can see this",
    ("reflection.make", "Change"): "^Something noticed",
    ("reflection.make", "Keep it"): "^Kept. Only you can see this",
    (
        "table.invite",
        "Check",
    ): "^(One person would be invited. Nothing has been sent|Nobody can be invited from this) yet",
    ("strand.begin", "Begin it"): "^(The strand “draw a map” has begun|There is a strand called “draw a map” already)",
    ("strand.end", "End it"): "^\\d\\. “.*” ended on 8 February",
    ("strand.end", "It has ended"): "^A strand comes to its end",
    ("strand.rename", "Rename"): "^Another name",
    ("strand.rename", "Rename it"): "is now called “draw a map”",
    ("strand.tie", "Belongs to…"): "^Which strand does",
    ("thanks.give", "Say thanks"): "^(Say thanks|Thank you for saying it|That's you)",
    ("seat.handon", "Ask them"): "^I'll ask Ann",
    ("sponsor.ask", "Ask them"): "^Ann sits at this table already",
    ("seat.invite", "Invite somebody"): "^Invite to a chair",
    ("seat.invite", "Send the invitation"): "^Bob Ash is invited as ",
    ("seat.stepback", "Step back"): "has stepped back from|sit for .* too|sits for .* too",
    ("table.close", "Close it"): "^Home from hospital is closed",
    ("table.parting", "Leave"): "^Goodbye from ",
    ("seat.organisation", "Save"): "^Thank you. At this table you sit for draw a map",
    ("seat.organisation", "Say whom you sit for"): "^Your seat",
    ("seat.putdown", "Save"): "^Noted: .* sits for draw a map",
    ("seat.putdown", "Say whom somebody sits for"): "^Whom somebody sits for",
    ("table.invite", "Invite"): "^Invite by e-mail",
    ("table.missing", "Add"): "^Noted: draw a map is missing here",
    ("table.new", "Begin"): "^draw a map is open. Nobody has been messaged",
    ("table.note", "It's ready"): "^Here it is, to copy and post",
    ("view.give", "Say it"): "^That's there for the table as",
    ("ambition.change", "Change"): "^What this table is for",
    ("ambition.change", "Keep it"): "^What this table is for is now: “draw a map”",
    ("ambition.change", "Say it"): "^What this table is for",
    ("commitment.towards", "Save"): "^Noted: “.*” is towards",
    ("commitment.towards", "What is it towards?"): "^What is it towards\\?",
    ("measure.correct", "Correct"): "^A measure",
    ("measure.correct", "Note it"): "^Corrected for “fewer nights on a ward”: “draw a map”",
    ("measure.log", "Measure it"): "^A measure",
    ("measure.log", "Note it"): "^Noted for “.*”: “draw a map”",
    ("outcome.change", "Change"): "^Say it anew",
    ("outcome.change", "Keep it"): "^Outcome 1 is now “draw a map”",
    ("outcome.drop", "Keep it"): "^Noted: “.*” is no longer this table's",
    ("outcome.drop", "No longer ours…"): "^No longer ours",
    ("outcome.reached", "Keep it"): "^Reached: “",
    ("outcome.reached", "Reached…"): "^Reached",
    ("outcome.set", "Keep it"): "^That's outcome \\d of this table: “draw a map”",
    ("outcome.set", "Set an outcome"): "^An outcome",
    ("try.begin", "Keep it"): "^Noted for try \\d, “draw a map”",
    ("try.begin", "Try something"): "^A try",
    ("try.change", "Change…"): "^Change it",
    ("try.change", "Say so"): "^From now on: “draw a map”",
    ("try.fill", "Keep it"): "^Noted for try 1, “",
    ("try.fill", "Say more"): "^A try",
    ("try.keep", "Keep"): "^Keep it",
    ("try.keep", "Say so"): "^It goes on: “",
    ("try.share", "Ask them"): "^(I'll ask|There's nobody new to ask)",
    ("try.share", "Who shares it?"): "^Who shares it\\?",
    ("try.stop", "Say so"): "^Stopped: “",
    ("try.stop", "Stop…"): "^Stop it",
    ("contest.say", "That isn't right…"): "^That isn't right",
    ("contest.say", "Say so"): "^Noted, on ",
    ("state.away", "Save"): "^Noted: you were away from Monday 1 February to Sunday 7 February",
    ("state.here", "Save"): "^Noted: you were here on Sunday 7 February",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of a button or form; of the words that could have been typed instead; of what was sent empty or wrong.

    `before`: all that was kept until then. `filled`: the form that a button opened, sent with what its words say.
    """

    way: Way
    before: Rows
    outcome: Outcome
    typed: Outcome | None = None
    filled: Outcome | None = None
    wrong: tuple[Outcome, ...] = ()


class Explorer:
    """Tries each button of each kind of card a few times, for what it leads to depends on the way there."""

    def __init__(self, trier):
        self.trier = trier
        self.met = []
        self.times: Counter[tuple[str, str, str]] = Counter()

    def explore(self, persons):
        for who in persons:
            self.try_all(self.trier.standing(who), DEEPEST)
        for who, asked in ASKED.items():
            for sentences in asked:
                with self.trier.taken_back():
                    for words in sentences:
                        said = words.removeprefix(AWAY)
                        self.follow(self.trier.say(who, said, slug="away" if said != words else ""), DEEPEST)
                    self.try_all(self.trier.standing(who), DEEPEST)
        return self.met

    def follow(self, outcome, depth):
        if outcome.reply.show and depth:
            self.try_all(ways_on(outcome.who, outcome.slug, outcome.entry, outcome.reply.show), depth - 1)

    def try_all(self, found, depth):
        for way in found:
            self.times[way.key] += 1
            if self.times[way.key] <= MOST_TIMES:
                self.met.append(self.send(way, depth) if isinstance(way.on, Form) else self.press(way, depth))

    def press(self, way, depth):
        before, filled = self.trier.rows(), None
        with self.trier.taken_back():
            typed = self.trier.say(way.who, way.on.words, slug=way.act.table or way.slug)
        with self.trier.taken_back():
            outcome = self.trier.press(way)
            with self.trier.taken_back():
                if isinstance(outcome.reply.show, Form) and way.act.name in SAID_AT_ONCE:
                    [form] = [one for one in opened(outcome) if isinstance(one.on, Form)]
                    filled = self.trier.send(form, as_said(form.on, SAID_AT_ONCE[way.act.name]))
            self.follow(outcome, depth)
        return Tried(way=way, before=before, outcome=outcome, typed=typed, filled=filled)

    def send(self, way, depth):
        before, wrong = self.trier.rows(), []
        for values in wrongly(way.on):
            with self.trier.taken_back():
                wrong.append(self.trier.send(way, values))
        with self.trier.taken_back():
            outcome = self.trier.send(way, answers(way.on))
            self.follow(outcome, depth)
        return Tried(way=way, before=before, outcome=outcome, wrong=tuple(wrong))


def opened(outcome):
    return ways_on(outcome.who, outcome.slug, outcome.entry, outcome.reply.show)


ANSWERS = {
    "lines": "Bob Ash <bob@ash.example>, Ash Homes\nNobody at all",
    "until": "Friday 5 March",
    "due_on": "Friday 5 March",
    "day": "yesterday",
    "first": "1 February",
    "last": "yesterday",
    "meets_on": "Friday 5 March",
    "time": "2pm",
    "who": "Ann Bell",
    "line": "Bob Ash <bob@ash.example>",
    "called": "Home from hospital",
}


def answers(form, said=ANSWERS, other="draw a map"):
    """A form filled in: what is offered and chosen, or offered first; else what is said, or some other words."""
    chosen = {one.name: one.value or one.options[0].value for one in form.fields if one.options}
    return {one.name: said.get(one.name, other) for one in form.fields} | chosen


def as_said(form, said):
    """A form filled in with what a sentence says; where words stand in it already, those are the sentence."""
    stands = {one.name: one.value for one in form.fields if one.name == "words" and one.value}
    return answers(form, stands or said, other="")


def wrongly(form):
    """The same form without its answers, and with a day that is none."""
    yield {one.name: "" for one in form.fields}
    for one in form.fields:
        if one.name in ("until", "due_on", "day", "meets_on"):
            yield answers(form) | {one.name: "31 November"}


@pytest.fixture(scope="module")
def met(tmp_path_factory):
    address = databases.sqlite(tmp_path_factory.mktemp("lived"))
    persons = asyncio.run(lived(address))
    engine = make_engine(address)
    with engine.connect() as tx, tx.begin():
        found = Explorer(Trier(tx, persons, slug="home", now=NOW)).explore(persons)
    engine.dispose()
    return found


def label(words):
    """A label without the numbers and names in it."""
    return re.sub(r"(?<=a link for ).*", "…", re.sub(r"\d+ (\w+?)s?$", r"\1", words))


def pair(way):
    return way.act.name, label(way.label)


def test_every_action_is_led_to_by_a_button_or_only_ever_typed(met):
    assert {one.way.act.name for one in met} == set(BY_NAME) - ONLY_TYPED - IN_CHATS - ASKED_LATER


def test_every_button_and_form_of_the_examples_is_met(met):
    shown = [
        one
        for name, one in everything("draw a map").items()
        if not name.startswith((*CARDS_OF_CHATS, *OF_A_NOTE_LATER, *OF_A_LARGE_TABLE, OF_A_CLOSED_TABLE))
    ]

    expected = {pair(way) for one in shown for way in ways_on("", "", "", one)} - OF_MANY_NAMES
    assert expected <= {pair(one.way) for one in met}


def test_pressing_a_button_does_what_typing_its_words_does(met):
    for one in met:
        if one.typed and is_whole(one.way) and one.filled is None:
            assert (one.way.key, one.outcome.said) == (one.way.key, one.typed.said)
            assert one.outcome.rows == one.typed.rows, one.way.key


def is_whole(way):
    """Whether the words on a button can be typed as they stand."""
    return "..." not in way.on.words


# Of whoever does anything at all it is noted that they were here on that day; and what they typed is a draft.
BEING_HERE = {"participation", "partner", "seat", "draft"}


def kept(rows):
    return {name: those for name, those in rows.items() if name not in BEING_HERE}


def unasked(rows):
    """The same without the question with which a form asked for a reflection."""
    reflections = [(*row[:5], *row[6:]) for row in rows["reflection"]]
    return kept(rows) | {"reflection": reflections, "asked_question": []}


def test_a_form_that_a_button_opens_is_the_long_way_to_what_its_words_say(met):
    for one in met:
        if one.filled and is_whole(one.way):
            assert (one.way.key, one.filled.said) == (one.way.key, one.typed.said)
            assert unasked(one.filled.rows) == unasked(one.typed.rows), one.way.key


def test_what_cannot_be_compared_is_seen_to_happen(met):
    those = [one for one in met if isinstance(one.way.on, Form) or not is_whole(one.way)]
    for one in those:
        expected = "^From where you sit" if one.way.act.name == "view.give" and one.typed else SEEN[pair(one.way)]
        assert re.search(expected, one.outcome.said), (one.way.key, one.outcome.said)

    assert set(SEEN) == {pair(one.way) for one in those if one.way.act.name != "view.give" or not one.typed}


def test_a_label_with_an_ellipsis_asks_before_anything_is_done(met):
    those = [one for one in met if one.way.label.endswith("…")]

    assert those
    for one in those:
        assert kept(one.outcome.rows) == kept(one.before), one.way.key
        assert opened(one.outcome), one.way.key


# A form of one question whose answer may be left out: no day is today, and of some things nothing came.
MAY_BE_EMPTY = {
    ("quiet.spoke", "Note it"),
    ("strand.end", "End it"),
    ("meeting.came", "Note it"),
    ("seat.stepback", "Step back"),
    ("table.parting", "Leave"),
}


def test_a_form_sent_empty_or_with_a_day_that_is_none_keeps_nothing_and_says_so(met):
    those = [one for one in met if isinstance(one.way.on, Form)]
    for one in those:
        for outcome in one.wrong[pair(one.way) in MAY_BE_EMPTY :]:
            assert kept(outcome.rows) == kept(one.before), one.way.key
            assert outcome.reply.wrong, (one.way.key, outcome.said)
            assert outcome.stays, one.way.key

    assert {pair(one.way) for one in those} >= MAY_BE_EMPTY
