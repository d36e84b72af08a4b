"""What a closed group said, without who said it: names, numbers and addresses taken out before anything is kept. Pure.

Data protection asks for no more personal data than is needed (UK GDPR, Article 5(1)(c)): the council wants to know what
the village talks about, not who does.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from parishpump.policy import identifiers
from parishpump.policy.identifiers import Identifier

MOST_SENDERS = 400  # beyond that a paste is no conversation of a village

_ROADS = (
    "Road|Rd|Lane|Ln|Street|St|Close|Avenue|Ave|Drive|Way|Hill|Row|Gardens|Crescent|Cottages?|View|Walk|Mews|Court|"
    "Place|Square|Green|Terrace|Rise|Grove|Park|End|Corner"
)
# Words that no private person is called, at least not here: a run of capitals with one of them is kept.
_EVERYDAY = """
    a20 m20 a and the of in on at for to i we he she it they this that there these those what when where which who
    why how is are was were will would can could should do does did has have had not no yes if but so or as by from
    with monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today tomorrow yesterday north south east west upper lower great little new
    old road rd lane ln street st close avenue ave drive way hill row gardens crescent cottage cottages view walk
    mews court place square green terrace rise grove park end corner house farm barn hall church chapel school
    academy college library office offices pavilion field fields playing recreation ground sports allotment
    allotments cemetery surgery museum pub inn arms cafe station hub club centre center village town parish borough
    county district council councillor cllr clerk chairman chair mayor mp police fire service services nhs bbc kent
    england uk britain british christmas easter bank holiday fete fair market festival show bonfire night
    remembrance whatsapp facebook group admin media omitted image video audio sticker neighbourhood watch plan
    planning application highways water gas electric national environment agency royal mail post bus train primary
    secondary pre tree trees bin bins black brown blue recycling please thanks thank hello hi dear morning evening
    afternoon good happy anyone everyone someone nobody person
"""
_KEPT = frozenset(_EVERYDAY.split())
_HEADINGS = """
    note notes re ps update edit fyi question answer date when where time tel email venue contact subject reply info
    https http warning reminder news today tomorrow agenda item total cost
