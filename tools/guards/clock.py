"""What keeps the clock and its rounds from stopping (E)."""

from tools.guards.guard import Guard

AUDITING = "tests/services/test_auditing.py"
AUDITOR = "tests/test_auditor.py"
CLOCK_SET = "tests/cli/test_clock_set.py"
FAULTS = "tests/delivery/test_faults.py"

GUARDS = (
    Guard(
        statement="E7",
        file="bot/services/auditing.py",
        old="TOO_LATE = timedelta(minutes=10)\n",
        new="TOO_LATE = timedelta(days=10)\n",
        test=f"{AUDITING}::test_a_round_that_does_not_come_through_is_found_also_one_that_never_did",
    ),
    Guard(
        statement="E7",
        file="bot/storage/auditing.py",
        old='    outbox.c.due_at <= bindparam("before"),\n',
        new='    outbox.c.due_at > bindparam("before"),\n',
        test=f"{AUDITING}::test_what_is_due_for_ten_minutes_and_could_go_is_late",
    ),
    Guard(
        statement="E7",
        file="bot/app.py",
        old="        if await _is_well(app) and url:\n",
        new="        if url:\n",
        test=f"{AUDITOR}::test_the_dead_mans_address_is_called_while_all_is_well_and_only_then",
    ),
    Guard(
        statement="E5",
        file="bot/clock.py",
        old="                job.modify(next_run_time=now)\n",
        new="                pass\n",
        test=f"{CLOCK_SET}::test_a_clock_that_is_set_back_and_forth_doubles_nothing_and_silences_nobody",
    ),
    Guard(
        statement="E6",
        file="bot/storage/apart.py",
        old="        return Failed(type(error).__name__)\n",
        new="        raise\n",
        test=f"{FAULTS}::test_one_partner_whose_rows_are_wrong_stops_nobody_and_is_asked_when_they_are_mended",
    ),
)
