"""The draft of the policy and the versions that the council adopted."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from parishpump.adoption.actions.packs import (
    ChangedElsewhere,
    NoDraft,
    NotYetResolved,
    Resolution,
    adopt,
    save_draft_pack,
    throw_draft_away,
)
from parishpump.adoption.models import AdoptedPack, DraftPack
from parishpump.adoption.queries import pack_in_force
from parishpump.adoption.queries.packs import adopted_under, draft_in_hand, is_overdue, version_in_history, versions
from parishpump.archive.models import Record
from parishpump.archive.queries import blobs_with_bytes
from parishpump.councils.tenancy import council_scope, current_scope
from parishpump.people.queries import NotDelegated
from parishpump.policy.errors import PackError
from parishpump.publishing.actions.drafting import begin_post
from parishpump.publishing.queries.judging import verdict_on
from tests.adoption.conftest import adopted, save
from tests.conftest import MAY, NOON
from tests.publishing.lives import content

TODAY = NOON.date()


def test_before_any_adoption_the_pack_with_which_the_council_began_is_in_force(northfold):
    assert pack_in_force(NOON).name == "lenham"


def test_a_draft_decides_nothing(clerk):
    save(clerk, channels__comments="off")

    assert pack_in_force(NOON).stated("channels.comments") is None


def test_what_the_council_adopts_is_in_force_at_once_with_its_minute(clerk):
    adopted(clerk, channels__comments="off")

    pack = pack_in_force(NOON)
    assert pack.stated("channels.comments") == "off"
    assert (pack.version, pack.minute_ref, pack.adopted_on) == ("1", "2026/150", MAY)


def test_a_version_of_a_later_day_waits_for_its_day(clerk):
    adopted(clerk, begins=TODAY + timedelta(days=7), channels__comments="off")

    assert pack_in_force(NOON).stated("channels.comments") is None
    assert pack_in_force(NOON + timedelta(days=7)).stated("channels.comments") == "off"


def test_the_newest_version_begins_from_the_one_before(clerk):
    adopted(clerk, channels__comments="off")
    adopted(clerk, listen__reply_target="2 working days")

    pack = pack_in_force(NOON)
    assert pack.version == "2"
    assert (pack.stated("channels.comments"), str(pack.stated("listen.reply_target"))) == ("off", "2 working days")


def test_a_version_never_changes(clerk):
    version = adopted(clerk, channels__comments="off")

    for tamper in (lambda: AdoptedPack.objects.update(minute="none"), version.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            tamper()


def test_adoption_is_on_the_record_with_its_text_and_what_it_changes(clerk):
    version = adopted(clerk, channels__comments="off")

    written = Record.objects.get(kind="policy adopted")
    assert written.body["minute"] == "2026/150"
    assert any("off" in change for change in written.body["changes"])
    assert blobs_with_bytes([version.sha256])[version.sha256].decode() == version.toml


def test_who_does_not_keep_the_policy_neither_drafts_nor_adopts(clerk, deputy_clerk):
    draft = save(clerk, channels__comments="off")

    with pytest.raises(NotDelegated):
        save(deputy_clerk, channels__comments="on")
    with pytest.raises(NotDelegated):
        adopt(Resolution("2026/150", MAY, MAY), seen=draft.version, by=deputy_clerk, at=NOON)


def test_nothing_is_adopted_by_a_resolution_to_come(clerk):
    draft = save(clerk, channels__comments="off")

    with pytest.raises(NotYetResolved):
        adopt(Resolution("2026/150", date(2026, 11, 25), date(2026, 11, 25)), seen=draft.version, by=clerk, at=NOON)


def test_what_was_not_looked_at_is_not_adopted(clerk):
    seen = save(clerk, channels__comments="off").version
    save(clerk, channels__comments="on")

    with pytest.raises(ChangedElsewhere):
        adopt(Resolution("2026/150", MAY, MAY), seen=seen, by=clerk, at=NOON)


def test_two_windows_do_not_overwrite_each_other(clerk):
    save(clerk, channels__comments="off")

    with pytest.raises(ChangedElsewhere):
        save_draft_pack(draft_in_hand(NOON).pack, seen=0, by=clerk, at=NOON)


def test_without_a_draft_nothing_is_adopted(clerk):
    with pytest.raises(NoDraft):
        adopt(Resolution("2026/150", MAY, MAY), seen=0, by=clerk, at=NOON)


def test_a_draft_thrown_away_stays_on_the_record(clerk):
    save(clerk, channels__comments="off")

    throw_draft_away(by=clerk, at=NOON)

    assert not DraftPack.objects.exists()
    (kept,) = Record.objects.get(kind="draft policy thrown away").blobs
    assert b"channels.comments" in blobs_with_bytes([kept["sha256"]])[kept["sha256"]]


@pytest.mark.parametrize("key", ["political__rule", "messaging__consent_required"])
def test_what_the_law_locks_is_not_loosened(clerk, key):
    with pytest.raises(PackError, match="locked by law"):
        save(clerk, **{key: "no"})


def test_a_rule_locked_by_law_stays_on(clerk):
    with pytest.raises(PackError, match="locked by law"):
        save(clerk, rules={"politics.support": (False, "must")})


def test_every_verdict_names_the_version_that_it_was_judged_under(clerk, noticeboard):
    post = begin_post(by=clerk, at=NOON)
    before = verdict_on(content(noticeboard), post, overrides={}, at=NOON)
    adopted(clerk, channels__comments="off")
    after = verdict_on(content(noticeboard), post, overrides={}, at=NOON)

    assert (before.pack, after.version) == ("lenham", "1")
    assert adopted_under(before.fingerprint) is None
    assert adopted_under(after.fingerprint).number == 1


def test_the_history_tells_each_version_with_what_it_changed(clerk):
    adopted(clerk, channels__comments="off")
    adopted(clerk, channels__comments="on")

    assert [(one.number, state) for one, state in versions(NOON)] == [(2, "in force"), (1, "superseded")]
    (change,) = version_in_history(2, at=NOON).changes
    assert str(change).endswith("off → on")


def test_a_review_is_overdue_on_the_day_after(clerk):
    adopted(clerk, pack__review_on="2027-05-12")

    assert not is_overdue(pack_in_force(NOON), date(2027, 5, 12))
    assert is_overdue(pack_in_force(NOON), date(2027, 5, 13))


def test_no_council_sees_anothers_versions_or_draft(clerk, southfold):
    adopted(clerk, channels__comments="off")
    save(clerk, channels__comments="on")

    with council_scope(southfold.id):
        assert pack_in_force(NOON).name == "lenham"
        assert (list(AdoptedPack.objects.all()), list(DraftPack.objects.all())) == ([], [])


def test_the_policy_is_looked_up_once_a_scope(clerk, django_assert_num_queries):
    adopted(clerk, channels__comments="off")
    current_scope().memory.clear()

    pack_in_force(NOON)
    with django_assert_num_queries(0):
        pack_in_force(NOON)
