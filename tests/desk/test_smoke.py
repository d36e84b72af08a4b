import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.publishing.lives import approved, submitted

@pytest.mark.parametrize("path", ["/desk/","/desk/news/","/calendar/","/calendar/?week=2026-W48","/register/","/register.csv","/record/"])
def test_smoke(as_clerk, communications_officer, noticeboard, path):
    as_clerk.get(path)
    r = submitted(communications_officer, noticeboard)
    with CaptureQueriesContext(connection) as q:
        answer = as_clerk.get(path)
    print(answer.status_code, len(q))
    for x in q.captured_queries: print("   ", x["sql"][:150])
    assert answer.status_code == 200
    open("/tmp/pp/deskwork/"+path.replace("/","_").replace("?","_")+".html","wb").write(answer.content)
    assert 0
