"""Looking, once a day, whether every network still lets us in."""

from django.utils import timezone
from procrastinate.contrib.django import app

from parishpump.channels.actions import check_channel
from parishpump.channels.queries import channels_open
from parishpump.councils.queries import all_councils
from parishpump.councils.tenancy import council_scope


@app.periodic(cron="17 6 * * *")
@app.task(queueing_lock="check channels")
def check_channels(timestamp: int) -> None:
    """Check every open channel of every council. Publishes nothing, so it is safe to run twice."""
    for council in all_councils():
        with council_scope(council.id):
            for channel in channels_open():
                check_channel(channel, at=timezone.now())