"""
_NOT_SENDERS = frozenset(_HEADINGS.split())
_STAMP = (
    r"(?:\u200e?\[\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\] "
    r"|\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4},? \d{1,2}[:.]\d\d(?:[ \u202f]?[AaPp]\.?[Mm]\.?)? - )"
)
_STAMPED = re.compile(rf"^[ \t]{{0,8}}{_STAMP}(?P<who>[^:\n]{{1,60}})(?=:[ \n]|:$)", re.MULTILINE)
_PLAIN_SENDER = re.compile(r"^[ \t]{0,8}(?P<who>[A-Z~@+][^:\n]{0,40})(?=: )", re.MULTILINE)
_NAME_WORD = r"[A-Z][a-zà-öø-ÿ]{1,20}(?:['’\-][A-Z]?[a-zà-öø-ÿ]{1,20})?"
_ALONE = re.compile(rf"^[ \t]{{0,8}}(?P<who>{_NAME_WORD}(?: {_NAME_WORD}){{1,2}})[ \t]{{0,8}}$", re.MULTILINE)
_RUN = re.compile(rf"(?<![\w'’@/.])(?:{_NAME_WORD})(?: (?:{_NAME_WORD})){{1,3}}(?![\w@])")
_TITLED = re.compile(
    rf"\b(?P<title>Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Cllr|Councillor)\.? (?P<who>{_NAME_WORD}(?: {_NAME_WORD})?)"
)
_MENTION = re.compile(
    rf"(?<![\w.])@(?:~ ?)?(?:\u2068[^\u2069\n]{{1,60}}\u2069|{_NAME_WORD}(?: {_NAME_WORD})?|[\w.]{{2,40}})"
)
_HOUSE = re.compile(
    rf"\b(?:(?:[Ff]lat|[Nn]o\.?|[Nn]umber) ?)?\d{{1,4}}[A-Za-z]?(?=,? (?:[A-Z][\w'’]{{1,20}} ){{1,3}}(?:{_ROADS})\b)"
)
_NUMBERS: tuple[tuple[str, Callable[[str], Iterator[Identifier]]], ...] = (
    ("email address", identifiers.emails),
    ("National Insurance number", identifiers.ni_numbers),
    ("telephone number", identifiers.phones),
    ("postcode", identifiers.postcodes),
    ("vehicle", identifiers.vehicles),
)


@dataclass(frozen=True)
class Masked:
    """A text without who said it, and how much of each kind was taken out."""

    text: str
    taken: Mapping[str, int]


def masked(text: str, *, also: Iterable[str] = ()) -> Masked:
    """The text with people as Person 1, Person 2, and their numbers and addresses as words in brackets.

    also: further names, which a person read in it. A first name alone, of somebody who says nothing, is not found
    without them.
    """
    taken: Counter[str] = Counter()
    people = _people(text)
    text = _without_senders(text, people, taken)
    for kind, find in _NUMBERS:
        text = _without(text, kind, find, taken)
    text = _swap(_HOUSE, text, "[house]", "house number", taken)
    text = _without_words(text, {name.strip(): "[name]" for name in also if name.strip()}, taken)
    text = _without_words(text, _names_of(people), taken)
    text = _swap(_MENTION, text, "[name]", "name", taken)
    text = _TITLED.sub(lambda found: _counted(f"{found['title']} [name]", "name", taken), text)
    text = _RUN.sub(lambda found: found[0] if _is_kept(found[0]) else _counted("[name]", "name", taken), text)
    return Masked(text, dict(taken))


def _people(text: str) -> dict[str, str]:
    """Whoever speaks in it, each with a number, in the order in which they first do."""
    found: dict[str, str] = {}
    spoken = sorted(
        (match.start("who"), match["who"])
        for pattern in (_STAMPED, _PLAIN_SENDER, _ALONE)
        for match in pattern.finditer(text)
        if pattern is _STAMPED or _is_sender(match["who"])
    )
    for _, who in spoken:
        if len(found) < MOST_SENDERS:
            found.setdefault(_bare(who), f"Person {len(found) + 1}")
    return found


def _is_sender(who: str) -> bool:
    words = _bare(who).split()
    plain = {word.strip(".,").casefold() for word in words}
    named = all(word[0].isupper() or word[0] in "+(0123456789" for word in words)
    return 0 < len(words) <= 4 and named and not plain & (_NOT_SENDERS | _KEPT)


def _bare(who: str) -> str:
    return " ".join(who.strip(" ~@\u200e\u202a\u202c\u2068\u2069\xa0").split())


def _without_senders(text: str, people: Mapping[str, str], taken: Counter[str]) -> str:
    def named(found: re.Match[str]) -> str:
        person = people.get(_bare(found["who"]))
        return found[0] if person is None else _counted(found[0].replace(found["who"], person), "name", taken)

    for pattern in (_STAMPED, _PLAIN_SENDER, _ALONE):
        text = pattern.sub(named, text)
    return text


def _names_of(people: Mapping[str, str]) -> dict[str, str]:
    """Each speaker's whole name, and each part of it that is no everyday word."""
    names: dict[str, str] = {}
    for who, person in people.items():
        names.setdefault(who, person)
        for part in who.split():
            if len(part) > 2 and part.isalpha() and part.casefold() not in _KEPT:
                names.setdefault(part, person)
    return names


def _without_words(text: str, names: Mapping[str, str], taken: Counter[str]) -> str:
    if not names:
        return text
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)@?(?:{'|'.join(map(re.escape, longest_first))})(?!\w)(?! (?:{_ROADS})\b)")
    return pattern.sub(lambda found: _counted(names[found[0].lstrip("@")], "name", taken), text)


def _without(text: str, kind: str, find: Callable[[str], Iterator[Identifier]], taken: Counter[str]) -> str:
    parts, done = [], 0
    for one in sorted(find(text)):
        if one.start >= done:
            parts += [text[done : one.start], _counted(f"[{kind}]", kind, taken)]
            done = one.end
    return "".join([*parts, text[done:]])


def _swap(pattern: re.Pattern[str], text: str, by: str, kind: str, taken: Counter[str]) -> str:
    return pattern.sub(lambda _: _counted(by, kind, taken), text)


def _is_kept(run: str) -> bool:
    return any(word.casefold().strip("'’") in _KEPT for word in re.split(r"[ \-]", run))


def _counted(words: str, kind: str, taken: Counter[str]) -> str:
    taken[kind] += 1
    return words
