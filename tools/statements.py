"""Lists the checklist's statements with the tests that show each; then takes guards out, and sees the tests turn red.

`python -m tools.statements --list` only lists; with statements or their letters (`D`, `B4`) it keeps to those.
A test names its statements with `@pytest.mark.states("A4")`.
"""

import ast
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.additions import LEFT_OUT, Copy
from tools.guards import GUARDS, Guard

ROOT = Path(__file__).resolve().parents[1]

# As they are corrected by what was measured: every delivery is answered, but a 2xx is a promise.
STATEMENTS = {
    "A1": "Every delivery is answered within 2.5 s; events 2xx only when kept, people with a true sentence.",
    "A2": "What was answered 2xx is stored: kill -9 right after it loses nothing.",
    "A3": "What cannot be stored is not answered 2xx; its retry is done exactly once.",
    "A4": "The same event four times, also at once over two processes: one effect.",
    "A5": "A retry of what was never seen is done, not dropped.",
    "A6": "What was done is known for longer than a day, and after restarts.",
    "A7": "A double click or double submit: one effect.",
    "A8": "A captured request has no second effect, and is refused after five minutes.",
    "A9": "A bad, absent, old or future signature: 401, nothing written, nothing logged of the body.",
    "A10": "A time stamp or signature that is none: 401, not 500.",
    "A11": "10,000 malformed bodies: no 5xx, no exception, memory flat.",
    "A12": "A body above the limit is cut off with 413; endless nesting is refused.",
    "A13": "For an unknown workspace, or without a listener: 200 and dropped.",
    "A14": "Two signing secrets are accepted during a change.",
    "A15": "Events that Slack held back are recorded for the operator.",
    "A16": "Socket Mode: a reconnect or refresh loses nothing and doubles nothing.",
    "B1": "A partner whose workspace has no app commits and reflects by button, form, mention and direct message.",
    "B2": "With the app in two workspaces of a table, a message is kept once, for its speaker.",
    "B3": "Whoever Slack names by an Enterprise's id is found by users.info, else not known yet; never the host's.",
    "B4": "One id in two tenants is two people, in two workspaces of one Grid one; a new name is the same person.",
    "B5": "Without zone, language or e-mail the table's zone holds, and whatever Slack says of somebody is read.",
    "B6": "Nothing unasked to strangers, bots, Slackbot, the deactivated, or the invited who have not joined.",
    "B7": "Deactivated between claim and sending: not written to, and the reason is on record.",
    "B8": "Another id, a share that ends, an archive: history stays the table's, coordinators are told once.",
    "B9": "Whatever a delivery for a whole organisation names, the right installation answers it.",
    "B10": "In a shared channel nobody sees another's own; what is private goes to the asker, never only ephemeral.",
    "B11": "A workspace of an organisation that takes the app away, or back, is the only one that changes.",
    "C1": "kill -9 at every step between due and recorded: nothing lost, nothing doubled.",
    "C2": "A reply lost after Slack took the post: still one message.",
    "C3": "What may have gone out is asked about before it is sent again.",
    "C4": "A method that Slack limits is not called before its time, and nobody else waits for it.",
    "C5": "Never more than one message a second in a conversation, over any number of processes.",
    "C6": "A workspace that lets us in no more is left alone, and the operator is told once.",
    "C7": "A channel that takes nothing any more is left alone, and its coordinators are told once.",
    "C8": "A door down for a day or weeks: then one check-in a person at most, in hours; what is stale says why not.",
    "C9": "Nothing unasked outside their hours, at weekends, on holidays or on leave, each in their own zone.",
    "C10": "Every block is inside all of Slack's limits, whatever was typed.",
    "C11": "What was typed is shown literally everywhere and pings nobody.",
    "C12": "Every message has its whole meaning in its top-level text; pictures and buttons have words.",
    "C13": "No message unfolds links or media.",
    "C14": "Nothing important is only ephemeral.",
    "C15": "A response URL is Slack's, https, and used at most five times within 30 minutes.",
    "D1": "What goes to Slack's consent page comes back once, in ten minutes, to the same browser.",
    "D2": "Tokens are kept sealed for their own row and column; a changed key seals all of them anew.",
    "D3": "A rotating token is renewed once, by one of many processes, and all of them go on.",
    "D4": "Removed or revoked, in any order and again: the tokens are gone, and nothing goes that way.",
    "D5": "Installed again it is the same table, people and conversation, none of them twice.",
    "D6": "Without an optional scope what it is for is left out, and nothing else.",
    "D7": "The manifest is within Slack's limits, its scopes are exactly what the code uses, and it escapes.",
    "E1": "Three processes on one database, a thousand turns each: each due item is claimed and sent once.",
    "E2": "What a killed process held is taken over within a minute.",
    "E3": "Three hours over a due time: sent late, or dropped by policy with its reason; never lost without a word.",
    "E4": "Both daylight-saving days, in ten zones: one check-in a person and period, at the same local hour.",
    "E5": "The machine's clock is set an hour or a day, back or forth: nothing twice, nobody silent for over 2 min.",
    "E6": "A partner or table whose rows make a round fall over stops no other, and is tried again later.",
    "E7": "Nothing is late for ten minutes without an alarm; the auditor itself is watched from outside.",
    "E8": "SIGTERM: nothing more is claimed, and what is on its way is finished or let go within 10 s.",
    "F1": "Foreign keys hold on every connection: a row that belongs to nothing is refused.",
    "F2": "Four processes with fifty transactions each that read and write: none is told that the database is locked.",
    "F3": "A moment without a zone is refused; all are kept in UTC and come back equal.",
    "F4": "A migration that fails leaves the old schema whole; up, down and up keep every row; one head, as models.",
    "F5": "The storage tests pass on SQLite and on PostgreSQL; those for one only are listed with why.",
    "F6": "A backup made while others write restores whole, and the restored bot sends no old nudge again.",
    "F7": "A full disk or a read-only file: a clear answer, nothing spoilt, and it goes on without a restart.",
}


