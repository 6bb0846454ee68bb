"""All the rules, in the order in which they are told."""

from tests.soak.checker import amounts, hours, lost, once, pace, wishes, words
from tests.soak.checker.violation import Rule, Violation

__all__ = ["RULES", "Rule", "Violation"]

RULES: tuple[Rule, ...] = (
    hours.in_hours,
    hours.not_on_a_bank_holiday,
    hours.on_a_working_day,
    hours.not_while_away,
    wishes.nobody_who_stopped,
    wishes.nobody_who_left,
    wishes.no_yes_no_messages,
    wishes.one_welcome,
    wishes.ways_out,
    amounts.one_note_a_week,
    amounts.one_reminder_a_day,
    amounts.one_digest_a_week,
    amounts.three_touches,
    amounts.touches_apart,
    amounts.nobody_who_is_here,
    once.nothing_twice,
    once.no_answer_twice,
    once.no_reminder_twice,
    lost.every_answer_comes,
    lost.every_welcome_comes,
    lost.every_reminder_comes,
    lost.every_digest_comes,
    lost.everybody_silent_is_asked,
    words.nothing_pings,
    words.names_nobody_silent,
    pace.a_second_apart,
    pace.waits_when_told,
)
