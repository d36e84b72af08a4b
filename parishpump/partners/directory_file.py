"""A directory as a TOML file: what a council takes in or gives away. Read strictly, every fault named. Pure: no Django.

One `[[partners]]` for each entry. Several with the same `key` are one body from different days on.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parishpump.partners.content import (
    KIND_WORDS,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REMIT,
    PRINCIPAL,
    EntryFacts,
    Page,
    trouble_with_address,
)
from parishpump.partners.services import SERVICES, is_service

LARGEST_FILE, MOST_ROWS = 300_000, 300
FRONT = "front"  # what a file calls the page that is for no one service
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEXTS = {
    "name": LONGEST_NAME,
    "kind": 40,
    "remit": LONGEST_REMIT,
    "phone": LONGEST_LINE,
    "email": LONGEST_LINE,
    "monitoring_officer": LONGEST_LINE,
    "source": LONGEST_LINE,
}
_KEYS = {*_TEXTS, "key", "services", "pages", "trusted_source", "valid_from", "valid_to"}


class DirectoryError(ValueError):
    """The file is no directory; `faults` says everything that is wrong with it, in words for people."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


@dataclass(frozen=True)
class Row:
    """One entry of the file: which body (`key` is the same wherever it is meant) and what is said of it."""

    key: str
    facts: EntryFacts


@dataclass(frozen=True)
class Directory:
    """A whole file: what it is called, what is to be known of it, and its entries in their order."""

    name: str
    note: str
    rows: tuple[Row, ...]


def read_directory(text: str) -> Directory:
    """What a file says. DirectoryError lists every fault, each with the body that it is about."""
    if len(text.encode()) > LARGEST_FILE:
        raise DirectoryError(f"The file is larger than {LARGEST_FILE // 1000} KB: a directory is a short text.")
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DirectoryError(f"This is no TOML file: {error}.") from error
    faults = [f"“{name}” is not known here." for name in table if name not in ("directory", "partners")]
    head, listed = table.get("directory", {}), table.get("partners", [])
    if not isinstance(head, dict) or not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise DirectoryError("A directory has one part [directory], and one [[partners]] for each body.")
    if not 0 < len(listed) <= MOST_ROWS:
        raise DirectoryError(f"A directory has between one and {MOST_ROWS} entries; this one has {len(listed)}.")
    rows = [_row(one, number, faults) for number, one in enumerate(listed, start=1)]
    faults += _twice(rows)
    if faults:
        raise DirectoryError(*faults)
    return Directory(str(head.get("name", ""))[:LONGEST_NAME], str(head.get("note", ""))[:LONGEST_REMIT], tuple(rows))


def write_directory(directory: Directory) -> str:
    """The text of a file, the same for the same directory. Reading it gives an equal directory."""
    return "\n".join(_lines(directory)) + "\n"


