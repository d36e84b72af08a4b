"""A pack as TOML: what it says itself, with the label of each parameter above it. Reading it gives an equal pack."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from parishpump.policy.pack import Clause, Guidance, Layer, Pack, RuleLine, When
from parishpump.policy.parameters import PARAMETERS

_IDENTITY = ("name", "council", "version", "adopted_on", "minute_ref", "review_on", "extends")


def pack_as_toml(pack: Pack) -> str:
    """The text of a pack's file, the same for the same pack. Values of the packs below it are not repeated."""
    return "\n".join(_lines(pack.said)) + "\n"


def _lines(layer: Layer) -> Iterator[str]:
    yield "# What is not here, the policy does not state, or the pack that it extends does.\n\n[pack]"
    yield from _pairs({key: getattr(layer, key) for key in _IDENTITY})
    if layer.parameters:
        yield "\n[parameters]"
    for one in PARAMETERS:
        if one.key in layer.parameters:
            yield f"\n# {one.row}. {one.label}\n{one.key} = {_value(one.kind.plain(layer.parameters[one.key]))}"
    yield from _rows("clauses", layer.clauses)
    yield from _rows("rules", layer.rules)
    yield from _rows("guidance", layer.guidance)


def _rows(name: str, rows: Mapping[str, Clause | RuleLine | Guidance]) -> Iterator[str]:
    for row in rows.values():
        yield f"\n[[{name}]]"
        yield from _pairs({key: value for key, value in vars(row).items() if value not in ("", (), When())})


def _pairs(values: Mapping[str, object]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in values.items() if value is not None)


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, When):
        return _value({key: said for key, said in vars(value).items() if said})
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_text(name)} = {_value(each)}' for name, each in value.items())} }}"
    if isinstance(value, str) and "\n" in value:
        return f'"""\n{chr(10).join(_text(line)[1:-1] for line in value.split(chr(10)))}"""'
    return _text(value)


def _text(value: object) -> str:
    # JSON writes texts, numbers and truth as TOML does, but for the one sign that TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
