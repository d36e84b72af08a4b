"""One or several: “an … officers”, “a group” that are “these groups” later."""

import re
from collections.abc import Iterator, Sequence

from parishpump.policy.adopted.text import AdoptedClause, Fault

_PLURALS = (
    "officers|councillors|clerks|members|employees|volunteers|administrators|moderators|groups|accounts|pages|channels"
    "|posts|comments|committees|policies|records"
)
# The words between stand in no phrase of their own, and nothing follows that makes the plural a part of a name.
_BETWEEN = (
    r"(?!(?:of|for|to|by|with|in|on|from|and|or|number|group|list|range|series|set|team|few|variety|lot)\b)[\w-]+ "
)
_ARTICLE = re.compile(
    rf"\ban? (?:{_BETWEEN}){{0,3}}(?:{_PLURALS})\b(?!['’])(?! (?:group|list|page|meeting|team|chat|only)\b)",
    re.IGNORECASE,
)
_HAS_ONE = re.compile(
    r"\b(?:use|uses|using|have|has|run|runs|operate|operates|created?|set up|maintains?)"
    r" (?:an?|one|a single) (?:[\w-]+ ){0,3}(?P<noun>group|account|page|channel)\b(?!s)",
    re.IGNORECASE,
)


def one_or_several(clauses: Sequence[AdoptedClause]) -> Iterator[Fault]:
    """An article for one before a word for several, and one thing that becomes several in the same section."""
    for place, clause in enumerate(clauses):
        for match in _ARTICLE.finditer(clause.text):
            message = f"“{match[0]}” leaves open whether one or several are meant."
            fix = "Say “one or more”, or use the singular throughout."
            yield Fault("number", clause.id, match.span(), match[0], message, fix)
        for match in _HAS_ONE.finditer(clause.text):
            section = [each for each in clauses[place:] if each.section == clause.section]
            yield from _several(match, clause, section)


def _several(match: re.Match[str], clause: AdoptedClause, section: Sequence[AdoptedClause]) -> Iterator[Fault]:
    own = "".join(f"|{re.escape(word)}" for word in match[0].split()[-2:-1])
    later = re.compile(rf"\b(?:these|those|all(?: \w+)?{own}) {match['noun']}s\b", re.IGNORECASE)
    for each in section:
        found = later.search(each.text, match.end() if each is clause else 0)
        if found:
            message = f"“{match[0]}” speaks of one; in {each.id} stands “{found[0]}”."
            fix = f"Say whether there is one {match['noun'].lower()} or several."
            yield Fault("number", clause.id, match.span(), match[0], message, fix)
            return
