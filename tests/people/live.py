"""Parish Pump served on this machine, for a browser."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
    path = os.environ.get("PARISHPUMP_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def faults_found_by_axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def words_too_wide(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def with_authenticator(page: Page) -> None:
    """Give the browser a device that keeps passkeys and always knows its owner's finger."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})
