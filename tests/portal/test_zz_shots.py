from tests.portal.test_in_a_browser import everything  # noqa
from tests.portal.window import HOME, window
def test_shots(resident, everything, clerk):
    for width in (1280, 390, 320):
        with window(resident, width=width) as page:
            for path in everything:
                page.goto(HOME + path)
                page.screenshot(path=f"/tmp/pp-portal/{width}{path.replace('/', '_').replace('?','_')}.png", full_page=True)
    with window(resident) as page:
        page.goto(HOME + "/n/P-2026-0001/")
        open("/tmp/pp-portal/n1.pdf","wb").write(page.pdf(format="A4"))
