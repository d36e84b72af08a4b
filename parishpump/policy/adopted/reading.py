"""Read a council's own policy: the document, its clauses, what they match, what is missing, and its faults."""

from dataclasses import replace

from parishpump.policy.adopted.clauses import title_and_clauses
from parishpump.policy.adopted.documents.kinds import text_of
from parishpump.policy.adopted.faults.all import faults_in
from parishpump.policy.adopted.matching import suggestions_for
from parishpump.policy.adopted.statements import not_stated
from parishpump.policy.adopted.text import AdoptedText

__all__ = ["read_document", "read_text", "text_of"]


def read_document(name: str, data: bytes) -> AdoptedText:
    """Read a document: txt, md, docx, odt or PDF. DocumentError says why it cannot be read and what to do."""
    return read_text(text_of(name, data), name=name)


def read_text(text: str, *, name: str = "") -> AdoptedText:
    """Read a text as `text_of` gives it. `name` stands in where it has no title; DocumentError where it is too long."""
    title, clauses = title_and_clauses(name, text)
    matched = tuple(replace(clause, suggestions=suggestions_for(clause)) for clause in clauses)
    return AdoptedText(title, matched, not_stated(clauses), faults_in(clauses))
