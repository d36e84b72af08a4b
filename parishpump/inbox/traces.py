"""What in a public answer points at whoever asked (clause TRA-7): found before it is published. Pure.

An answer for everybody names nobody: UK GDPR, Article 5(1)(c), asks for no more personal data than is needed. What is
certain (a name, an account, a way to reach them that they themselves gave) is refused; the rest is for a person to
decide. Quotation marks hide nothing: six words in a row find their writer in any search engine.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from parishpump.policy import identifiers

NAME, HANDLE, CONTACT = "name", "account", "contact"
POSTCODE, HOUSE, VEHICLE, CIRCUMSTANCES, QUOTE = "postcode", "house", "vehicle", "circumstances", "quotation"
WORDS_IN_A_ROW = 6
_READ = 60_000  # characters of the thread that are compared
_SHORTEST_PART = 3

# Parts of a name that are everyday words as well: found, and not certain.
_ALSO_WORDS = """
    will mark rose may june april august grace hope faith joy dawn bill frank rob sue pat art rich lane hill wood woods
    park street green field fields young long short brook brown white black grey church mill ash weald north south east
    west bridge marsh moor day king bishop cook carter parish village best hall well wells ford page summer winter
    little noble price stone banks rivers waters gardens parks house orchard meadow county kent penny bell baker
"""
_ALSO_WORDS_SET = frozenset(_ALSO_WORDS.split())
# What an account may be called that names nobody.
_NOBODY = """
    mr mrs ms miss mx dr rev revd sir lady cllr councillor the and of for resident residents neighbour anonymous unknown
    user member group page community local somebody someone admin
"""
_NOBODY_SET = frozenset(_NOBODY.split())
_SAID_NAME = re.compile(
    r"(?i:\b(?:my name is|i am called|my name’s|my name's|name:|yours (?:sincerely|faithfully|truly),?|"
    r"(?:kind |best |warm )?(?:regards|wishes),?|many thanks,|thanks,|cheers,)\s+)"
    r"(?P<name>[A-Z][\w’'-]{1,30}(?:[ \t]+[A-Z][\w’'-]{1,30}){0,3})",
)
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_ROADS = "Road|Rd|Lane|Street|Close|Avenue|Drive|Way|Hill|Row|Gardens|Crescent|Cottages?|View|Walk|Mews|Court|Terrace"
_HOUSE = re.compile(
    rf"\b(?:(?:[Ff]lat|[Nn]o\.?|[Nn]umber|[Hh]ouse)[ ]?)?\d{{1,4}}[A-Za-z]?,? "
    rf"(?:[A-Z][\w’']{{1,20}} ){{1,3}}(?:{_ROADS})\b"
    rf"|\b(?:[Ff]lat|[Nn]umber|[Nn]o\.) ?\d{{1,4}}[A-Za-z]?\b"
)
_RELATED = (
    "husband|wife|partner|son|daughter|child|children|baby|mother|mum|father|dad|parents|brother|sister|grandson|"
    "granddaughter|grandchildren|carer|late husband|late wife"
)
_CIRCUMSTANCES = re.compile(
    rf"\b(?:my|our|his|her|their|your|whose|the (?:resident|asker|writer)[’']s) (?:\w+ )?(?:{_RELATED})\b"
    r"|\b(?:i|he|she|they|who|resident|whose) (?:am|is|are|was|were|has|have|had|suffers?|suffered) (?:\w+ ){0,3}"
    r"(?:disabled|pregnant|widowed|divorced|blind|deaf|ill|cancer|asthma|dementia|stroke|wheelchair|evicted|bereaved|"
    r"arrears|benefits|universal credit|autistic|epileptic|diabetic)\b"
    r"|\b(?:my|his|her|their) (?:\w+ )?(?:illness|disability|diagnosis|operation|wheelchair|condition|medication|"
    r"funeral|divorce|landlord|employer|tenancy|debts?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")


@dataclass(frozen=True, order=True)
class Trace:
    """Characters `start` to `end` of the answer that point at whoever asked. What is `certain` has to go."""

    start: int
    end: int
    kind: str
    words: str
    certain: bool = False


def traces_of(text: str, *, author: str, handle: str, thread: Iterable[str] = ()) -> list[Trace]:
    """Everything in `text` that points at the person who asked, in its order, each place once.

    author, handle: the name they gave and their account or address; thread: what they themselves wrote.
    """
    theirs = [said[:_READ] for said in thread]
    found = [
        *traces_of_asker(text, author=author, handle=handle, thread=theirs),
        *(Trace(one.start, one.end, POSTCODE, text[one.start : one.end]) for one in identifiers.postcodes(text)),
        *(Trace(one.start, one.end, VEHICLE, text[one.start : one.end]) for one in identifiers.vehicles(text)),
        *(Trace(one.start(), one.end(), HOUSE, one[0]) for one in _HOUSE.finditer(text)),
        *(Trace(one.start(), one.end(), CIRCUMSTANCES, one[0]) for one in _CIRCUMSTANCES.finditer(text)),
        *_quotes(text, theirs),
    ]
    return _each_place_once(found)


def traces_of_asker(text: str, *, author: str, handle: str, thread: Iterable[str] = ()) -> list[Trace]:
    """Only what is their own: their name, their account, and how they said that they are reached."""
    theirs = [said[:_READ] for said in thread]
    return [
        *_names(text, [author, *_names_said(theirs)]),
        *_handle(text, handle),
        *_contacts(text, handle, theirs),
    ]


def certain_among(traces: Iterable[Trace]) -> list[Trace]:
    """Those with which nothing goes on."""
    return [one for one in traces if one.certain]


def without(traces: Iterable[Trace], text: str) -> str:
    """The text with an ellipsis in the place of each trace."""
    for one in sorted(traces, reverse=True):
        text = f"{text[: one.start]}…{text[one.end :]}"
    return text


def redaction_log(traces: Iterable[Trace], text: str) -> list[dict[str, str | int]]:
    """What is kept of what was found: its kind and place, and never its words."""
    return [{"kind": one.kind, "line": text.count("\n", 0, one.start) + 1, "at": one.start} for one in traces]


def _names_said(theirs: Iterable[str]) -> list[str]:
    """The names that somebody gives as their own in what they wrote. The ending of a letter counts."""
    return [one["name"] for said in theirs for one in _SAID_NAME.finditer(said)]


def _names(text: str, names: Iterable[str]) -> Iterator[Trace]:
    for name in dict.fromkeys(" ".join(one.split()) for one in names):
        parts = [part for part in _parts(name) if part.casefold() not in _NOBODY_SET]
        if len(parts) > 1:
            whole = r"[\s,.]+".join(map(re.escape, parts))
            yield from _found(rf"(?<!\w){whole}(?:[’']s)?(?!\w)", text, NAME, certain=True)
        for part in parts:
            if len(part) >= _SHORTEST_PART:
                yield from _part(text, part)


def _part(text: str, part: str) -> Iterator[Trace]:
    """One part of a name where it is written as a name. One that is an everyday word too is for a person to judge."""
    certain = part.casefold() not in _ALSO_WORDS_SET
    for one in _found(rf"(?<!\w){re.escape(part)}(?:[’']s)?(?!\w)", text, NAME, certain=certain):
        if certain or _CAPITAL.match(one.words):
            yield one


def _parts(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", name)


def _handle(text: str, handle: str) -> Iterator[Trace]:
    """An account as it stands, with or without the @ before it and the server behind it."""
    whole = handle.strip().lstrip("@")
    if len(whole) < _SHORTEST_PART:
        return
    yield from _found(rf"(?<![\w.])@?{re.escape(whole)}(?!\w)", text, HANDLE, certain=True)
    local = re.split(r"[@.]", whole)[0]
    if len(local) > _SHORTEST_PART and local.casefold() not in _NOBODY_SET | _ALSO_WORDS_SET:
        yield from _found(rf"(?<![\w.])@?{re.escape(local)}(?!\w)", text, HANDLE, certain=True)


def _contacts(text: str, handle: str, theirs: Iterable[str]) -> Iterator[Trace]:
    """Addresses and numbers: those that they gave are certain, others may be the council's own."""
    given = {one.plain for said in (handle, *theirs) for find in _CONTACTS for one in find(said)}
    for find in _CONTACTS:
        for one in find(text):
            if one.plain in given:
                yield Trace(one.start, one.end, CONTACT, text[one.start : one.end], certain=True)


