from datetime import timedelta
import pytest
from parishpump.publishing.actions.pausing import pause
from parishpump.archive.models import Record
from tests.portal.window import HOME, complaints, window
from tests.desk.scenes import *
from tests.desk.conftest import *
PATHS=["/desk/","/calendar/","/calendar/?week=2026-W48","/register/","/record/","/record/2/"]
def test_shots(busy_day, at_desk_of, clerk, councillor):
    many_published(60, busy_day, until=TEN_PAST_NINE, every=timedelta(hours=20))
    first = Record.objects.filter(kind="post approved").first().id
    paths=[*PATHS[:-1], f"/record/{first}/"]
    c = at_desk_of(clerk)
    shoot(c, paths, "busy")
    pause(reason="Burst main on the High Street.", by=clerk, at=TEN_PAST_NINE)
    shoot(c, ["/desk/","/calendar/"], "paused")
def test_new(clerk, noticeboard, at_desk_of, councillor):
    shoot(at_desk_of(clerk), ["/desk/","/calendar/","/register/","/record/"], "new")
    shoot(at_desk_of(councillor), ["/desk/"], "councillor")
def shoot(c, paths, name):
    for width in (1280, 390, 320):
        with window(c, paths, width=width) as page:
            for path in paths:
                page.goto(HOME + path)
                page.screenshot(path=f"/tmp/pp/deskwork/{name}-{width}{path.replace('/', '_').replace('?','_')}.png", full_page=True)
                print(width, path, page.evaluate("document.documentElement.scrollWidth - innerWidth"), complaints(page))