def shown(folder: Path) -> Mapping[str, Sequence[str]]:
    """Each statement with the tests that name it."""
    found = defaultdict(list)
    for file in sorted(folder.rglob("test_*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for number in _named(function):
                    found[number].append(f"{file.relative_to(folder.parent)}::{function.name}")
    return found


def _named(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).rpartition(".")[2] == "states":
            yield from (str(one.value) for one in mark.args if isinstance(one, ast.Constant))


def turns_red(guard: Guard) -> bool:
    """Whether the test fails in a copy of the house without the guarding lines."""
    with tempfile.TemporaryDirectory(prefix="convenor-guard-") as folder:
        copy = Copy(Path(folder, "house"))
        shutil.copytree(ROOT, copy.folder, ignore=LEFT_OUT)
        take_out(copy.folder, guard)
        try:
            copy.tests(guard.test, "-x", "-n", "0")
        except AssertionError as error:
            return " failed" in str(error)
    return False


def take_out(house: Path, guard: Guard) -> None:
    """Take the lines out. Raises LookupError where they do not stand once: the house has moved on."""
    file = house / guard.file
    text = file.read_text(encoding="utf-8")
    if text.count(guard.old) != 1:
        raise LookupError(f"{guard.statement}: {guard.file} has {text.count(guard.old)} of {guard.old!r}, not one")
    file.write_text(text.replace(guard.old, guard.new), encoding="utf-8")


def selected(arguments: Sequence[str]) -> Mapping[str, str]:
    """The statements that are named, by their numbers or their letter; without any named, all of them."""
    named = [one.upper() for one in arguments if not one.startswith("-")]
    return {number: words for number, words in STATEMENTS.items() if not named or {number, number[0]} & set(named)}


def main() -> int:
    """Print both; 1 where a statement has no test, or a test stays green without its guard."""
    tests, wanted = shown(ROOT / "tests"), selected(sys.argv[1:])
    for number, sentence in wanted.items():
        print(f"{number:4} {sentence}")
        print("".join(f"       {test}\n" for test in tests.get(number, ["NO TEST"])), end="")
    fine = set(wanted) <= set(tests)
    if "--list" in sys.argv:
        return not fine
    print("\nWithout the lines that guard it, a statement's test turns red:")
    for guard in (one for one in GUARDS if one.statement in wanted):
        red = turns_red(guard)
        fine &= red
        print(
            f"{guard.statement:4} {'red' if red else 'STAYS GREEN'}: {guard.file}, {guard.test.rpartition('::')[2]}",
            flush=True,
        )
    return not fine


if __name__ == "__main__":
    sys.exit(main())
