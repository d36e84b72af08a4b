import statistics
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOON, as_superuser
from tests.desk.scenes import many_published
pytestmark = pytest.mark.django_db(transaction=True)

@pytest.fixture
def db(own_database): pass
PATHS=["/desk/", "/calendar/","/calendar/?month=2026-06", "/register/", "/register/?words=lane", "/register/?words=closed&state=current&year=2025&channel=1","/register/?order=headline", "/register/?page=150","/register.csv", "/record/","/my-account/"]
def test_perf(own_database, northfold, as_clerk, busy_day):
    t=time.time()
    many_published(10000, busy_day, until=NOON, every=timedelta(hours=2))
    print("seeded", time.time()-t, file=sys.stderr)
    with connection.cursor() as c: c.execute("SET statement_timeout = '20s'")
    for analysed in (True,):
        if analysed:
            with as_superuser(own_database) as s: s.execute("ANALYZE")
        for path in PATHS:
            try: as_clerk.get(path)
            except Exception as e:
                print(path, repr(e)[:3000], file=sys.stderr); continue
            ts=[]
            for _ in range(8):
                s=time.process_time(); r=as_clerk.get(path); ts.append((time.process_time()-s)*1000)
            with CaptureQueriesContext(connection) as q: as_clerk.get(path)
            print(path, r.status_code, len(q), f"median {statistics.median(ts):.0f} max {max(ts):.0f}", "sql", sorted([(round(float(x["time"])*1000), x["sql"][:60], x["sql"].split("FROM")[1][:30] if "FROM" in x["sql"] else "") for x in q.captured_queries],reverse=True)[:4], file=sys.stderr)
        import cProfile, pstats
        for path in ["/calendar/","/desk/","/register/"]:
            pr=cProfile.Profile(); pr.enable(); as_clerk.get(path); pr.disable()
            print("PROFILE", path, file=sys.stderr)
            st=pstats.Stats(pr, stream=sys.stderr); st.sort_stats("cumulative").print_stats(45)
        from parishpump.desk.queries import waiting
        from django.db import connection
        with CaptureQueriesContext(connection) as q: as_clerk.get("/desk/")
        for x in q.captured_queries:
            if 'FROM "publishing_post"' in x["sql"]:
                print("PLAN", file=sys.stderr)
                with connection.cursor() as c:
                    from parishpump.councils.tenancy import council_scope
                    c.execute("EXPLAIN ANALYZE "+x["sql"]); print("\n".join(r[0] for r in c.fetchall()), file=sys.stderr)
