"""An update of the software under an adopted policy, and the version under which something was judged."""

import shutil

import pytest
from django.urls import reverse

from parishpump.adoption.models import AdoptedPack
from parishpump.adoption.queries import packs as adopted_packs
from parishpump.adoption.queries.meaning import changed_by_an_update
from parishpump.adoption.queries.packs import judged_under, pack_in_force, pack_of
from parishpump.policy import packs
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.queries.judging import verdict_on
from tests.adoption.conftest import adopted
from tests.conftest import NOON
from tests.publishing.lives import content, submitted
from tests.publishing.pages import at_desk, page, said


@pytest.fixture
def update(monkeypatch, tmp_path):
    """Brings another version of a shipped pack, as an update of the software does: what it read before is forgotten."""
    shipped = tmp_path / "packs"
    shutil.copytree(str(packs._shipped()), shipped)

    def forget() -> None:
        for memory in (packs._read, packs._load_shipped, adopted_packs._read):
            memory.cache_clear()

    def bring(old: str, new: str) -> None:
        file = shipped / "lenham.toml"
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))
        monkeypatch.setattr(packs, "_shipped", lambda: shipped)
        forget()

    yield bring
    monkeypatch.undo()
    forget()


MODE = ('parameters.channels.mode = "interactive"', 'parameters.channels.mode = "broadcast"')


def test_an_adopted_version_keeps_what_it_meant(clerk):
    version = adopted(clerk, channels__comments="off")

    assert version.fingerprint == pack_of(version).fingerprint
    assert version.meaning["channels.mode"] == "interactive"
    assert changed_by_an_update(version) == ()


def test_an_update_that_changes_the_shipped_base_is_told_with_its_differences(as_clerk, clerk, update):
    adopted(clerk, channels__comments="off")
    assert "An update of the software" not in as_clerk.get(reverse("policy")).text

    update(*MODE)

    (change,) = changed_by_an_update(AdoptedPack.objects.get())
    assert (change.key, change.before, change.after) == ("channels.mode", "interactive", "broadcast")
    assert "An update of the software changed what this policy stands on" in as_clerk.get(reverse("policy")).text


def test_adopting_again_settles_it(as_clerk, clerk, update):
    adopted(clerk, channels__comments="off")
    update(*MODE)

    adopted(clerk, minute="2026/160")

    assert "An update of the software" not in as_clerk.get(reverse("policy")).text


def test_an_update_that_changes_nothing_in_words_is_not_told(clerk, update):
    version = adopted(clerk, channels__comments="off")

    update('pack.name = "lenham"', 'pack.name = "lenham"\npack.version = "2"')

    assert pack_of(version).fingerprint != version.fingerprint
    assert changed_by_an_update(version) == ()


def test_what_was_judged_before_an_update_names_its_version_still(clerk, noticeboard, communications_officer, update):
    version = adopted(clerk, channels__comments="off")
    said_of = verdict_on(content(noticeboard), begin_post(by=communications_officer, at=NOON), overrides={}, at=NOON)

    update(*MODE)

    assert judged_under(said_of.fingerprint).version == version


def test_before_any_adoption_the_pack_with_which_the_council_began_is_named(northfold):
    found = judged_under(pack_in_force(NOON).fingerprint)

    assert (found.version, found.pack.name) == (None, "lenham")
    assert judged_under("0" * 64).pack is None


def test_the_page_of_a_revision_names_the_version_that_judged_it(clerk, noticeboard, communications_officer):
    adopted(clerk, minute="2026/150")
    waiting = submitted(communications_officer, noticeboard)
    adopted(clerk, minute="2026/160")

    shown = said(at_desk(clerk).get(page("revision", waiting.post, 1)))

    assert "Policy version 1 , minute 2026/150" in shown
