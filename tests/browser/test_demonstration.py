"""`parishpump demo` as somebody meets it: the command, one browser, the whole loop."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import assert_fit, write_down_complaints
from tests.browser.doing import TEXT

pytestmark = pytest.mark.browser

TITLE = "Library van stops at the green"
WORDS = "The library van stops at the green from 10am to 11am. Bring your books back to it."


@pytest.fixture(scope="module")
def demonstration() -> Iterator[str]:
    """The address of a demonstration that was started just now, from nothing."""
    home = Path(tempfile.mkdtemp(prefix="parishpump-demo-"))
    home.chmod(0o711)  # PostgreSQL's own user walks through to its socket
    with socket.create_server(("127.0.0.1", 0)) as asked:
        port = str(asked.getsockname()[1])
    ours = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    running = subprocess.Popen(
        [sys.executable, "-m", "parishpump.config.cli", "demo"],
        stdout=subprocess.PIPE,
        text=True,
        env=ours | {"PARISHPUMP_HOME": str(home / "home"), "PORT": port},
    )
    assert running.stdout
    said = running.stdout.readline()
    assert "Parish Pump is ready" in said, said
    yield f"http://localhost:{port}"
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=60) == 0
    running.stdout.close()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def page(demonstration, chromium) -> Iterator[Page]:
    context = chromium.new_context(base_url=demonstration, viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page = context.new_page()
    write_down_complaints(page, said)
    yield page
    context.close()
    assert said == []


def be(page: Page, office: str) -> None:
    page.goto("/demonstration/")
    page.get_by_role("button", name=re.compile(f"(Be the|Go on as this: ) ?{office}")).click()


def wait_for(page: Page, address: str, words: str) -> None:
    """Look again until the courier has been."""
    until = monotonic() + 60
    page.goto(address)
    while not page.get_by_text(words).count() and monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text(words).first).to_be_visible()


def test_the_whole_loop_from_writing_to_checking(page):
    # Be the Communications Officer, and write.
    be(page, "Communications Officer")
    page.get_by_role("link", name="Write a post").first.click()
    page.get_by_label("What is it about?").fill(TITLE)
    page.get_by_role("button", name="Start writing").click()
    page.get_by_label(TEXT).fill(WORDS)
    page.get_by_label("Demonstration network", exact=True).check()
    page.get_by_label("What should people be able to do?").fill("Borrow and return books")
    page.get_by_label("For whom", exact=True).fill("Readers")
    page.get_by_label("Council business").select_option("Community")
    page.get_by_label("What it rests on").fill("Minute 2026/140: library van")
    page.get_by_label("Comes down").fill(f"{date.today() + timedelta(days=20):%d/%m/%Y}, 5pm")
    expect(page.locator("#policy")).to_contain_text("Nothing stands against these words")
    page.get_by_role("button", name="Submit for approval").click()

    # Be the Clerk, and approve.
    be(page, "Clerk")
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    page.get_by_role("button", name="Approve: it goes out now").click()

    # It hangs on the noticeboard and stands on the network, where a resident answers.
    wait_for(page, "/", TITLE)
    wait_for(page, "/demonstration/network/", WORDS)
    page.locator("article", has_text=WORDS).get_by_role("link", name="Answer this").click()
    page.get_by_label("A name to answer under").fill("Reader, Ford Street")
    page.get_by_label("Your answer").fill("Is the step low enough for a pushchair?")
    page.get_by_role("button", name="Post this answer").click()
    expect(page.locator("#answers")).to_contain_text("Is the step low enough for a pushchair?")

    # The resident follows the link to the council's own copy, and checks it.
    page.get_by_role("link", name="/n/P-").click()
    page.get_by_role("link", name="Check this yourself").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check this notice")
    expect(page.locator("main")).to_contain_text("by the Clerk")


@pytest.mark.parametrize(
    "path",
    ["/demonstration/", "/demonstration/network/", "/demonstration/network/posts/1/", "/", "/desk/", "/calendar/"],
)
def test_every_page_of_the_demonstration_is_fit_for_everybody(page, path):
    be(page, "Clerk")
    page.goto(path)

    assert_fit(page)


def test_a_resident_thinks_better_of_an_answer(page):
    page.goto("/demonstration/network/posts/1/")
    page.get_by_label("A name to answer under").fill("Dog walker")
    page.get_by_label("Your answer").fill("Is the hall open?")
    page.get_by_role("button", name="Post this answer").click()

    page.get_by_role("link", name="Change or delete").click()
    assert_fit(page)
    page.get_by_label("Your answer").fill("Is the hall shut?")
    page.get_by_role("button", name="Change it").click()
    expect(page.locator(".replies")).to_contain_text("Is the hall shut?")

    page.get_by_role("link", name="Change or delete").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator("#answers")).to_be_visible()
    expect(page.locator("#answers")).not_to_contain_text("Is the hall shut?")
