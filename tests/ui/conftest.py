"""A small server for the gallery, and the browser that looks at it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

import pytest
from django.conf import Settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from tests.browser.chromium import browser
from tests.ui import gallery

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'"
STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


class GalleryPages(BaseHTTPRequestHandler):
    """Drawn pages by name, our static files, one picture; errors by their number."""

    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0]
        if name.startswith("static/"):
            self.send(*static_file(name.removeprefix("static/")))
        elif name == "picture.svg":
            self.send("image/svg+xml", gallery.PICTURE.encode())
        elif name.isdigit():
            self.send("text/html; charset=utf-8", render_to_string(f"{name}.html").encode())
        else:
            self.send("text/html; charset=utf-8", gallery.draw(name).encode())

    def send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing: the test says what went wrong."""


def static_file(name: str) -> tuple[str, bytes]:
    found = finders.find(name)
    assert found, f"no static file {name}: run scripts/assets/build.py"
    return guess_type(name)[0] or "application/octet-stream", Path(found).read_bytes()


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STORAGE}}
    settings.STATIC_URL = "/static/"


@pytest.fixture(scope="module")
def browser_of_ui() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture
def gallery_address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), GalleryPages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
