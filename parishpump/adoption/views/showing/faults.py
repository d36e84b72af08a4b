"""The faults of a policy's text, with the words that are meant."""

from dataclasses import dataclass

from parishpump.policy.adopted.text import AdoptedText, Fault
from parishpump.ui.words import counted

_AROUND = 160  # letters shown on each side of the words that are meant


@dataclass(frozen=True)
class ShownFault:
    """One fault: the words before, the words meant and the words after; `clause_text` where the whole is meant."""

    number: int
    clause: str
    heading: str
    before: str
    words: str
    after: str
    message: str
    fix: str
    law: str

    @property
    def says(self) -> str:
        """The first sentence of the message: what is wrong."""
        first, more, _ = self.message.partition(". ")
        return f"{first}." if more else first

    @property
    def because(self) -> str:
        """The sentences after it: why that matters. Empty where there are none."""
        return self.message.partition(". ")[2]


def shown_faults(reading: AdoptedText) -> list[ShownFault]:
    """Every fault in the order in which the reader found it."""
    clauses = {one.id: one for one in reading.clauses}
    shown = []
    for number, fault in enumerate(reading.faults, 1):
        clause = clauses.get(fault.clause)
        before, words, after = _marked(clause.text if clause else "", fault)
        heading = clause.heading if clause else "The whole text"
        shown.append(
            ShownFault(number, fault.clause, heading, before, words, after, fault.message, fault.fix, fault.law)
        )
    return shown


def faults_in_words(reading: AdoptedText) -> str:
    """`3 faults`, or that none was seen."""
    return counted(len(reading.faults), "fault") if reading.faults else "no fault that a machine can see"


def _marked(text: str, fault: Fault) -> tuple[str, str, str]:
    if fault.span is None:
        return "", fault.words, ""
    start, end = fault.span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    dots_before = "… " if start > _AROUND else ""
    dots_after = " …" if end + _AROUND < len(text) else ""
    return f"{dots_before}{before}", text[start:end], f"{after}{dots_after}"
