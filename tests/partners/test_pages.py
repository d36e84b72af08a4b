"""The pages of the directory: who reads, who writes, what is refused, and that what was typed is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parishpump.partners.actions import approve_text, end_entry, enter_partner, keep_looks, review_entry, take_over
from parishpump.partners.directory_file import read_directory
from parishpump.partners.models import Ending, Entry, Partner, Review, StandingText
from parishpump.partners.page_check import Seen
from tests.conftest import NOON
from tests.partners.scenes import BOROUGH, COUNTY, UNITARY, UNITARY_DAY

TYPED = {
    "seen": "0",
    "name": "Wealdham Borough Council",
    "kind": "principal authority",
    "remit": "Bins and planning.",
    "services": ["planning", "rubbish"],
    "phone": "01632 960200",
    "front_page": "https://wealdham.example/",
    "pages": "Bins and recycling: https://wealdham.example/bins\nplanning: https://wealdham.example/plans",
    "monitoring_officer": "monitoring.officer@wealdham.example",
    "source": "Its contact page",
    "valid_from": "1/1/2026",
}
WRITES = ["new-partner", "new-partner-entry", "shipped-directory", "partners-import", "new-standing-text"]


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def days_from_now(days: int) -> str:
    return (NOON.date() + timedelta(days=days)).strftime("%d/%m/%Y")


@pytest.fixture
def text(clerk, borough) -> StandingText:
    return approve_text("{body} does this.", service="rubbish", partner=None, seen=0, by=clerk, at=NOON)


def test_an_empty_directory_says_how_to_begin(as_clerk):
    page = as_clerk.get(reverse("partners")).text

    assert "The directory is empty" in page
    assert reverse("shipped-directory", args=["kent"]) in page


def test_every_officer_reads_and_is_offered_nothing_to_write(as_councillor, borough, text):
    for name, *about in (("partners",), ("partner", borough.partner_id), ("standing-texts",), ("partner-links",)):
        page = as_councillor.get(reverse(name, args=about))

        assert page.status_code == 200
        assert 'method="post"' not in page.text.split("<main")[1].split("</main>")[0]
        assert reverse("new-partner") not in page.text


@pytest.mark.parametrize("name", WRITES)
def test_a_councillor_does_not_write(as_councillor, borough, name):
    about = {"new-partner-entry": [borough.partner_id], "shipped-directory": ["kent"]}.get(name, [])

    assert as_councillor.post(reverse(name, args=about), TYPED).status_code == 403
    assert (Partner.objects.count(), Entry.objects.count()) == (1, 1)


def test_a_visitor_is_sent_to_sign_in(northfold):
    assert Client(headers={"host": "northfold.example"}).get(reverse("partners")).status_code == 302


def test_whoever_listens_enters_a_body(as_listener):
    answer = as_listener.post(reverse("new-partner"), TYPED)

    entry = Entry.objects.select_related("partner").get()
    assert answer.url == reverse("partner", args=[entry.partner_id])
    assert (entry.partner.key, entry.services) == ("wealdham-borough-council", ["rubbish", "planning"])
    assert entry.pages == [
        ["", "https://wealdham.example/"],
        ["rubbish", "https://wealdham.example/bins"],
        ["planning", "https://wealdham.example/plans"],
    ]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("front_page", "http://wealdham.example", "begins with https://"),
        ("pages", "Bins and recycling https://x.example", "begin the line with the name of a service"),
        ("pages", "Bins and recycling: ftp://x.example", "is not a whole web address"),
        ("kind", "police", "Only the principal authority’s Monitoring Officer"),
        ("valid_to", "1/1/2025", "“To” is before “From”"),
        ("name", "", "“Name” is empty"),
        ("email", "nobody", "is not a whole email address"),
    ],
)
def test_what_cannot_be_right_is_refused_and_kept(as_clerk, field, typed, said):
    page = as_clerk.post(reverse("new-partner"), TYPED | {field: typed})

    assert page.status_code == 422
    assert said in page.text
    assert "Bins and planning." in page.text
    assert not Partner.objects.exists()


def test_a_body_that_is_there_is_not_entered_again(as_clerk):
    as_clerk.post(reverse("new-partner"), TYPED)

    page = as_clerk.post(reverse("new-partner"), TYPED)

    assert page.status_code == 422
    assert "The directory has this body already" in page.text


def test_what_changes_is_entered_now_for_a_day_to_come(as_clerk, borough):
    address = reverse("new-partner-entry", args=[borough.partner_id])
    as_clerk.post(address, TYPED | {"seen": "1", "name": "West Wealdshire Council", "valid_from": "1/4/2028"})

    page = as_clerk.get(reverse("partner", args=[borough.partner_id])).text
    assert "<h1>Wealdham Borough Council</h1>" in page
    assert "From Saturday 1 April 2028: West Wealdshire Council." in page
    assert "1 April 2028</b>" in as_clerk.get(reverse("partners")).text


def test_the_form_begins_with_what_holds(as_clerk, borough):
    page = as_clerk.get(reverse("new-partner-entry", args=[borough.partner_id])).text

    assert 'value="Wealdham Borough Council"' in page
    assert "Bins and recycling: https://wealdham.example/bins" in page
    assert 'value="24/11/2026"' in page


def test_a_day_that_is_over_is_refused(as_clerk, borough):
    address = reverse("new-partner-entry", args=[borough.partner_id])

    page = as_clerk.post(address, TYPED | {"seen": "1", "valid_from": days_from_now(-1)})

    assert page.status_code == 422
    assert "“From” is over" in page.text


def test_whoever_wrote_beside_another_is_told_and_keeps_what_was_typed(as_clerk, borough, clerk):
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)
    address = reverse("new-partner-entry", args=[borough.partner_id])
    typed = TYPED | {"seen": "1", "valid_from": days_from_now(3), "remit": "My own words."}

    page = as_clerk.post(address, typed)

    assert page.status_code == 422
    assert "Somebody else entered something for this body" in page.text
    assert "My own words." in page.text
    assert as_clerk.post(address, typed | {"seen": "2"}).status_code == 302


def test_the_directory_is_shown_as_it_stands_on_another_day(as_clerk, borough, clerk):
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)

    today, later = (as_clerk.get(reverse("partners") + query).text for query in ("", "?on=1/4/2028"))

    assert "monitoring.officer@wealdham.example" in today
    assert "monitoring.officer@westwealdshire.example" in later
    assert "As it stands on Saturday 1 April 2028" in later


def test_a_day_that_cannot_be_read_is_said(as_clerk, borough):
    page = as_clerk.get(reverse("partners") + "?on=soon")

    assert page.status_code == 200
    assert "is not a date we can read" in page.text


def test_bodies_are_found_by_the_words_that_people_use(as_clerk, borough, county):
    bins = as_clerk.get(reverse("partners") + "?words=bin").text
    nothing = as_clerk.get(reverse("partners") + "?words=zanzibar").text

    assert f'href="{reverse("partner", args=[borough.partner_id])}"' in bins
    assert "Wealdshire County Council" not in bins
    assert "Nothing in the directory says “zanzibar”" in nothing


def test_services_are_listed_with_who_does_them(as_clerk, borough):
    page = as_clerk.get(reverse("partners") + "?by=service").text

    assert "LGSL 524" in page
    assert "Nobody in the directory does these, which may be your own: Street lights" in page


def test_a_review_is_entered_from_the_page(as_clerk, borough):
    assert "Not yet reviewed by this council" in as_clerk.get(reverse("partners")).text

    as_clerk.post(reverse("partner-entry-review", args=[borough.partner_id, 1]), {"note": "Its contact page"})

    assert Review.objects.get().entry == borough
    assert "Not yet reviewed" not in as_clerk.get(reverse("partners")).text


def test_an_entry_ends_on_a_day_to_come(as_clerk, borough):
    address = reverse("partner-entry-end", args=[borough.partner_id, 1])

    refused = as_clerk.post(address, {"last_day": days_from_now(-1), "reason": "Gone"})
    as_clerk.post(address, {"last_day": days_from_now(5), "reason": "Gone"})

    assert (refused.status_code, Ending.objects.get().reason) == (422, "Gone")
    page = as_clerk.get(reverse("partner", args=[borough.partner_id])).text
    assert "to 29 November 2026: Gone" in page


def test_what_is_to_come_is_called_off_with_a_reason(as_clerk, borough, clerk):
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)
    address = reverse("partner-entry-end", args=[borough.partner_id, 2])

    refused = as_clerk.post(address, {"reason": ""})
    as_clerk.post(address, {"reason": "Not to be"})

    assert refused.status_code == 422
    assert 'href="#id_2_reason"' in refused.text
    page = as_clerk.get(reverse("partner", args=[borough.partner_id])).text
    assert "Called off" in page
    assert "Not to be" in page


def test_a_body_of_which_nothing_holds_any_more_keeps_its_page(as_clerk, borough, clerk):
    end_entry(borough, last_day=NOON.date(), reason="Dissolved", by=clerk, at=NOON - timedelta(days=1))
    address = reverse("partner", args=[borough.partner_id])

    later = as_clerk.get(reverse("partners") + f"?on={days_from_now(1)}").text

    assert "Nothing holds on that day" in later
    assert as_clerk.get(address).status_code == 200


def test_the_kent_directory_is_seen_before_it_comes_in(as_clerk):
    address = reverse("shipped-directory", args=["kent"])

    seen = as_clerk.get(address).text
    assert "Check before you rely on it." in seen
    assert not Partner.objects.exists()

    page = as_clerk.post(address, follow=True).text
    assert "15 bodies came in. Nobody of your council has reviewed them yet." in page
    assert "entries are not yet reviewed by this council" in page
    assert "You have all of it already." in as_clerk.get(address).text


def test_there_is_no_other_shipped_directory(as_clerk):
    assert as_clerk.get(reverse("shipped-directory", args=["surrey"])).status_code == 404


def test_a_directory_leaves_and_comes_in_as_a_file(as_clerk, borough, clerk):
    take_over(borough.partner, UNITARY, seen=1, by=clerk, at=NOON)
    file = as_clerk.get(reverse("partners-toml"))

    rows = read_directory(file.content.decode()).rows

    assert [row.facts for row in rows] == [BOROUGH, replace(UNITARY, valid_from=UNITARY_DAY)]
    again = SimpleUploadedFile("directory.toml", file.content)
    page = as_clerk.post(reverse("partners-import"), {"file": again}, follow=True).text
    assert "Left as they are, because you had them already: wealdham." in page


def test_a_file_with_faults_comes_in_not_at_all(as_clerk):
    page = as_clerk.post(reverse("partners-import"), {"pasted": '[[partners]]\nkey = "x"\nname = "X"'})

    assert page.status_code == 422
    assert "X: the remit is missing" in page.text
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"pasted": ""}, {"file": SimpleUploadedFile("d.toml", b"\xff\xfe\x00"), "pasted": ""}]
)
def test_what_is_no_file_is_refused_in_words(as_clerk, typed):
    page = as_clerk.post(reverse("partners-import"), typed)

    assert page.status_code == 422
    assert "Choose a file, or paste the directory." in page.text or "This is not UTF-8." in page.text


def test_a_text_is_approved_changed_and_taken_back(as_clerk, borough):
    first = as_clerk.post(reverse("new-standing-text"), {"service": "rubbish", "partner": "", "text": "Ring {phone}."})
    second = as_clerk.post(first.url + "versions/", {"seen": "1", "text": "Ring them on {phone}."})
    as_clerk.post(second.url + "end/", {"reason": "Too short"})

    assert list(StandingText.objects.order_by("number").values_list("text", flat=True)) == [
        "Ring {phone}.",
        "Ring them on {phone}.",
        "",
    ]
    assert "taken back: Too short" in as_clerk.get(second.url).text
    assert "No text is approved yet" in as_clerk.get(reverse("standing-texts")).text


def test_a_text_for_nothing_or_with_strange_braces_is_refused(as_clerk, borough):
    nothing = as_clerk.post(reverse("new-standing-text"), {"service": "", "partner": "", "text": "Hello"})
    strange = as_clerk.post(reverse("new-standing-text"), {"service": "rubbish", "text": "Hello {clerk}"})

    assert "a text is for something" in nothing.text
    assert "“{clerk}” stands for nothing" in strange.text
    assert not StandingText.objects.exists()


def test_a_second_text_for_the_same_is_refused(as_clerk, text):
    page = as_clerk.post(reverse("new-standing-text"), {"service": "rubbish", "partner": "", "text": "Other"})

    assert page.status_code == 422
    assert "There is a text for this already" in page.text


def test_whoever_changed_a_text_beside_another_is_told(as_clerk, text, clerk):
    approve_text("Second.", service="rubbish", partner=None, seen=1, by=clerk, at=NOON)

    page = as_clerk.post(reverse("standing-text-version", args=[text.id]), {"seen": "1", "text": "Mine."})

    assert page.status_code == 422
    assert "Somebody else changed this text" in page.text
    assert "Mine." in page.text


def test_pages_that_fail_stand_on_top_with_since_when(as_clerk, borough):
    gone = Seen("fails", "There is no such page any more (404).")
    keep_looks({"https://wealdham.example/bins": gone}, at=NOON - timedelta(days=3))

    page = as_clerk.get(reverse("partner-links")).text

    assert page.index("wealdham.example/bins") < page.index('href="https://wealdham.example/"')
    assert "since 21 November 2026" in page
    assert "One web page does not answer as it should." in as_clerk.get(reverse("partners")).text


@pytest.mark.parametrize("query", ["", "?by=service", "?words=roads"])
def test_the_directory_costs_the_same_however_long_it_is(as_clerk, clerk, query, django_assert_max_num_queries):
    for number in range(20):
        entry = enter_partner(f"body-{number}", replace(COUNTY, name=f"Body {number}"), by=clerk, at=NOON)
        if number % 2:
            review_entry(entry, note="Its page", by=clerk, at=NOON)

    with django_assert_max_num_queries(14):
        as_clerk.get(reverse("partners") + query)


def test_what_cannot_be_seen_is_not_kept(as_clerk):
    as_clerk.post(reverse("new-partner"), TYPED | {"name": "Weald\u202eham", "remit": "Bins\nand planning."})

    entry = Entry.objects.get()
    assert (entry.name, entry.remit) == ("Weald ham", "Bins and planning.")


def test_a_text_is_shown_as_it_reads_for_a_body(as_clerk, text):
    page = as_clerk.get(reverse("standing-text", args=[text.id])).text

    assert "As it reads today for Wealdham Borough Council: “Wealdham Borough Council does this.”" in page
