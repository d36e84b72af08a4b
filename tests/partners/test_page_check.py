"""Looking at one page: whatever comes of it is said in words, and nothing private is called."""

import socket

import httpx
import pytest

from parishpump.networks import addresses
from parishpump.partners.page_check import Seen, look_at

PAGE = "https://wealdham.example/bins?area=1"


def site(**answers: int | str | Exception):
    """A site that answers by method and path; a text is the place to which it sends people on."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url}")
        found = answers.get(request.method, answers.get(request.url.path.strip("/") or "front", 404))
        if isinstance(found, Exception):
            raise found
        if isinstance(found, str):
            return httpx.Response(301, headers={"location": found})
        return httpx.Response(found)

    transport = httpx.MockTransport(answer)
    transport.asked = asked
    return transport


def test_a_page_that_answers_works_and_is_asked_for_its_head_alone():
    there = site(bins=200)

    assert look_at(PAGE, transport=there) == Seen("works", "Answers.")
    assert there.asked == [f"HEAD {PAGE}"]


def test_a_site_without_heads_is_asked_for_the_page():
    assert look_at(PAGE, transport=site(HEAD=405, GET=200)).state == "works"


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        (404, "fails", "There is no such page any more (404)."),
        (410, "fails", "There is no such page any more (410)."),
        (500, "fails", "The site is in trouble (500)."),
        (403, "unclear", "Does not let programs look (403). Open it yourself."),
        (429, "unclear", "Does not let programs look (429). Open it yourself."),
    ],
)
def test_a_refusal_is_said_in_words(status, state, said):
    assert look_at(PAGE, transport=site(bins=status)) == Seen(state, said)


def test_a_site_that_is_silent_fails():
    silent = look_at(PAGE, transport=site(bins=httpx.ReadTimeout("slow")))

    assert silent == Seen("fails", "wealdham.example did not answer (ReadTimeout).")


def test_a_site_that_cannot_be_reached_fails():
    gone = look_at(PAGE, transport=site(bins=httpx.ConnectError("no")))

    assert gone == Seen("fails", "wealdham.example cannot be reached (ConnectError).")


def test_a_page_is_followed_within_its_own_site():
    assert look_at(PAGE, transport=site(bins="https://www.wealdham.example/waste", waste=200)).state == "works"
    assert look_at(PAGE, transport=site(bins="/waste", waste=200)).state == "works"


def test_a_page_that_leads_to_another_site_is_for_a_person_to_look_at():
    there = site(bins="https://casino.example/", front=200)

    seen = look_at(PAGE, transport=there)

    assert seen.state == "fails"
    assert "another site, casino.example" in seen.words
    assert not any("casino" in one for one in there.asked)


def test_going_round_in_circles_ends():
    there = site(bins=PAGE)

    assert look_at(PAGE, transport=there).words == "Sends people round in circles."
    assert len(there.asked) == 4


def test_nobody_is_sent_on_without_encryption():
    assert look_at(PAGE, transport=site(bins="http://wealdham.example/")).state == "fails"


@pytest.mark.parametrize("machine", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_leads_into_a_private_network_is_not_called(monkeypatch, machine):
    family = socket.AF_INET6 if ":" in machine else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (machine, 443))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **options: found)

    seen = look_at("https://intranet.example/")

    assert seen == Seen("fails", "intranet.example is not on the public internet, so we do not call it.")
