import statistics
import time
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOON
from tests.desk.scenes import many_published


def test_perf(as_clerk, busy_day):
    many_published(10000, busy_day, until=NOON, every=timedelta(hours=2))
    with connection.cursor() as c: c.execute("ANALYZE")
    for path in ["/desk/", "/calendar/","/calendar/?month=2026-06", "/register/", "/register/?words=lane", "/register/?words=closed&state=current&year=2025&channel=1","/register/?order=headline", "/register/?page=150","/register.csv", "/record/","/my-account/"]:
        as_clerk.get(path)
        ts=[]
        for _ in range(8):
            s=time.perf_counter(); r=as_clerk.get(path); ts.append((time.perf_counter()-s)*1000)
        with CaptureQueriesContext(connection) as q: as_clerk.get(path)
        print(path, r.status_code, len(q), "median %.0f max %.0f ms"%(statistics.median(ts),max(ts)), "sql", sorted([(float(x["time"])*1000, x["sql"][:60], x["sql"].split("FROM")[1][:30] if "FROM" in x["sql"] else "") for x in q.captured_queries],reverse=True)[:4])
    assert 0
