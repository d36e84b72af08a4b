"""Clauses: a paragraph with its list under the heading that it stands under."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parishpump.policy.adopted.blocks import Block, blocks_of
from parishpump.policy.adopted.strength import strength_of
from parishpump.policy.adopted.text import AdoptedClause, Span
from parishpump.policy.errors import DocumentError

# “Be professional – Always remember …”: an item that brings its own heading is a clause of its own.
_OWN_HEADING = re.compile(
    r"(?P<heading>[A-Z][^–—:.;!?]{2,70}?)(?:\s*[–—]\s*|\s+-\s+|-\s+|:\s+)(?P<body>\S.*)", re.DOTALL
)
_MOST_WORDS_OF_A_HEADING = 9
# A long policy has three hundred.
_MOST_BLOCKS = 2_000
_POLICY_WORDS = re.compile(r"\b(?:policy|protocol|guidelines|guidance|procedure|strategy|code)\b", re.IGNORECASE)
_SUFFIX = re.compile(r"\.\w{2,4}$")
_BULLET = "• "


@dataclass
class _Section:
    heading: str
    label: str
    clauses: int = 0


def title_and_clauses(name: str, text: str) -> tuple[str, tuple[AdoptedClause, ...]]:
    """The title of the policy and its clauses; the title is the file's name in words where the text has none.

    DocumentError where the text is far longer than any policy.
    """
    blocks = blocks_of(text)
    if len(blocks) > _MOST_BLOCKS:
        raise DocumentError(
            f"This text has more than {_MOST_BLOCKS:,} paragraphs. Take the policy out of it, then read that."
        )
    title, rest = _title(blocks)
    return title or _named(name), tuple(_with_own_ids(_clauses(rest)))


def _title(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """Headings that follow each other at the top are the title, down to the one that names a policy."""
    top = 0
    while top < len(blocks) and blocks[top].kind == "heading":
        top += 1
    titles = [place for place in range(top) if _POLICY_WORDS.search(blocks[place].text)]
    if top >= 2 and not titles:
        return blocks[0].text, blocks[1:]
    if not titles:
        return "", blocks
    last = titles[0]
    return " ".join(block.text for block in blocks[: last + 1]), blocks[last + 1 :]


def _named(name: str) -> str:
    words = re.sub(r"[-_]+", " ", _SUFFIX.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])).strip()
    return words[:1].upper() + words[1:]


def _clauses(blocks: Sequence[Block]) -> Iterator[AdoptedClause]:
    section = _Section("", "0")
    sections = 0
    gathered: list[Block] = []
    for block in [*blocks, Block("heading", "")]:
        if gathered and _begins(block, gathered):
            yield _clause(gathered, section)
            gathered = []
        if block.kind == "heading":
            sections += 1
            section = _Section(block.text, block.number or str(sections))
        else:
            gathered.append(block)


def _begins(block: Block, gathered: Sequence[Block]) -> bool:
    """Whether a block begins a clause: any but a plain item under the one before."""
    if block.kind != "item":
        return True
    own = _own_heading(block.text)
    return (
        bool(own) or block.text.endswith(":") or (gathered[0].kind == "item" and bool(_own_heading(gathered[0].text)))
    )


def _clause(gathered: Sequence[Block], section: _Section) -> AdoptedClause:
    first, items = gathered[0], gathered[1:]
    heading, lead = section.heading, first.text
    if first.kind == "item" and (own := _own_heading(first.text)):
        heading, lead = own
    text = lead
    spans: list[Span] = []
    for item in items:
        start = len(text) + 1 + len(_BULLET)
        text = f"{text}\n{_BULLET}{item.text}"
        spans.append((start, len(text)))
    section.clauses += 1
    own_number = first.number if "." in first.number else ""
    number = own_number or f"{section.label}.{first.number or section.clauses}"
    said = text if heading == section.heading else f"{heading} {text}"
    return AdoptedClause(number, heading, text, strength_of(said), section.heading, tuple(spans))


def _own_heading(text: str) -> tuple[str, str] | None:
    match = _OWN_HEADING.fullmatch(text)
    if match is None or len(match["heading"].split()) > _MOST_WORDS_OF_A_HEADING or len(match["body"].split()) < 2:
        return None
    return match["heading"].strip(), match["body"].strip()


def _with_own_ids(clauses: Iterator[AdoptedClause]) -> Iterator[AdoptedClause]:
    """Each id once: a second clause of the same number gets a letter."""
    seen: dict[str, int] = {}
    for clause in clauses:
        times = seen[clause.id] = seen.get(clause.id, 0) + 1
        yield clause if times == 1 else replace(clause, id=f"{clause.id}{chr(ord('a') + min(times, 26) - 1)}")
