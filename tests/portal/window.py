"""A browser that looks at our pages. What it asks for is answered by Django's test client, in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from mimetypes import guess_type
from pathlib import Path
from shutil import which

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

HOME = "http://northfold.example"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def window(resident: Client, *, width: int = 1280, script: bool = True) -> Iterator[Page]:
    """A page of Chromium in which every address is ours."""
    around = copy_context()  # the driver answers in a context of its own, which would have another connection

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME)
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            assert found, f"no static file {path}: run scripts/assets/build.py"
            route.fulfill(body=Path(found).read_bytes(), content_type=guess_type(path)[0] or "application/octet-stream")
            return
        assert route.request.url.startswith(HOME), f"{route.request.url} is not ours"
        given = around.run(resident.get, path)
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=script)
        page.route("**/*", answer)
        yield page
        browser.close()


def complaints(page: Page) -> list[str]:
    """What axe-core finds wrong with the page that is open."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has: Chromium writes its page objects uncompressed."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/")
