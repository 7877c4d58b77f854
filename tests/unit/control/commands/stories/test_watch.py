"""Server-sent events, read line by line."""

from services.control.commands.stories.watch import data_of


def test_events_are_parted_by_blank_lines_and_comments_are_passed_over() -> None:
    lines = [
        "retry: 3000", "", ": keep-alive", "", "id: 1", 'data: {"a":', "data: 1}", "",
        "data:two", "",
    ]  # fmt: skip

    assert [*data_of(iter(lines))] == ['{"a":\n1}', "two"]


def test_a_call_to_resync_is_no_event_of_the_log() -> None:
    assert [*data_of(iter(["event: resync", "data: {}", "", "data: x", ""]))] == ["x"]


def test_an_event_that_was_cut_off_is_not_given() -> None:
    assert [*data_of(iter(["data: half"]))] == []