def key_of(name: str) -> str:
    """A key for a body that has none: its name in small letters and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return plain[:60].strip("-") or "body"


def _row(said: Mapping[str, Any], number: int, faults: list[str]) -> Row:
    key, name = str(said.get("key", "")), str(said.get("name", ""))
    where = name or key or f"Entry {number}"
    faults += [f"{where}: “{one}” is not known here." for one in said if one not in _KEYS]
    if not _KEY.fullmatch(key) or len(key) > 60:
        faults.append(f"{where}: the key has to be small letters, figures and hyphens, like kent-police.")
    texts = {field: _text(said, field, longest, where, faults) for field, longest in _TEXTS.items()}
    first, last = _day(said, "valid_from", where, faults), _day(said, "valid_to", where, faults)
    facts = EntryFacts(
        **texts,
        services=_services(said.get("services", []), where, faults),
        pages=_pages(said.get("pages", {}), where, faults),
        trusted_source=_truth(said, where, faults),
        valid_from=first or date.min,
        valid_to=last,
    )
    faults += [f"{where}: {fault}" for fault in _incomplete(facts, first)]
    return Row(key, facts)


def _incomplete(facts: EntryFacts, first: date | None) -> Iterator[str]:
    if not facts.name:
        yield "the name is missing."
    if not facts.remit:
        yield "the remit is missing: say in a sentence what this body does."
    if facts.kind not in KIND_WORDS:
        yield f"the kind “{facts.kind}” is none of ours. Take one of: {', '.join(KIND_WORDS)}."
    if first is None:
        yield "valid_from is missing: the day from which this holds, like 2026-04-01."
    elif facts.valid_to is not None and facts.valid_to < first:
        yield "valid_to is before valid_from."
    if facts.monitoring_officer and facts.kind != PRINCIPAL:
        yield "only a principal authority has the Monitoring Officer who deals with this council."


def _text(said: Mapping[str, Any], field: str, longest: int, where: str, faults: list[str]) -> str:
    value = said.get(field, "")
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        faults.append(f"{where}: {field} has to be plain text on one line, of at most {longest} characters.")
        return ""
    return value.strip()


def _day(said: Mapping[str, Any], field: str, where: str, faults: list[str]) -> date | None:
    value = said.get(field)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    faults.append(f"{where}: {field} has to be a day without quotation marks, like 2026-04-01.")
    return None


def _truth(said: Mapping[str, Any], where: str, faults: list[str]) -> bool:
    value = said.get("trusted_source", False)
    if not isinstance(value, bool):
        faults.append(f"{where}: trusted_source has to be true or false.")
    return value is True


def _services(value: Any, where: str, faults: list[str]) -> tuple[str, ...]:
    ids = value if isinstance(value, list) else [value]
    strangers = [str(one) for one in ids if not isinstance(one, str) or not is_service(one)]
    if strangers:
        faults.append(f"{where}: “{strangers[0]}” is no service of our list.")
    return tuple(one.id for one in SERVICES if one.id in ids)


def _pages(value: Any, where: str, faults: list[str]) -> tuple[Page, ...]:
    if not isinstance(value, dict):
        faults.append(f'{where}: pages has to be a table, such as {{ {FRONT} = "https://council.example/" }}.')
        return ()
    for name, address in value.items():
        trouble = trouble_with_address(address) if isinstance(address, str) else "is not text"
        if name != FRONT and not is_service(name):
            faults.append(f"{where}: the page for “{name}” is for no service of our list.")
        if trouble:
            faults.append(f"{where}: the page for “{name}” {trouble}.")
    found = {FRONT: "", **{one.id: one.id for one in SERVICES}}
    return tuple(Page(service, str(value[name])) for name, service in found.items() if name in value)


def _twice(rows: Iterable[Row]) -> list[str]:
    seen: set[tuple[str, date]] = set()
    faults = []
    for row in rows:
        if (row.key, row.facts.valid_from) in seen:
            faults.append(f"{row.facts.name or row.key}: two entries begin on the same day.")
        seen.add((row.key, row.facts.valid_from))
    return faults


def _lines(directory: Directory) -> Iterator[str]:
    yield "[directory]"
    yield f"name = {_quoted(directory.name)}"
    yield f"note = {_quoted(directory.note)}"
    for row in directory.rows:
        yield "\n[[partners]]"
        yield f"key = {_quoted(row.key)}"
        yield from _facts(row.facts)


def _facts(facts: EntryFacts) -> Iterator[str]:
    for field in _TEXTS:
        if value := getattr(facts, field):
            yield f"{field} = {_quoted(value)}"
    yield f"services = [{', '.join(_quoted(one) for one in facts.services)}]"
    if facts.trusted_source:
        yield "trusted_source = true"
    yield f"valid_from = {facts.valid_from.isoformat()}"
    if facts.valid_to:
        yield f"valid_to = {facts.valid_to.isoformat()}"
    if facts.pages:
        said = (f"{_quoted(page.service or FRONT)} = {_quoted(page.address)}" for page in facts.pages)
        yield f"pages = {{ {', '.join(said)} }}"


def _quoted(value: str) -> str:
    # JSON writes texts as TOML does, but for the one sign that TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
