"""An alert in words."""

from datetime import datetime

import pytest

from parishpump.inbox.spikes.words import in_words

SATURDAY = datetime(2026, 6, 6, 15)


@pytest.mark.parametrize(
    ("value", "within", "expected", "words"),
    [
        (19, 3_600, 2.1, "19 messages in an hour; 2 are usual at this hour on a Saturday."),
        (8, 1_800, 0.2, "8 messages in half an hour; hardly any are usual at this hour on a Saturday."),
        (9, 14_400, 1.2, "9 messages in 4 hours; 1 is usual at this hour on a Saturday."),
        (12_500, 7_200, 1_800, "12,500 messages in 2 hours; 1,800 are usual at this hour on a Saturday."),
        (40, 2_700, 5, "40 messages in 45 minutes; 5 are usual at this hour on a Saturday."),
        (40, 86_400, 5, "40 messages in a day; 5 are usual on a Saturday."),
    ],
)
def test_an_alert_is_one_plain_sentence(value, within, expected, words):
    assert in_words(value, within, expected, SATURDAY) == words
