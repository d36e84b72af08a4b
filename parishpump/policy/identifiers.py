"""Where a text holds what points at one person: contact details and official numbers. Patterns of our own, UK only."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import phonenumbers

from parishpump.policy.phrases import phrases


class Identifier(NamedTuple):
    """What was found and where; `plain` is the form in which two spellings of the same thing are equal."""

    start: int
    end: int
    plain: str


_AREAS = "|".join(sorted(phrases("postcode_areas"), key=len, reverse=True))
_POSTCODE = re.compile(
    rf"(?<![\w#@])(?:(?:{_AREAS})\d[\dA-Z]?(?P<gap> {{0,2}})\d[ABD-HJLNP-UW-Z]{{2}}|GIR ?0AA)(?![\w@])", re.IGNORECASE
)
_POSTCODE_START = re.compile(r"(?<![\w#@])(?:[A-Z]{1,2}\d|GIR)", re.IGNORECASE)
# In small letters these follow a number without being half of a postcode: “1st”, “6ft”, “2hr”.
_UNITS = frozenset(("st", "nd", "rd", "th", "ft", "lb", "hr", "pt", "yd"))
_PHONE = re.compile(r"(?<![\w/=#@.\-])(?:\+|00|\(?0)[\d(][\d().\- \u00a0\u2010-\u2013]{5,19}\d(?![\w@/]|[.\-]\d)")
_SLASHED_PHONE = re.compile(r"(?<![\w/.\-])0\d{3,4} ?/ ?\d{6,7}(?![\w/])")
_SHORT_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|call|ring|text|mobile)(?: (?:me|us|him|her|them))?(?: on)?[.:]? {0,2}"
    r"(?P<number>[2-9]\d{5})(?!\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+%\-@/])[\w.+%\-]{1,64}@(?:[a-z\d](?:[a-z\d\-]{0,61}[a-z\d])?\.){1,6}[a-z][a-z\d\-]{0,22}[a-z\d](?![\w@])",
    re.IGNORECASE,
)
# HMRC, NIM39110: letters that never begin a number, pairs that are not given out, and a last letter A to D.
_NI_NUMBER = re.compile(
    r"(?<![\w])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ \-]?"
    r"\d{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?[A-D](?!\w)",
    re.IGNORECASE,
)
# DVLA, INF104: two letters, the age of the vehicle, three letters; I and Q stand nowhere, Z only at the end.
_VEHICLE = re.compile(
    r"(?<![\w#])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ \-]?[A-HJ-PR-Z]{3}(?![\w])", re.IGNORECASE
)
_OLDER_VEHICLE = re.compile(
    r"(?<![\w#])(?:[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3} ?\d{1,3}[A-HJ-NPR-TV-Y])(?![\w])"
)
_ABOUT_VEHICLES = re.compile(
    r"\b(?:reg|registration|registered|number ?plate|plate|car|van|vehicles?|lorry|motor ?bike|motorcycle|driver|"
    r"parked|ford|vauxhall|bmw|audi|volkswagen|vw|toyota|transit|land rover|caravan|trailer)\b",
    re.IGNORECASE,
)
_LONGEST_PLATE = 8
_WORDS_LIKE_PLATES = frozenset(phrases("words_like_plates"))


def postcodes(text: str) -> Iterator[Identifier]:
    """UK postcodes, in capitals with or without the space, in small letters only with it."""
    for match in _postcodes(text):
        words = match[0]
        if not words.isupper() and (not words.islower() or not match["gap"] or words[-2:] in _UNITS or len(words) < 6):
            continue
        yield Identifier(match.start(), match.end(), plain(words))


def _postcodes(text: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, tried only where letters run into a figure."""
    end = 0
    for start in _POSTCODE_START.finditer(text):
        match = _POSTCODE.match(text, start.start()) if start.start() >= end else None
        if match:
            end = match.end()
            yield match


def phones(text: str) -> Iterator[Identifier]:
    """Telephone numbers that begin with 0 or +, as long as such a number can be; six digits after “call” or “tel”."""
    for match in _PHONE.finditer(text):
        number = _parsed(match[0])
        if number:
            yield Identifier(match.start(), match.end(), number)
    for match in _SLASHED_PHONE.finditer(text):
        yield Identifier(match.start(), match.end(), _parsed(match[0]))
    for match in _SHORT_PHONE.finditer(text):
        yield Identifier(match.start("number"), match.end("number"), match["number"])


def _parsed(words: str) -> str:
    digits = "".join(character for character in words if character.isdecimal())
    if not words.startswith("+") and not digits.startswith("00") and len(digits) not in (10, 11):
        return ""
    if digits.startswith("00"):
        words = "+" + digits[2:]
    try:
        number = phonenumbers.parse(words, "GB")
    except phonenumbers.NumberParseException:
        return ""
    return plain_phone(number) if phonenumbers.is_possible_number(number) else ""


def plain_phone(number: phonenumbers.PhoneNumber) -> str:
    """A number as digits with its country."""
    return f"+{number.country_code}{number.national_number}"


def emails(text: str) -> Iterator[Identifier]:
    """Email addresses."""
    for match in _EMAIL.finditer(text) if "@" in text else ():
        yield Identifier(match.start(), match.end(), match[0].lower())


def ni_numbers(text: str) -> Iterator[Identifier]:
    """National Insurance numbers that could have been given out."""
    for match in _NI_NUMBER.finditer(text):
        yield Identifier(match.start(), match.end(), plain(match[0]))


def vehicles(text: str) -> Iterator[Identifier]:
    """Vehicle registrations: today's form anywhere, older forms and small letters only where vehicles are spoken of."""
    about_vehicles = bool(_ABOUT_VEHICLES.search(text))
    alone = len(text.strip()) <= _LONGEST_PLATE
    for match in _VEHICLE.finditer(text):
        ordinary = match[0][-3:].upper() in _WORDS_LIKE_PLATES
        if about_vehicles or alone or (match[0].isupper() and not ordinary):
            yield Identifier(match.start(), match.end(), plain(match[0]))
    for match in _OLDER_VEHICLE.finditer(text):
        if alone or (about_vehicles and match[0][-3:] not in _WORDS_LIKE_PLATES):
            yield Identifier(match.start(), match.end(), plain(match[0]))


def plain(words: str) -> str:
    """Letters and digits alone, in capitals."""
    return "".join(character for character in words if character.isalnum()).upper()


def plain_contact(contact: str) -> str:
    """The comparable form of one of the council's own contacts, whatever kind it is."""
    if "@" in contact:
        return contact.strip().lower()
    return _parsed(contact.strip()) or plain(contact)
