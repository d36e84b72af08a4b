"""The grounds of the Freedom of Information Act that a policy lists, and those that its list leaves out."""

import re
from collections.abc import Iterator, Sequence

from parishpump.policy.adopted.text import AdoptedClause, Fault

_ACT = "Freedom of Information Act 2000"
# Section, its name, and how policies speak of it.
_GROUNDS = (
    ("12", "the cost limit", r"section 12\b|\bs\.? ?12\b|\bcost limit|appropriate limit|cost of compliance"),
    ("14", "vexatious or repeated requests", r"section 14\b|\bs\.? ?14\b|\bvexatious\b|\brepeated requests?\b"),
    (
        "21",
        "what can be had elsewhere",
        r"section 21\b|\bs\.? ?21\b|reasonably accessible|already (?:published|available)",
    ),
    ("22", "what is to be published", r"section 22\b|\bs\.? ?22\b|future publication|intended (?:for|to be) publi"),
    ("30", "investigations", r"section 3[01]\b|\bs\.? ?3[01]\b|\binvestigations?\b"),
    ("36", "the conduct of public affairs", r"section 36\b|\bs\.? ?36\b|public affairs"),
    ("38", "health and safety", r"section 38\b|\bs\.? ?38\b|health and safety"),
    ("40", "personal information", r"section 40\b|\bs\.? ?40\b|personal (?:information|data)"),
    ("41", "confidence", r"section 41\b|\bs\.? ?41\b|\bin confidence\b|duty of confidence"),
    ("42", "legal professional privilege", r"section 42\b|\bs\.? ?42\b|professional privilege"),
    ("43", "commercial interests", r"section 43\b|\bs\.? ?43\b|commercial interests|trade secrets?"),
)
_EXPECTED = ("12", "14", "21", "22")
_REGULATIONS = re.compile(r"\benvironmental information\b|\bEIR\b", re.IGNORECASE)
_ABOUT = re.compile(r"\bfreedom of information\b|\bFOIA?\b|\bexempt", re.IGNORECASE)
_NOT_ALL = re.compile(
    r"\b(?:among (?:them|others)|for example|not (?:a |the )?(?:complete|full)|(?:other|all|further) exemptions)\b",
    re.IGNORECASE,
)
# Two grounds in passing are an example, three are a list.
_A_LIST = 3


def exemptions_left_out(clauses: Sequence[AdoptedClause]) -> Iterator[Fault]:
    """A list of grounds that reads as complete and is not."""
    sections = {
        clause.section for clause in clauses if _ABOUT.search(f"{clause.section} {clause.heading} {clause.text}")
    }
    about = [clause for clause in clauses if clause.section in sections]
    said = "\n".join(_said(clause) for clause in about)
    named = {number for number, _, pattern in _GROUNDS if re.search(pattern, said, re.IGNORECASE)}
    left_out = [(number, name) for number, name, _ in _GROUNDS if number in _EXPECTED and number not in named]
    if len(named) < _A_LIST or not left_out or _NOT_ALL.search(said):
        return
    missing = [f"{name} (section {number})" for number, name in left_out]
    if not _REGULATIONS.search(said):
        missing.append("the Environmental Information Regulations")
    grounds = [pattern for _, _, pattern in _GROUNDS]
    first = next(clause for clause in about if any(re.search(each, _said(clause), re.IGNORECASE) for each in grounds))
    yield Fault(
        "incomplete list",
        first.id,
        None,
        first.section or first.heading,
        f"The list of grounds reads as if it were complete. It leaves out {', '.join(missing)}.",
        "Point to the whole of Part II of the Act, and give the list as examples.",
        f"{_ACT}, sections {', '.join(number for number, _ in left_out)}; Environmental Information Regulations 2004",
    )


def _said(clause: AdoptedClause) -> str:
    return f"{clause.heading}\n{clause.text}"


def law_on(heading: str) -> str:
    """The section of the Act that a heading names; empty where it names none."""
    return next(
        (f"{_ACT}, section {number}" for number, _, said in _GROUNDS if re.search(said, heading, re.IGNORECASE)), ""
    )
