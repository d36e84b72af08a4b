"""What an officer decides about a message, and when."""

from datetime import timedelta

from parishpump.inbox.actions.settling import Decision, GainCard
from tests.conftest import NOON

LATER = NOON + timedelta(hours=3)
BOTH_GAIN = GainCard(True, True, True, True, "ours")


def listened(topic) -> Decision:
    return Decision("listened", BOTH_GAIN, topic=topic)
