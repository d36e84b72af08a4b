"""A real browser, the product served to it on this machine, and what a page is asked by it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = [*WCAG, "best-practice"]
GRAVE = ("serious", "critical")


class _Server(LiveServerThread):
    """The pages themselves: WhiteNoise gives the static files, as it does for real."""

    def run(self) -> None:
        self.httpd = ThreadedWSGIServer(("localhost", 0), QuietWSGIRequestHandler)
        self.port = self.httpd.server_port
        self.httpd.set_app(WSGIHandler())
        self.is_ready.set()
        self.httpd.serve_forever(poll_interval=0.05)


@contextmanager
def served() -> Iterator[str]:
    """The address at which the pages answer; passkeys want the word localhost in it."""
    server = _Server("localhost", None)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.httpd.shutdown()
        server.httpd.server_close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, the first of its names on the PATH, or else Playwright's own. In one process, one at a time."""
    path = next(filter(None, map(which, NAMES)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def write_down_complaints(page: Page, said: list[str]) -> None:
    """Add to `said` what the page's console says: errors, and all that the content security policy stops.

    That a page answered with 403 or 422 is no complaint: it was asked to.
    """

    def heard(line: ConsoleMessage) -> None:
        if line.type in ("error", "warning") and "responded with a status of 4" not in line.text:
            said.append(f"{page.url}: {line.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))


def faults_found_by_axe(page: Page, *, grave_only: bool = False) -> list[str]:
    """What axe-core finds wrong with the page that is open; `grave_only`: what is serious or critical in WCAG."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = WCAG if grave_only else RULES
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found["violations"]
        if not grave_only or one["impact"] in GRAVE
    ]


def words_too_wide(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def assert_fit(page: Page, *, widths: Iterable[int] = (1280, 390, 320)) -> None:
    """The page that is open is for everybody, on every screen."""
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert (page.url, width, faults_found_by_axe(page)) == (page.url, width, [])
        assert (page.url, width, words_too_wide(page) <= 0) == (page.url, width, True)
    assert page.locator("h1").count() == 1
    page.set_viewport_size(before or {"width": 1280, "height": 900})


def with_authenticator(page: Page) -> None:
    """Give the browser a device that keeps passkeys and always knows its owner's finger."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
