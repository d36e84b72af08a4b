"""A browser that looks at our pages, as Django's test client got them."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from tests.browser.chromium import browser

HOME = "http://northfold.example"
PICTURES = re.compile(r'<img class="pic" src="(/[^"]+)"')


@contextmanager
def window(resident: Client, paths: Iterable[str], *, width: int = 1280, script: bool = True) -> Iterator[Page]:
    """A page of Chromium in which every address is ours, and only `paths` and their pictures can be opened.

    They are fetched first: while the driver runs its event loop, Django would take another connection.
    """
    fetched = {path: resident.get(path) for path in paths}
    for page in list(fetched.values()):
        fetched |= {path: resident.get(path) for path in PICTURES.findall(page.content.decode())}

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME)
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            assert found, f"no static file {path}: run scripts/assets/build.py"
            route.fulfill(body=Path(found).read_bytes(), content_type=guess_type(path)[0] or "application/octet-stream")
            return
        given = fetched[path]
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)

    with browser() as chromium:
        page = chromium.new_page(viewport={"width": width, "height": 800}, java_script_enabled=script)
        page.route("**/*", answer)
        yield page


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has: Chromium writes its page objects uncompressed."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/")
