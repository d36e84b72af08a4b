"""The clause register: complete, in order, and true to the code and the tests that it names."""

import ast
from pathlib import Path

import pytest

from parishpump.policy.coverage import KINDS, Entry, as_printed, as_table, counts, register, rules_of
from parishpump.policy.packs import load_pack

ROOT = Path(__file__).parents[2]
ENTRIES = register()
BUILT = [entry for entry in ENTRIES if entry.kind != "planned"]


def names_in(source: str) -> set[str]:
    """Every function, class and assigned name of a module, with methods as Class.method."""
    names: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names.update(f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef))
        if isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return names


def is_there(place: str) -> bool:
    path, _, name = place.partition("::")
    file = ROOT / path
    return file.exists() and (not name or name in names_in(file.read_text(encoding="utf-8")))


def test_every_clause_of_the_policy_has_an_entry() -> None:
    assert [entry.id for entry in ENTRIES] == sorted({entry.id for entry in ENTRIES}, key=place)
    assert {entry.id for entry in ENTRIES} == set(load_pack("lenham").clauses)
    assert len(ENTRIES) == 117


def place(clause: str) -> tuple[int, int]:
    chapter, number = clause.split("-")
    return ("INT", "ENG", "TRA", "PER", "CAP", "WHA", "RUL", "FOI", "POL").index(chapter), int(number)


@pytest.mark.parametrize("entry", BUILT, ids=lambda entry: entry.id)
def test_what_is_built_names_a_place_and_a_test_that_exist(entry: Entry) -> None:
    assert is_there(entry.where), f"{entry.where} does not exist"
    assert entry.test.startswith("tests/")
    assert is_there(entry.test), f"{entry.test} does not exist"


def test_what_is_planned_names_no_place() -> None:
    assert not [entry.id for entry in ENTRIES if entry.kind == "planned" and (entry.where or entry.test)]


def test_a_name_that_does_not_exist_is_noticed() -> None:
    assert is_there("parishpump/policy/coverage.py::register")
    assert not is_there("parishpump/policy/coverage.py::no_such_function")
    assert not is_there("parishpump/policy/no_such_file.py")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_control_is_one_plain_sentence(entry: Entry) -> None:
    assert entry.control.endswith(".")
    assert entry.control[0].isupper()
    assert len(entry.control) <= 150


def test_a_rule_that_is_a_must_stands_behind_no_planned_clause() -> None:
    lenham = load_pack("lenham")
    planned = {entry.id for entry in ENTRIES if entry.kind == "planned"}

    assert not [rule.id for rule in lenham.rules.values() if rule.clause in planned and rule.on]


def test_a_clause_knows_the_rules_behind_it() -> None:
    assert "opinion.unminuted" in rules_of("POL-4", load_pack("lenham"))
    assert rules_of("WHA-5", load_pack("lenham")) == ()


def test_every_kind_is_counted() -> None:
    assert tuple(counts()) == KINDS
    assert sum(counts().values()) == 117


def test_the_register_is_printed_with_these_keys() -> None:
    printed = as_printed(ENTRIES)

    assert {tuple(line) for line in printed} == {("id", "chapter", "strength", "kind", "control", "where", "test")}


def test_the_table_has_a_line_for_every_clause_and_the_counts() -> None:
    table = as_table(ENTRIES)

    assert table.startswith("Introduction\n  INT-1 ")
    assert table.count("\n  ") == 117
    assert table.endswith(f"{counts()['planned']} planned")
