"""What happens to posts by the clock alone, every minute, and what puts the clockwork itself right."""

from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope
from parishpump.publishing.actions.alarms import ring
from parishpump.publishing.actions.deciding import expire
from parishpump.publishing.queries.revisions import run_out

# A job whose worker has not been heard of for this long is done again (every job is safe to run twice).
STALLED_AFTER = timedelta(seconds=60)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="rounds")
def go_the_rounds(timestamp: int) -> None:
    """Let run out what nobody decided on, and ring each council's alarm: whatever was missed is found here."""
    for council in all_councils():
        with council_scope(council.id):
            _round(timezone.now())


def _round(at: datetime) -> None:
    for revision in run_out(at):
        expire(revision, at=at)
    ring(at)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="stalled jobs", pass_context=False)
async def do_stalled_jobs_again(timestamp: int) -> None:
    """Jobs whose worker died stay `doing` for ever unless somebody takes them up again."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER.total_seconds())
    for job in stalled:
        await app.job_manager.retry_job(job)
