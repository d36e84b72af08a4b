"""Other public bodies as they stand on a date, community organisations, and the words with which people are sent on."""

from parishpump.partners.models.community import Organisation
from parishpump.partners.models.directory import Ending, Entry, Partner, Review
from parishpump.partners.models.looks import PageLook
from parishpump.partners.models.texts import StandingText

__all__ = ["Ending", "Entry", "Organisation", "PageLook", "Partner", "Review", "StandingText"]
