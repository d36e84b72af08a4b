"""The parameters a policy pack may state, in the order of their register. Unset means: not stated by policy."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from parishpump.policy.declared import (
    care,
    channels,
    conduct,
    content,
    council,
    information,
    listening,
    meetings,
    messaging,
    publishing,
)
from parishpump.policy.parameter import Parameter
from parishpump.policy.values import Value

PARAMETERS: tuple[Parameter, ...] = (
    *council.PARAMETERS,
    *channels.PARAMETERS,
    *publishing.PARAMETERS,
    *content.PARAMETERS,
    *listening.PARAMETERS,
    *conduct.PARAMETERS,
    *messaging.PARAMETERS,
    *meetings.PARAMETERS,
    *information.PARAMETERS,
    *care.PARAMETERS,
)
REGISTER: Mapping[str, Parameter] = {parameter.key: parameter for parameter in PARAMETERS}
# Those that stand in the section `parameters` of a pack; the others stand in its head, or in its section for rules.
NAMES = tuple(sorted(key for key, one in REGISTER.items() if not one.is_identity and key != "rules.strength"))

_DEEPEST = 3


def parameter(key: str) -> Parameter:
    """The parameter of this key; KeyError where none is declared."""
    return REGISTER[key]


def read_parameter(key: str, value: object) -> Value:
    """The typed value of a parameter from TOML; ValueError says what is wrong, in words for who writes the pack."""
    if key not in REGISTER or REGISTER[key].is_identity:
        raise ValueError(f"is no parameter that a pack can state{nearest(key, NAMES)}")
    return REGISTER[key].kind.read(value)


def parse_text(key: str, text: str) -> Value | None:
    """The value that somebody typed into a form, or None where nothing was; ValueError says what is wrong."""
    return REGISTER[key].kind.parse(text) if text.strip() else None


def format_value(key: str, value: Value | None) -> str:
    """A value as it stands in a form: what `parse_text` reads back."""
    return "" if value is None else REGISTER[key].kind.show(value)


def in_words(key: str, value: Value | None) -> str:
    """A value in plain words on one line, with its unit; “not stated” where there is none."""
    return "not stated" if value is None else REGISTER[key].kind.words(value)


def meaning(key: str, value: Value | None) -> str:
    """What a value means; for one that the policy does not state, that, and what the law asks then."""
    return REGISTER[key].silence if value is None else REGISTER[key].kind.means(value)


def nearest(key: str, known: tuple[str, ...]) -> str:
    """The words that suggest what somebody may have meant by an unknown key; empty where nothing comes near."""
    close = get_close_matches(key, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


def flatten(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Nested tables as dotted names, down to the names that are parameters."""
    for key, value in table.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and name not in REGISTER and name.count(".") < _DEEPEST:
            yield from flatten(value, f"{name}.")
        else:
            yield name, value
