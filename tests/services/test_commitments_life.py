"""Whatever partners do, in any order: nothing is lost, and what is closed stays closed until it is undone."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from bot.domain.commitments import State
from bot.domain.errors import ConvenorError
from bot.services import asks, commitments
from bot.services.request import Reply
from bot.storage import commitments as storage
from bot.storage.engine import make_engine
from bot.storage.schema import commitment
from tests.support import databases
from tests.support.committing import NOW, the_cast, words

CLOSED = {State.KEPT, State.LET_GO, State.HANDED_ON}
PEOPLE = ("priya", "sam", "jo", "rita", "oscar")
who = st.sampled_from(PEOPLE)
number = st.integers(1, 8)
# Each with what is said after the number.
STEPS = {
    "done": (commitments.done, ""),
    "let go": (commitments.let_go, ""),
    "move": (commitments.move, "to Friday"),
    "plan": (commitments.plan, "when I'm in"),
    "accept": (asks.accept, ""),
    "smaller": (asks.smaller, "a part of it"),
    "decline": (asks.decline, ""),
    "again": (commitments.again, ""),
}


class Life(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.folder = TemporaryDirectory(prefix="convenor-life-")
        self.engine = make_engine(databases.sqlite(Path(self.folder.name)))
        self.connection = self.engine.connect()
        self.tx = self.connection.begin()
        self.cast = the_cast(self.connection)
        self.now = NOW
        self.made: set[tuple[int, int]] = set()
        self.before: dict[int, State] = {}
        self.undone: set[int] = set()

    def teardown(self):
        if hasattr(self, "connection"):
            self.connection.close()
            self.engine.dispose()
            self.folder.cleanup()

    def do(self, step, asker, said):
        self.now += timedelta(seconds=1)
        self.undone = set()
        self.before = {row.id: State(row.state) for row in self.rows()}
        try:
            reply: Reply = step(self.connection, getattr(self.cast, asker), words(said), now=self.now)
        except ConvenorError:
            return
        assert reply.show is not None

    def rows(self):
        return self.connection.execute(select(commitment)).all()

    @rule(asker=who, repeats=st.booleans())
    def make(self, asker, repeats):
        self.do(commitments.make, asker, f"do {self.now:%M%S}{' every Friday' if repeats else ''}")

    @rule(asker=who, receiver=st.sampled_from(("Sam Okoye", "Jo Lewis", "Rita Ahmed")))
    def ask(self, asker, receiver):
        self.do(asks.ask, asker, f"@{receiver} to do {self.now:%M%S}")

    @rule(asker=who, number=number, receiver=st.sampled_from(("Sam Okoye", "Jo Lewis", "Rita Ahmed")))
    def hand_on(self, asker, number, receiver):
        self.do(asks.hand_on, asker, f"{number} to {receiver}")

    @rule(step=st.sampled_from(sorted(STEPS)), asker=who, number=number)
    def take(self, step, asker, number):
        run, said = STEPS[step]
        self.do(run, asker, f"{number} {said}")

    @rule(asker=who, number=number)
    def undo(self, asker, number):
        self.do(commitments.undo, asker, str(number))
        found = storage.numbered(self.connection, getattr(self.cast, asker).viewer, number)
        self.undone = {found.id} if found else set()

    @invariant()
    def numbers_are_unique_and_without_gaps(self):
        for table in {row.partnership_id for row in self.rows()}:
            numbers = sorted(row.number for row in self.rows() if row.partnership_id == table)
            assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def nothing_is_lost(self):
        now = {(row.partnership_id, row.number) for row in self.rows()}
        assert self.made <= now
        self.made = now

    @invariant()
    def closed_stays_closed_unless_undone(self):
        now = {row.id: State(row.state) for row in self.rows()}
        opened = {one for one, state in self.before.items() if state in CLOSED and now[one] not in CLOSED}
        assert opened <= self.undone

    @invariant()
    def whatever_is_closed_says_when_and_whatever_is_open_does_not(self):
        assert all((State(row.state) in CLOSED) is (row.closed_at is not None) for row in self.rows())

    @invariant()
    def nobody_is_committed_by_somebody_else(self):
        for row in self.rows():
            assert row.state != State.ASKED or row.asked_by != row.partner_id


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=25, suppress_health_check=[*HealthCheck])
