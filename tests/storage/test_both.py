"""What storage promises it promises on either database, so that it is asked of both."""

import pytest

# What only a file can have happen to it, what SQLite's own driver says of itself, and how SQLite finds a row.
OF_SQLITE = {
    "test_a_call_has_the_right_to_write_from_its_beginning_so_what_it_read_stays_true",
    "test_a_file_that_can_only_be_read_is_read_and_not_written",
    "test_a_file_that_is_damaged_is_unavailable",
    "test_a_folder_in_which_nothing_can_be_made_is_unavailable",
    "test_a_full_disk_keeps_nothing_and_is_usable_again_when_there_is_room",
    "test_another_program_that_writes_is_not_waited_for_long",
    "test_sqlite_is_told_how_to_keep_and_how_long_to_wait",
    "test_what_an_error_of_the_database_becomes_goes_by_its_code",
    "test_whether_a_day_was_taken_back_is_looked_up_and_not_looked_for",
    "test_whether_the_same_words_were_said_is_looked_for_among_ones_own",
}


@pytest.mark.states("F5")
def test_whatever_storage_does_is_asked_of_both_databases(request):
    folder = request.path.parent
    asked = [item for item in request.session.items if folder in item.path.parents]
    on_one = {
        item.originalname
        for item in asked
        if "sqlite_address" in item.fixturenames and "database" not in item.fixturenames
    }

    assert on_one <= OF_SQLITE
