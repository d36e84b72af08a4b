"""Every fault of an adopted text that a machine can see, in the order of the text."""

from collections.abc import Sequence

from parishpump.policy.adopted.faults.doubts import doubts
from parishpump.policy.adopted.faults.exemptions import exemptions_left_out
from parishpump.policy.adopted.faults.lists import unfinished_lists
from parishpump.policy.adopted.faults.number import one_or_several
from parishpump.policy.adopted.faults.repetition import repeated_text
from parishpump.policy.adopted.faults.slips import slips
from parishpump.policy.adopted.statements import missing
from parishpump.policy.adopted.text import AdoptedClause, Fault

_DETECTORS = (doubts, repeated_text, unfinished_lists, one_or_several, slips, exemptions_left_out)


def faults_in(clauses: Sequence[AdoptedClause]) -> tuple[Fault, ...]:
    """What seems wrong, clause by clause; what the whole text lacks comes last."""
    found = [fault for detector in _DETECTORS for fault in detector(clauses)]
    order = {clause.id: place for place, clause in enumerate(clauses)}
    found.sort(key=lambda fault: (order[fault.clause], fault.span or (-1, -1), fault.kind))
    return (*found, *_silences(clauses))


def _silences(clauses: Sequence[AdoptedClause]) -> tuple[Fault, ...]:
    return tuple(
        Fault("not stated", "", None, "", f"The text does not state {each.what}. {each.why}", each.fix, each.law)
        for each in missing(clauses)
        if each.grave
    )