_CONTACTS = (identifiers.emails, identifiers.phones)


def _quotes(text: str, theirs: Iterable[str]) -> Iterator[Trace]:
    """Runs of six words or more that they wrote in the same order."""
    runs = {run for said in theirs for run in _runs([word[0].casefold() for word in _WORD.finditer(said)])}
    if not runs:
        return
    words = list(_WORD.finditer(text))
    plain = [word[0].casefold() for word in words]
    places = [place for place, run in enumerate(_runs(plain)) if run in runs]
    for first, last in _stretches(places):
        start, end = words[first].start(), words[last + WORDS_IN_A_ROW - 1].end()
        yield Trace(start, end, QUOTE, text[start:end])


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + WORDS_IN_A_ROW]) for at in range(len(words) - WORDS_IN_A_ROW + 1)]


def _stretches(places: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each row of places that follow one another."""
    if not places:
        return
    start = places[0]
    for one, following in pairwise(places):
        if following != one + 1:
            yield start, one
            start = following
    yield start, places[-1]


def _found(pattern: str, text: str, kind: str, *, certain: bool) -> Iterator[Trace]:
    for one in re.finditer(pattern, text, re.IGNORECASE):
        yield Trace(one.start(), one.end(), kind, one[0], certain)


def _each_place_once(found: Iterable[Trace]) -> list[Trace]:
    """Of several that lie within one another, the certain one, else the longest."""
    kept: list[Trace] = []
    for one in sorted(found, key=lambda trace: (not trace.certain, trace.start - trace.end, trace.start)):
        if not any(other.start <= one.start and one.end <= other.end for other in kept):
            kept.append(one)
    return sorted(kept)
