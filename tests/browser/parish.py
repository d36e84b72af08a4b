"""Northfold in a database that really commits, and its people at their browsers."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from django.test import Client
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page

from parishpump.channels.actions import found_noticeboard, sign_in
from parishpump.channels.models import Channel
from parishpump.councils.models import Council
from parishpump.councils.tenancy import council_scope
from parishpump.people.models import Person
from tests.browser.chromium import write_down_complaints
from tests.channels.opening import open_channel
from tests.conftest import NOON, a_councillor, make_council, the_clerk, the_communications_officer, the_deputy_clerk
from tests.fakes.fake_network_server import FakeNetworkServer
from tests.people.signing_in import sign_in as sign_in_person
from tests.publishing.reading import having_read

WIDE = {"width": 1280, "height": 900}


@dataclass
class Parish:
    """The council, its people, the address at which its pages answer; and what every browser complained of."""

    council: Council
    clerk: Person
    deputy_clerk: Person
    communications_officer: Person
    councillor: Person
    noticeboard: Channel
    address: str
    chromium: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def window(self, person: Person | None = None, *, script: bool = True) -> Page:
        """A browser's window; with `person`, one in which they have signed in, second factor and all."""
        context = self.chromium.new_context(base_url=self.address, viewport=WIDE, java_script_enabled=script)
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        if person is not None:
            session = sign_in_person(Client(), person).cookies["sessionid"]
            context.add_cookies([{"name": "sessionid", "value": session.value, "url": self.address}])
        page = context.new_page()
        write_down_complaints(page, self.complaints)
        return page

    def on_network(self, network: FakeNetworkServer, *, at: datetime = NOON) -> Channel:
        """A channel on that network, signed in."""
        channel = open_channel(
            "Village network",
            network.network.name,
            address="https://network.example/northfold",
            purpose="News",
            minute="2026/140",
            by=self.clerk,
            at=at,
        )
        sign_in(channel, network.credentials, ends_at=None, by=self.clerk, at=at)
        return channel


def settle_northfold(address: str, chromium: Browser) -> Parish:
    """Found the council, under the address at which it is served; for a database without one."""
    council = make_council("Northfold", address=address)
    council.contacts = ["01632 960118"]
    council.save(update_fields=["contacts"])
    with council_scope(council.id):
        clerk = having_read(the_clerk())
        return Parish(
            council,
            clerk,
            having_read(the_deputy_clerk()),
            having_read(the_communications_officer()),
            a_councillor(),
            found_noticeboard(address=f"{address}/", by=clerk, at=NOON),
            address,
            chromium,
        )


def photograph() -> dict[str, object]:
    """A picture of a road with a sign, as a browser uploads a file."""
    drawn, out = Image.new("RGB", (640, 400), "skyblue"), BytesIO()
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 250, 640, 400), fill="dimgray")
    pen.ellipse((270, 90, 370, 190), fill="white", outline="firebrick", width=14)
    drawn.save(out, "JPEG")
    return {"name": "a20.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
