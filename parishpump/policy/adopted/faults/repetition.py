"""Two headings over the same text: one of them has lost its own."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from parishpump.policy.adopted.faults.exemptions import law_on
from parishpump.policy.adopted.text import AdoptedClause, Fault
from parishpump.policy.adopted.wording import stems_of

# Shorter texts repeat by chance.
_FEWEST_WORDS = 8
_ALIKE = 0.75


def repeated_text(clauses: Sequence[AdoptedClause]) -> Iterator[Fault]:
    """A clause that says almost the same as an earlier one, in substance and not only to the letter."""
    said = [(clause, frozenset(stem for stem, _ in stems_of(clause.text))) for clause in clauses]
    long_enough = [(clause, words) for clause, words in said if len(words) >= _FEWEST_WORDS]
    told: set[str] = set()
    for (first, words), (second, again) in combinations(long_enough, 2):
        if second.id not in told and _are_alike(words, again):
            told.add(second.id)
            yield _fault(first, second, again)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    sizes = sorted((len(one), len(other)))
    return sizes[0] >= sizes[1] * _ALIKE and len(one & other) / len(one | other) >= _ALIKE


def _fault(first: AdoptedClause, second: AdoptedClause, words: frozenset[str]) -> Fault:
    message = f"Almost the same stands in {first.id}, under “{first.heading}”."
    heading = frozenset(stem for stem, _ in stems_of(second.heading))
    if second.heading != first.heading and heading and not heading & words:
        message += f" Nothing here speaks of “{second.heading}”: its own text is probably missing."
    fix = "Write what this clause is meant to say, or leave it out."
    return Fault("repeated text", second.id, (0, len(second.text)), second.text, message, fix, law_on(second.heading))
