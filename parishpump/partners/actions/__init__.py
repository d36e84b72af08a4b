"""Entering, taking over from a day, ending, reviewing; taking a directory in; approving standing texts; looking."""

from parishpump.partners.actions.directory import (
    BegunAlready,
    ChangedMeanwhile,
    EndedAlready,
    KnownAlready,
    end_entry,
    enter_partner,
    take_over,
)
from parishpump.partners.actions.importing import Taken, take_in
from parishpump.partners.actions.looking import keep_looks
from parishpump.partners.actions.reviewing import NotInForce, review_entry
from parishpump.partners.actions.texts import approve_text, take_back_text

__all__ = [
    "BegunAlready",
    "ChangedMeanwhile",
    "EndedAlready",
    "KnownAlready",
    "NotInForce",
    "Taken",
    "approve_text",
    "end_entry",
    "enter_partner",
    "keep_looks",
    "review_entry",
    "take_back_text",
    "take_in",
    "take_over",
]
