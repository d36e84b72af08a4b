"""The pages of the policy: what it says, the draft, importing, adopting, the versions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parishpump.adoption.models import AdoptedPack, DraftPack
from parishpump.adoption.queries.packs import draft_in_hand
from parishpump.policy.packs import read_pack
from tests.adoption.conftest import adopted, save
from tests.conftest import NOON

READ = ["policy", "pack-versions", "pack-draft", "policy-text", "elections", "pack-toml", "pack-draft-toml"]
KEPT = ["pack-draft-import", "pack-draft-removal", "pack-adoption", "policy-text-new", "new-election"]
ON_PAPER = 'name = "northfold"\ncouncil = "Northfold Parish Council"\nextends = "base"\n'


def channels(**typed: str) -> dict[str, str]:
    return {"seen": "0", **{key.replace("__", "-"): said for key, said in typed.items()}}


def post_group(client, group="channels-and-deployments", **typed: str):
    return client.post(reverse("pack-draft-group", args=[group]), channels(**typed))


@pytest.mark.parametrize("name", READ)
def test_every_officer_reads_the_policy(as_councillor, name):
    assert as_councillor.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", KEPT)
def test_who_does_not_keep_the_policy_is_told_who_does(as_deputy, name):
    page = as_deputy.get(reverse(name))

    assert page.status_code == 403
    assert "keep the policy" in page.text


def test_a_councillor_states_nothing(as_councillor):
    assert post_group(as_councillor, channels__comments="off").status_code == 403
    assert not DraftPack.objects.exists()


def test_the_overview_says_what_is_not_stated_and_what_the_law_asks_then(as_clerk):
    page = as_clerk.get(reverse("policy")).text

    assert "not stated by policy" in page
    assert "The law: " in page
    assert "Locked by law" in page
    assert "Comes with chapter" in page


def test_a_statement_goes_into_the_draft_alone(as_clerk):
    page = post_group(as_clerk, channels__comments="off")

    assert page.url == reverse("pack-draft")
    assert draft_in_hand(NOON).pack.stated("channels.comments") == "off"
    assert draft_in_hand(NOON).in_force.stated("channels.comments") is None
    assert "off" in as_clerk.get(reverse("pack-draft")).text


def test_saving_without_a_change_makes_no_draft(as_clerk):
    form = as_clerk.get(reverse("pack-draft-group", args=["who-writes-and-approves"])).context["form"]
    typed = {field.html_name: field.value() or "" for field in form if field.value() not in (None, [])}

    as_clerk.post(reverse("pack-draft-group", args=["who-writes-and-approves"]), typed)

    assert not DraftPack.objects.exists()


def test_roles_are_ticked_or_typed(as_clerk):
    typed = {"seen": 0, "publish-approvers": ["Clerk", "Chairman"], "publish-approvers-others": "Staffing Committee"}

    as_clerk.post(reverse("pack-draft-group", args=["who-writes-and-approves"]), typed)

    assert draft_in_hand(NOON).pack.stated("publish.approvers") == ("Clerk", "Chairman", "Staffing Committee")


def test_loosening_what_the_law_locks_is_refused_with_the_law_and_keeps_what_was_typed(as_clerk):
    page = post_group(
        as_clerk, "who-writes-and-approves", publish__delegation_required="no", publish__two_person="always"
    )

    assert page.status_code == 422
    assert "locked by law (Local Government Act 1972, section 101)" in page.text
    assert page.context["form"]["publish-two_person"].value() == "always"
    assert not DraftPack.objects.exists()


def test_what_cannot_be_read_is_said_at_its_field(as_clerk):
    page = post_group(as_clerk, "listening-and-answering", listen__reply_target="soon")

    assert page.status_code == 422
    assert "must be a length of time" in str(page.context["form"].errors["listen-reply_target"])
    assert 'value="soon"' in page.text


def test_a_second_window_loses_nothing(as_clerk, clerk):
    save(clerk, channels__comments="on")

    page = post_group(as_clerk, channels__comments="off")

    assert page.status_code == 422
    assert "changed in another window" in page.text
    assert page.context["form"]["channels-comments"].value() == "off"
    again = as_clerk.post(
        reverse("pack-draft-group", args=["channels-and-deployments"]),
        channels(channels__comments="off") | {"seen": page.context["form"]["seen"].value()},
    )
    assert again.status_code == 302


def test_a_rule_is_made_stricter_and_off(as_clerk):
    page = as_clerk.get(reverse("pack-draft-rules", args=["manners"]))
    typed = {field.html_name: field.value() for field in page.context["form"]}

    as_clerk.post(
        reverse("pack-draft-rules", args=["manners"]),
        typed | {"rules-manners-capitals": "must", "rules-manners-exclamations": "off"},
    )

    rules = draft_in_hand(NOON).pack.rules
    assert (rules["manners.capitals"].strength, rules["manners.exclamations"].on) == ("must", False)


def test_a_rule_locked_by_law_is_not_switched_off(as_clerk):
    page = as_clerk.get(reverse("pack-draft-rules", args=["politics"]))
    typed = {field.html_name: field.value() for field in page.context["form"]}

    refused = as_clerk.post(reverse("pack-draft-rules", args=["politics"]), typed | {"rules-politics-support": "off"})

    assert refused.status_code == 422
    assert "Local Government Act 1986, section 2" in str(refused.context["form"].errors)


@pytest.mark.parametrize("address", ["parameters/no-such/", "rules/no-such/"])
def test_what_does_not_exist_is_not_there(as_clerk, address):
    assert as_clerk.get(f"/policy/draft/{address}").status_code == 404


def test_a_pack_is_brought_in_by_pasting(as_clerk):
    pasted = f'[pack]\n{ON_PAPER}[parameters]\nchannels.comments = "off"\n'

    page = as_clerk.post(reverse("pack-draft-import"), {"seen": 0, "pasted": pasted})

    assert page.url == reverse("pack-draft")
    assert draft_in_hand(NOON).pack.stated("channels.comments") == "off"


def test_a_pack_is_brought_in_as_a_file(as_clerk):
    file = SimpleUploadedFile("northfold.toml", f"[pack]\n{ON_PAPER}".encode())

    page = as_clerk.post(reverse("pack-draft-import"), {"seen": 0, "file": file})

    assert page.url == reverse("pack-draft")
    assert draft_in_hand(NOON).pack.extends == "base"


def test_a_broken_pack_is_told_with_line_and_key_and_keeps_what_was_pasted(as_clerk):
    pasted = f'[pack]\n{ON_PAPER}[parameters]\nchannels.comments = "sometimes"\n'

    page = as_clerk.post(reverse("pack-draft-import"), {"seen": 0, "pasted": pasted})

    assert page.status_code == 422
    assert "Line 6: parameters.channels.comments" in str(page.context["form"].errors["pasted"])
    assert "sometimes" in page.text
    assert not DraftPack.objects.exists()


def test_a_file_that_is_no_pack_is_told_as_one(as_clerk):
    page = as_clerk.post(reverse("pack-draft-import"), {"seen": 0, "file": SimpleUploadedFile("a.toml", b"\xff\xfe")})

    assert page.status_code == 422
    assert "is not UTF-8" in page.text


def test_adopting_asks_for_the_minute_then_for_a_second_look(as_clerk, clerk):
    draft = save(clerk, channels__comments="off")
    said = {"seen": draft.version, "minute": "2026/150", "resolved_on": "13/5/2026", "in_force_from": ""}

    look = as_clerk.get(reverse("pack-adoption-confirmation"), said)
    assert "2026/150" in look.text
    assert not AdoptedPack.objects.exists()

    page = as_clerk.post(reverse("pack-adoption"), said, follow=True)
    assert "Version 1 is adopted under minute 2026/150" in page.text
    assert not DraftPack.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("minute", "", "is empty"),
        ("resolved_on", "1/1/2099", "still to come"),
        ("in_force_from", "12/5/2026", "does not reach back"),
    ],
)
def test_a_resolution_that_cannot_be_is_refused(as_clerk, clerk, field, typed, said):
    draft = save(clerk, channels__comments="off")
    whole = {"seen": draft.version, "minute": "2026/150", "resolved_on": "13/5/2026", "in_force_from": ""}

    page = as_clerk.get(reverse("pack-adoption-confirmation"), whole | {field: typed})

    assert page.status_code == 422
    assert said in page.text
    assert as_clerk.post(reverse("pack-adoption"), whole | {field: typed}).status_code == 422
    assert not AdoptedPack.objects.exists()


def test_a_draft_that_moved_is_not_adopted(as_clerk, clerk):
    said = {"seen": save(clerk, channels__comments="off").version, "minute": "2026/150", "resolved_on": "13/5/2026"}
    save(clerk, channels__comments="on")

    assert "was changed since you opened" in as_clerk.get(reverse("pack-adoption-confirmation"), said).text
    page = as_clerk.post(reverse("pack-adoption"), said, follow=True)

    assert "nothing is adopted" in page.text
    assert not AdoptedPack.objects.exists()


def test_a_draft_is_thrown_away_after_a_look(as_clerk, clerk):
    save(clerk, channels__comments="off")

    assert "stays as it is" in as_clerk.get(reverse("pack-draft-removal")).text
    as_clerk.post(reverse("pack-draft-removal"))

    assert not DraftPack.objects.exists()


def test_each_version_is_shown_and_taken_away_as_a_file(as_councillor, clerk):
    version = adopted(clerk, channels__comments="off")

    page = as_councillor.get(reverse("pack-version", args=[1])).text
    file = as_councillor.get(reverse("pack-version-toml", args=[1]))

    assert "2026/150" in page
    assert file.text == version.toml == as_councillor.get(reverse("pack-toml")).text
    assert read_pack(file.content, name="file").stated("channels.comments") == "off"


def test_an_overdue_review_warns(as_clerk, clerk):
    adopted(clerk, pack__review_on="2026-06-01")

    assert "The review is overdue" in as_clerk.get(reverse("policy")).text


def test_the_foot_of_every_page_names_the_version(as_clerk, clerk):
    assert "Policy version" not in as_clerk.get(reverse("desk")).text

    adopted(clerk, channels__comments="off")

    assert "Policy version 1, minute 2026/150" in as_clerk.get(reverse("desk")).text


def test_a_policy_that_cannot_be_read_is_said_with_line_and_key(as_clerk, northfold, tmp_path):
    (tmp_path / "broken.toml").write_text(f"[pack]\n{ON_PAPER}[parameters]\nno.such = 1\n")
    northfold.pack = str(tmp_path / "broken.toml")
    northfold.save(update_fields=["pack"])

    page = as_clerk.get(reverse("policy"))

    assert page.status_code == 409
    assert "no.such" in page.text


@pytest.mark.parametrize("name", ["policy", "pack-draft", "pack-versions", "elections", "policy-text"])
def test_a_page_asks_the_same_however_much_there_is(as_clerk, clerk, name, django_assert_max_num_queries):
    for comments in ("off", "on", "off"):
        adopted(clerk, channels__comments=comments)
    save(clerk, at=NOON, channels__comments="on")

    with django_assert_max_num_queries(12):
        as_clerk.get(reverse(name))
