"""The policy, live: what the desk says of each clause, and whether its figures are those of the lists behind them."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from parishpump.adoption.actions.elections import Poll, enter_election
from parishpump.channels.actions.risks import Rating, enter_risk
from parishpump.desk.queries.evidence import authorities, evidence
from parishpump.desk.queries.findings import CHECKED, LOOKS_BACK, Asked, counts
from parishpump.desk.views.policy_live import in_words
from parishpump.desk.views.showing.clauses import FIGURES_OF, KIND_WORDS, Figures
from parishpump.people.actions import delegate, revoke
from parishpump.people.models import Delegation, Office
from parishpump.people.powers import WRITE
from parishpump.policy.coverage import KINDS, register
from parishpump.policy.packs import available_packs, load_pack
from parishpump.publishing.actions.amending import withdraw
from parishpump.publishing.actions.deciding import send_back
from tests.conftest import MAY, NEXT_MAY, NOON
from tests.desk.kept import kept
from tests.portal.scenes import picture, put_up
from tests.publishing.pages import said

PATH = "/the-policy/"


def article(page: str, clause: str) -> str:
    """The part of the page about one clause, as HTML."""
    return page.partition(f'<article class="clause" id="{clause}"')[2].partition("</article>")[0]


def figure(client: Client, clause: str, words: str) -> tuple[int, str]:
    """A figure of a clause, and the address that it links to."""
    part = article(client.get(PATH).content.decode(), clause)
    linked = re.search(rf'<span>{words}</span><a href="([^"]+)">(\d+)<', part)
    if linked:
        return int(linked[2]), linked[1].replace("&amp;", "&")
    bare = re.search(rf"<span>{words}</span><b>(\d+)</b>", part)
    assert bare, f"no figure “{words}” in {part}"
    return int(bare[1]), ""


@pytest.fixture
def a_life(desk, it_is):
    """Two published, of which one withdrawn; one corrected; one sent back; one with a warning kept."""
    people = (desk.officer, desk.clerk, desk.noticeboard)
    put_up(*people, title="Stays up")
    gone = put_up(*people, title="Taken from view")
    corrected = put_up(*people, title="Wrong at first")
    put_up(*people, title="Right now", post=corrected, correction="The day was wrong.")
    withdraw(gone, reason="Not true any more.", by=desk.clerk, at=NOON + timedelta(minutes=1))
    send_back(desk.submitted("Fair"), reason="Say where.", by=desk.clerk, at=NOON)
    kept(desk, title="No purpose given")
    it_is(NOON + timedelta(hours=1))


def test_every_clause_of_the_register_stands_on_the_page_once_with_its_control(as_clerk, noticeboard):
    page = as_clerk.get(PATH).content.decode()

    for entry in register(load_pack("lenham")):
        assert page.count(f'id="{entry.id}"') == 1
    assert "117 clauses, and who looks after them" in page


def test_the_counts_at_the_top_are_those_of_the_register(as_clerk, noticeboard):
    page = said(as_clerk.get(PATH))
    entries = register(load_pack("lenham"))

    for kind in KINDS:
        number = sum(entry.kind == kind for entry in entries)
        assert f"{KIND_WORDS[kind][0]} {number} " in page


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_narrowed_to_one_kind(as_clerk, noticeboard, kind):
    page = as_clerk.get(PATH, {"kind": kind}).content.decode()

    wanted = {entry.id for entry in register(load_pack("lenham")) if entry.kind == kind}
    assert set(re.findall(r'<article class="clause" id="([^"]+)"', page)) == wanted


def test_it_is_searched_by_words_of_clause_and_control(as_clerk, noticeboard):
    page = as_clerk.get(PATH, {"words": "COPYRIGHT respect"}).content.decode()

    assert re.findall(r'<article class="clause" id="([^"]+)"', page) == ["RUL-22"]


def test_words_that_no_clause_has_are_said_again_with_a_way_out(as_clerk, noticeboard):
    page = said(as_clerk.get(PATH, {"words": "zanzibar\x00"}))

    assert "No clause says “zanzibar”." in page
    assert "Show everything" in page


@pytest.mark.parametrize(
    ("clause", "words", "number"),
    [
        ("POL-1", "Posts published", 3),
        ("ENG-13", "Posts corrected", 1),
        ("ENG-13", "Posts withdrawn", 1),
    ],
)
def test_a_figure_about_posts_is_what_the_register_behind_it_lists(as_clerk, a_life, clause, words, number):
    shown, address = figure(as_clerk, clause, words)

    assert shown == number
    assert re.search(rf"<caption>{number} posts?\b", as_clerk.get(address).content.decode())


@pytest.mark.parametrize(
    ("clause", "words", "number"), [("POL-2", "Approvals", 4), ("RUL-8", "Sent back by the approver", 1)]
)
def test_a_figure_about_decisions_is_what_the_record_behind_it_lists(as_clerk, a_life, clause, words, number):
    shown, address = figure(as_clerk, clause, words)

    assert shown == number
    assert re.search(rf"<caption>{number} records?\b", as_clerk.get(address).content.decode())


def test_findings_and_what_was_kept_are_what_the_lists_behind_them_hold(as_clerk, a_life):
    checked, checked_list = figure(as_clerk, "RUL-9", "Versions checked, 12 months")
    found, found_list = figure(as_clerk, "RUL-9", "Findings, 12 months")
    overridden, kept_list = figure(as_clerk, "RUL-9", "Kept with a reason")

    assert (checked, found, overridden) == (6, 1, 1)
    assert "6 versions checked" in said(as_clerk.get(checked_list))
    assert "1 finding, the newest first" in said(as_clerk.get(found_list))
    assert "1 warning kept with a reason" in said(as_clerk.get(kept_list))


@pytest.mark.parametrize("name", sorted({name for names in FIGURES_OF.values() for name in names}))
def test_every_promised_figure_is_counted(noticeboard, name):
    pack = load_pack("lenham")
    figures = Figures(evidence(at=NOON), authorities(at=NOON), counts(at=NOON), pack)

    assert figures.named[name].words


def test_elections_risks_and_pictures_are_counted_as_their_lists_have_them(as_clerk, desk):
    poll = Poll("Parish Council election", area="Northfold", notice_on=date(2027, 3, 22), poll_on=date(2027, 5, 6))
    enter_election(poll, by=desk.clerk, at=NOON)
    high = Rating("high", "", None, date(2027, 2, 1))
    enter_risk("Somebody pretends to be us.", high, channel=None, by=desk.clerk, at=NOON)
    picture(desk.officer)

    assert figure(as_clerk, "RUL-20", "Elections entered") == (1, "/policy/elections/")
    assert figure(as_clerk, "INT-9", "Of those, high") == (1, "/channels/risks/?rating=high")
    assert figure(as_clerk, "RUL-22", "Pictures that lack something") == (1, "/pictures/?show=incomplete")
    assert figure(as_clerk, "RUL-22", "Pictures with a complete passport") == (0, "")


def test_delegations_in_force_are_counted_and_a_revoked_one_is_not(as_clerk, desk):
    office = Office.objects.get(person=desk.officer)
    more = delegate(office, [WRITE], minute="2026/300", starts=MAY, ends=NEXT_MAY, by=desk.clerk, at=NOON)
    before = figure(as_clerk, "POL-3", "Delegations in force")[0]

    revoke(more, reason="A slip.", by=desk.clerk, at=NOON - timedelta(minutes=1))

    assert before == Delegation.objects.count()
    assert figure(as_clerk, "POL-3", "Delegations in force")[0] == before - 1


def test_what_is_not_built_yet_says_so_and_has_no_figures(as_clerk, a_life):
    part = article(as_clerk.get(PATH).content.decode(), "FOI-14")

    assert "Planned" in part
    assert "No figures: nothing runs yet." in part
    assert "<li>" not in part


def test_a_zero_is_no_link(as_clerk, noticeboard):
    assert figure(as_clerk, "POL-2", "Approvals") == (0, "")


def test_a_clause_that_the_councils_own_policy_does_not_have_is_not_stated(as_clerk, northfold, noticeboard):
    northfold.pack = "base"
    northfold.save()

    part = article(as_clerk.get(PATH).content.decode(), "ENG-9")

    assert "Not stated" in part
    assert "Planned" not in part


def test_what_the_pack_does_not_state_is_said_to_be_not_stated(as_clerk, noticeboard, northfold):
    northfold.pack_minute = ""
    northfold.save()

    assert "Adopted not stated Minute not stated Review not stated" in said(as_clerk.get(PATH))


def test_a_pack_that_cannot_be_read_is_said_in_words(as_clerk, noticeboard, northfold):
    northfold.pack = "/nowhere/policy.toml"
    northfold.save()

    for path in (PATH, f"{PATH}POL-4/"):
        assert "The policy cannot be read" in said(as_clerk.get(path))


def test_a_clause_shows_its_rules_with_their_strength_and_law(as_clerk, noticeboard):
    page = said(as_clerk.get(f"{PATH}RUL-22/"))

    assert "Somebody owns every picture, and we know who. rights.owner_missing Must" in page
    assert "Locked: Copyright, Designs and Patents Act 1988, section 16" in page


def test_a_clause_shows_what_was_found_what_was_kept_by_which_office_and_who_approved(as_clerk, a_life):
    page = said(as_clerk.get(f"{PATH}RUL-9/"))

    assert "No purpose given P-2026-0005 version 1" in page
    assert "“Everybody knows what a notice is for.”" in page
    assert "Communications Officer, 12 noon today Submitted" in page


def test_a_finding_older_than_a_year_is_not_counted_any_more(desk):
    kept(desk, at=NOON)
    a_year_later = NOON + LOOKS_BACK

    before, after = counts(at=a_year_later - timedelta(seconds=1)), counts(at=a_year_later)

    assert (before.of(Asked()), before.of(Asked(show=CHECKED))) == (1, 1)
    assert (after.of(Asked()), after.of(Asked(show=CHECKED))) == (0, 0)


@pytest.mark.parametrize("clause", ["POL-99", "zanzibar", "POL-4%00"])
def test_there_is_no_page_about_a_clause_that_is_not_there(as_clerk, noticeboard, clause):
    assert as_clerk.get(f"{PATH}{clause}/").status_code == 404


def test_every_rule_of_every_pack_is_said_in_words():
    for name in available_packs():
        for rule in load_pack(name).rules:
            assert in_words(rule).endswith("."), rule


def test_figures_are_promised_for_clauses_that_exist():
    assert set(FIGURES_OF) <= {entry.id for entry in register()}


def test_a_councillor_may_read_it(as_councillor, a_life):
    assert "POL-4" in said(as_councillor.get(PATH))


def test_a_stranger_may_not(northfold, it_is):
    client = Client(headers={"host": "northfold.example"})

    for path in (PATH, f"{PATH}POL-4/", "/findings/", "/findings.csv"):
        assert client.get(path).url.startswith(reverse("account_login"))
