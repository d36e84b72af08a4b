"""What a page calls in force, code reads; what code does not read, a page calls by its name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from parishpump.policy.parameters import PARAMETERS

PACKAGE = Path(__file__).parents[2] / "parishpump"
DECLARED = PACKAGE / "policy" / "declared"
BUILT = [one for one in PARAMETERS if one.chapter.built]


def words_in_code() -> Iterator[str]:
    """Every piece of text in the source, docstrings and declarations left out, and every attribute that is read."""
    for file in PACKAGE.rglob("*.py"):
        if DECLARED in file.parents or "migrations" in file.parts:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield node.value
            if isinstance(node, ast.Attribute):
                yield f".{node.attr}"


READ = frozenset(words_in_code())


def is_read(key: str) -> bool:
    head, _, name = key.partition(".")
    return key in READ or (head == "pack" and f".{name}" in READ)


@pytest.mark.parametrize("one", [one for one in BUILT if not one.words_only], ids=lambda one: one.key)
def test_what_is_called_in_force_is_read_or_left_no_choice_by_law(one):
    assert is_read(one.key) or (one.lock is not None and one.lock.leaves_one)


@pytest.mark.parametrize("one", [one for one in PARAMETERS if one.words_only], ids=lambda one: one.key)
def test_what_is_called_words_for_people_is_read_by_no_code(one):
    assert not is_read(one.key)


def test_the_source_is_searched_and_not_its_declarations_or_docstrings():
    assert "publish.authors" in READ
    assert "scope.purpose" not in READ
    assert not any(re.fullmatch(r"scope\.\w+", word) for word in READ)
