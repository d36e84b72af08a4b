"""Policy packs: what a council adopted, as data. A pack may extend another; what law locks it cannot loosen."""

from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from parishpump.policy.errors import Fault, PackError
from parishpump.policy.laying import faults_of, lay
from parishpump.policy.pack import NOT_STATED, Clause, Layer, Pack, RuleEntry
from parishpump.policy.pack_file import decode_pack, read_layer, with_lines

__all__ = [
    "BASE",
    "NOT_STATED",
    "Clause",
    "Pack",
    "RuleEntry",
    "available_packs",
    "begin_pack",
    "load_pack",
    "read_pack",
]

# The pack that holds the law. Every other one stands on it.
BASE = "base"


def available_packs() -> tuple[str, ...]:
    """The names of the packs that come with the software."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in _shipped().iterdir() if _is_pack(entry.name)))


def load_pack(name_or_path: str | Path) -> Pack:
    """A shipped pack by name, or a pack file by path (anything ending in .toml). PackError names line and key."""
    if isinstance(name_or_path, Path) or name_or_path.endswith(".toml"):
        return _load(Path(name_or_path), ())
    return _load_shipped(name_or_path)


def read_pack(text: str | bytes, *, name: str) -> Pack:
    """A pack from its TOML, such as a council's own that the database keeps. It extends a shipped pack.

    `name` is what a fault calls the text, such as its file's name. PackError lists every fault with line and key.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return _read(decode_pack(raw, file=name), name)


def begin_pack(*, name: str, council: str, extends: str = BASE) -> Pack:
    """A pack that states nothing yet, over a shipped one."""
    return lay(Layer(name=name, council=council, extends=extends), _load_shipped(extends))


@lru_cache(maxsize=64)
def _read(text: str, name: str) -> Pack:
    layer = read_layer(text, file=name)
    return _checked(layer, _parent_by_name(layer, name, text), name, text)


@lru_cache(maxsize=32)
def _load_shipped(name: str) -> Pack:
    if name not in available_packs():
        raise PackError(name, Fault("pack", f"there is no such pack; there are {', '.join(available_packs())}"))
    return _load(_shipped() / f"{name}.toml", ())


def _load(file: Traversable, above: tuple[str, ...]) -> Pack:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise PackError(str(file), Fault("file", f"cannot be read: {error}")) from error
    text = decode_pack(raw, file=file.name)
    layer = read_layer(text, file=file.name)
    if str(file) in above:
        raise PackError(file.name, _extends_fault("goes in a circle", text))
    return _checked(layer, _parent(file, layer, text, (*above, str(file))), file.name, text)


def _parent(file: Traversable, layer: Layer, text: str, above: tuple[str, ...]) -> Pack | None:
    if layer.extends is not None and layer.extends.endswith(".toml"):
        return _load(Path(str(file)).parent / layer.extends, above)
    is_the_law = layer.extends is None and file == _shipped() / f"{BASE}.toml"
    return None if is_the_law else _parent_by_name(layer, file.name, text)


def _parent_by_name(layer: Layer, file: str, text: str) -> Pack:
    if layer.extends is None:
        why = f'is missing: every policy stands on the law, so state extends = "{BASE}" or another shipped pack'
        raise PackError(file, _extends_fault(why, text))
    try:
        return _load_shipped(layer.extends)
    except PackError as error:
        raise PackError(file, _extends_fault(error.why, text)) from error


def _checked(layer: Layer, below: Pack | None, file: str, text: str) -> Pack:
    faults = list(faults_of(layer, below))
    if faults:
        raise PackError(file, *with_lines(faults, text))
    return lay(layer, below)


def _extends_fault(why: str, text: str) -> Fault:
    return with_lines([Fault("pack.extends", why)], text)[0]


def _shipped() -> Traversable:
    return resources.files("parishpump.policy") / "packs"


def _is_pack(name: str) -> bool:
    return name.endswith(".toml")
