"""Who does what on a day, what waits for a review, which pages fail, and the words to send people on with."""

from parishpump.partners.queries.directory import (
    MonitoringOfficer,
    directory_at,
    entry_of,
    history_of,
    monitoring_officer_at,
    principal_authority_at,
    to_come_after,
    who_does,
    who_does_each,
)
from parishpump.partners.queries.looks import broken_links
from parishpump.partners.queries.needs import Needs, directory_needs
from parishpump.partners.queries.reviews import due_for_review, reviewed, trusted_sources_at
from parishpump.partners.queries.stated import Difference, differences, unknown_bodies
from parishpump.partners.queries.texts import Wording, standing_texts, wording_for

__all__ = [
    "Difference",
    "MonitoringOfficer",
    "Needs",
    "Wording",
    "broken_links",
    "differences",
    "directory_at",
    "directory_needs",
    "due_for_review",
    "entry_of",
    "history_of",
    "monitoring_officer_at",
    "principal_authority_at",
    "reviewed",
    "standing_texts",
    "to_come_after",
    "trusted_sources_at",
    "unknown_bodies",
    "who_does",
    "who_does_each",
    "wording_for",
]
