"""Which offices the titles in a policy stand for. An office is named here by the word that the people room uses."""

from collections.abc import Iterable, Mapping

_OFFICERS = frozenset({"clerk", "deputy clerk", "communications officer"})
_MEMBERS = frozenset({"councillor", "chairman"})

# The usual titles. A council's own come from its parameter roles.titles.
_USUAL: Mapping[str, frozenset[str]] = {
    title: frozenset(offices)
    for titles, offices in (
        ("clerk|the clerk|parish clerk|town clerk|clerk to the council|proper officer", {"clerk"}),
        ("deputy clerk|deputy town clerk|assistant clerk", {"deputy clerk"}),
        ("communications officer|communications officers|community manager|webmaster", {"communications officer"}),
        ("councillor|councillors|member|members|cllr", {"councillor", "chairman"}),
        ("chairman|chair|chairwoman|chairperson|chair of the council|mayor|town mayor", {"chairman"}),
        ("lay member|lay members", {"lay member"}),
        ("monitoring officer", {"monitoring officer"}),
        ("internal auditor|auditor", {"internal auditor"}),
        ("officer|officers|employee|employees|staff", _OFFICERS),
    )
    for title in titles.split("|")
}
_MEMBER_WORDS = ("councillor", "cllr", "chair", "chairman", "chairwoman", "chairperson", "mayor", "member")
_NO_MEMBERS = ("lay", "clerk", "officer", "office", "party", "assistant", "secretary")


def offices_of(titles: Iterable[str], own: Mapping[str, str]) -> frozenset[str]:
    """The offices that titles stand for; a title that is nobody's usual word stands for itself, in small letters.

    `own`: the council's own titles, the usual word first: {"Clerk": "Town Clerk", "Chairman": "Mayor"}.
    """
    return frozenset(office for title in titles for office in _offices(title, own))


def is_member(title: str, own: Mapping[str, str]) -> bool:
    """Whether a title is that of a councillor, who can be given no power alone (Local Government Act 1972, s.101)."""
    offices = _offices(title, own)
    if offices <= _MEMBERS:
        return True
    words = title.casefold().replace("-", " ").replace(".", " ").split()
    return any(word in _MEMBER_WORDS for word in words) and not any(word in _NO_MEMBERS for word in words)


def _offices(title: str, own: Mapping[str, str]) -> frozenset[str]:
    said = title.casefold()
    for usual, local in own.items():
        if local.casefold() == said:
            said = usual.casefold()
    return _USUAL.get(said, frozenset({said}))
