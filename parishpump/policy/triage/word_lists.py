"""Plain words, any number a line, kept in `word_lists/`."""

from functools import cache
from importlib import resources


def lines(name: str) -> list[str]:
    """The lines of `word_lists/<name>.txt` without comments and blank ones."""
    text = (resources.files("parishpump.policy.triage") / "word_lists" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def plain_words(name: str) -> tuple[str, ...]:
    """Every word of a list, in its order."""
    return tuple(word for line in lines(name) for word in line.split())
