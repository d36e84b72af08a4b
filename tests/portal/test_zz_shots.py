from pathlib import Path
from tests.portal.test_in_a_browser import everything  # noqa
from tests.portal.window import HOME, window
def test_shots(resident, everything, clerk):  # noqa
    for width in (320,):
        with window(resident, everything, width=width) as page:
            for path in ("/n/P-2026-0001/check/", "/published/", "/official-channels/", "/checking/"):
                page.goto(HOME + path)
                page.screenshot(path=f"/tmp/pp-portal/{width}{path.replace('/', '_').replace('?','_')}.png", full_page=True)
    with window(resident, everything, width=720) as page:
        page.goto(HOME + "/n/P-2026-0001/")
        page.locator("summary").click()
        page.screenshot(path="/tmp/pp-portal/diff.png", full_page=True)
        page.emulate_media(media="print")
        page.screenshot(path="/tmp/pp-portal/print.png", full_page=True)
