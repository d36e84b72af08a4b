"""Lists that begin and do not end."""

import re
from collections.abc import Iterator, Sequence

from parishpump.policy.adopted.text import AdoptedClause, Fault

_HANGING = re.compile(r"(?:[,;]|\b(?:and|or|and/or)|…|\.\.\.)\s*$", re.IGNORECASE)
_FIX = "Complete the list by a decision of the council, and close it with a full stop."


def unfinished_lists(clauses: Sequence[AdoptedClause]) -> Iterator[Fault]:
    """A list announced and not given, one that hangs on a comma or an “and”, and one in which the whole text stops."""
    for place, clause in enumerate(clauses):
        last = place == len(clauses) - 1
        announced = clause.text.rstrip().endswith(":") and not clause.items
        if announced and (last or clauses[place + 1].section != clause.section):
            yield _fault(clause, clause.text, "The list that is announced here is missing.")
        elif _HANGING.search(clause.text):
            yield _fault(clause, _last_words(clause), "The text breaks off here: something was to follow.")
        elif last and clause.items and not clause.text.rstrip().endswith((".", "!", "?", ")")):
            yield _fault(clause, _last_words(clause), f"The whole text stops here, inside the list “{_lead(clause)}”.")


def _fault(clause: AdoptedClause, words: str, message: str) -> Fault:
    start = clause.text.rindex(words)
    return Fault("unfinished list", clause.id, (start, start + len(words)), words, message, _FIX)


def _last_words(clause: AdoptedClause) -> str:
    if clause.items:
        start, end = clause.items[-1]
        return clause.text[start:end]
    return " ".join(clause.text.split()[-6:]) if "\n" not in clause.text else clause.text.rsplit("\n", 1)[-1]


def _lead(clause: AdoptedClause) -> str:
    return clause.text.split("\n", 1)[0].rstrip(" :")
