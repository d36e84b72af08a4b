"""Invariants that can be read off the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "parishpump"


def modules(pattern: str) -> Iterator[tuple[str, ast.Module]]:
    for path in PACKAGE.glob(pattern):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[str]:
    """Every call of an attribute, as `object.attribute`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield f"{ast.unparse(node.func.value)}.{node.func.attr}"


def imports(tree: ast.AST) -> set[str]:
    return {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_no_action_reads_the_clock_or_the_user():
    clocks = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "timezone.localdate", "time.time"}
    found = [
        (name, call)
        for pattern in ("*/actions.py", "*/actions/*.py")
        for name, tree in modules(pattern)
        for call in calls(tree)
        if call in clocks or "request" in call
    ]

    assert list(modules("*/actions/*.py"))
    assert found == []


def test_one_door_leads_out():
    callers = {
        name
        for name, tree in modules("**/*.py")
        if not name.startswith("networks/")
        for call in calls(tree)
        if call in ("network.publish", "network.edit", "network.withdraw")
    }

    assert callers == {"publishing/actions/deliver.py"}


def test_networks_are_opened_where_they_are_sent_to_read_back_or_examined():
    openers = {name for name, tree in modules("**/*.py") if "open_network" in imports(tree)}

    assert openers <= {
        "publishing/actions/consigning.py",
        "channels/actions.py",
        "channels/examination.py",
        "demo/in_house.py",
        "inbox/actions/ears.py",
    }


def test_nothing_is_imported_inside_a_function():
    found = [
        (name, ast.unparse(inner))
        for name, tree in modules("**/*.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert found == []


def test_no_file_is_over_the_wall():
    long = [
        path.as_posix()
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > 400
    ]

    assert long == []


def test_no_signals_are_used():
    assert [name for name, tree in modules("**/*.py") if "receiver" in imports(tree)] == []
