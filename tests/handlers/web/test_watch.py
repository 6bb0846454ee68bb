"""What a monitor asks for: whether it keeps up, and figures in which nobody can be found."""

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update

from bot.messages.cards.alarms import Trouble
from bot.storage import outbox as rows
from bot.storage import pace, watching
from bot.storage.outbox import Owed
from bot.storage.schema import outbox
from tests.support.scene import at


def owed(who, *, kind="reminder", period="x", due_at=None, route="web"):
    return Owed(
        partnership_id=who.partnership.id,
        person_id=who.person.id,
        kind=kind,
        period=period,
        route=route,
        due_at=due_at or at(0),
    )


def figures(web):
    """What /metrics says, by name, state and route."""
    return {
        (sample.name, sample.labels.get("state"), sample.labels.get("route")): sample.value
        for family in text_string_to_metric_families(web.get("/metrics").text)
        for sample in family.samples
    }


def test_it_is_ready_while_nothing_is_late(web):
    answer = web.get("/readyz")

    assert (answer.status_code, answer.text) == (200, "ready\n")


@pytest.mark.parametrize(("minutes", "status"), [(15, 200), (16, 503)])
def test_it_is_not_ready_once_something_is_late_by_more_than_a_quarter_of_an_hour(web, minutes, status):
    web.run(rows.owe, owed(web.scene.persons["sam"]))
    web.clock[0] = at(0) + timedelta(minutes=minutes)

    answer = web.get("/readyz")

    assert answer.status_code == status
    assert "Sam" not in answer.text


def test_a_question_that_waits_for_its_note_is_not_late(web):
    web.run(rows.owe, owed(web.scene.persons["sam"], kind="check_in"))
    web.clock[0] = at(3)

    assert web.get("/readyz").status_code == 200


def test_without_its_database_it_is_not_ready_and_has_no_figures(web):
    web.do(web.door.store.close)

    for path in ("/readyz", "/metrics"):
        answer = web.get(path)
        assert answer.status_code == 503
        assert "The database does not answer (store.closed)" in answer.text


def test_the_figures_count_rows_by_state_and_route_and_say_how_late_the_oldest_is(web):
    sam = web.scene.persons["sam"]
    for number, state in enumerate(("owed", "owed", "unknown", "failed", "sent", "withdrawn")):
        row = web.run(rows.owe, owed(sam, period=str(number), route="slack"))
        web.run(
            lambda tx, row=row, state=state: tx.execute(update(outbox).where(outbox.c.id == row).values(state=state))
        )
    web.clock[0] = at(0) + timedelta(seconds=90)

    found = figures(web)

    slack = {key[1]: value for key, value in found.items() if key[-1] == "slack"}
    assert slack == {"owed": 2, "unknown": 1, "failed": 1, "sent": 1}
    assert found["convenor_lag_seconds", None, None] == 90
    assert web.get("/metrics").headers["content-type"].startswith("text/plain")


def test_each_sort_of_trouble_has_its_figure(web):
    web.run(pace.close, "slack", until=at(1), now=at(0), why="token_revoked")
    row = web.run(rows.owe, owed(web.scene.persons["sam"], route="slack", due_at=at(1)))
    web.run(lambda tx: tx.execute(update(outbox).where(outbox.c.id == row).values(reason="token_revoked")))
    web.clock[0] = at(0) + timedelta(minutes=10)

    lines = web.get("/metrics").text.splitlines()

    late = {line for line in lines if line.startswith("convenor_late{")}
    assert {line for line in late if not line.endswith(" 0.0")} == {'convenor_late{what="ways"} 1.0'}
    assert len(late) == len(Trouble)


def test_what_was_sent_more_than_a_day_ago_is_not_counted_again(web):
    row = web.run(rows.owe, owed(web.scene.persons["sam"], route="slack"))
    web.run(lambda tx: tx.execute(update(outbox).where(outbox.c.id == row).values(state="sent")))
    web.clock[0] = at(2)

    assert ("convenor_outbox_rows", "sent", "slack") not in figures(web)


def test_an_empty_database_has_nothing_to_count_on_either_kind(both):
    assert watching.counts(both, now=at(0)) == []
    assert watching.lag(both, now=at(0)) == timedelta()
    assert watching.unreachable(both) == []
