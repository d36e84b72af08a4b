"""The policy closes comments on a channel that had them open: a task, until somebody writes down that it is done."""

import pytest
from django.urls import reverse

from parishpump.archive.models import Record
from parishpump.channels.actions import HeldAlready, close_comments
from parishpump.channels.models import Channel
from parishpump.people.queries import NotDelegated
from tests.channels.opening import open_channel
from tests.conftest import NOON

OFF = '[parameters.channels]\ncomments = "off"\n'
ASKS = "Comments are still open here"


@pytest.fixture
def page(clerk) -> Channel:
    return open_channel("Page", "facebook by hand", address="", purpose="", minute="2026/140", by=clerk, at=NOON)


@pytest.fixture
def closed_by_policy(page, own_pack) -> Channel:
    """A channel that was opened with comments, under a policy that has turned them off since."""
    own_pack(OFF)
    return page


def shown(client, channel: Channel) -> str:
    return client.get(reverse("channel", args=[channel.id])).text


def test_the_page_asks_for_it_and_names_the_policy(as_clerk, page, own_pack):
    own_pack("adopted_on = 2026-05-06\n" + OFF)

    said = shown(as_clerk, page)

    assert ASKS in said
    assert "Your policy of 6 May 2026 says of comments: <b>off</b>." in said
    assert "The register says of this channel: on. Change it in the channel’s own settings first" in said


def test_nothing_is_asked_where_the_policy_leaves_them_open_or_says_nothing(as_clerk, page):
    assert ASKS not in shown(as_clerk, page)


def test_the_list_of_channels_marks_it(as_clerk, closed_by_policy):
    assert as_clerk.get(reverse("channels")).text.count("Too open") == 1


def test_one_button_writes_it_down_and_ends_the_task(as_clerk, closed_by_policy):
    answer = as_clerk.post(reverse("channel-comments", args=[closed_by_policy.id]), follow=True)

    assert "It is written down." in answer.text
    assert ASKS not in answer.text
    assert Channel.objects.get(id=closed_by_policy.id).comments == "off"
    record = Record.objects.get(kind="channel comments closed")
    assert (record.body["before"], record.body["now"], record.actor) == ("on", "off", "Clerk")


def test_wordpress_is_told_that_new_posts_close_their_own(as_clerk, clerk, own_pack):
    website = open_channel("Website", "wordpress", address="", purpose="", minute="2026/141", by=clerk, at=NOON)
    own_pack(OFF)

    assert "each post that goes out closes its comments itself" in shown(as_clerk, website)


def test_pressed_twice_it_changes_nothing_more(as_clerk, clerk, closed_by_policy):
    close_comments(closed_by_policy, by=clerk, at=NOON)

    with pytest.raises(HeldAlready):
        close_comments(closed_by_policy, by=clerk, at=NOON)
    answer = as_clerk.post(reverse("channel-comments", args=[closed_by_policy.id]), follow=True)
    assert "Nothing was changed." in answer.text
    assert Record.objects.filter(kind="channel comments closed").count() == 1


def test_who_does_not_look_after_channels_sees_the_task_and_cannot_end_it(as_councillor, councillor, closed_by_policy):
    assert "Whoever looks after the channels sees to it." in shown(as_councillor, closed_by_policy)
    assert as_councillor.post(reverse("channel-comments", args=[closed_by_policy.id])).status_code == 403
    with pytest.raises(NotDelegated):
        close_comments(closed_by_policy, by=councillor, at=NOON)


def test_a_closed_channel_asks_for_nothing(as_clerk, closed_by_policy):
    Channel.objects.filter(id=closed_by_policy.id).update(closed_at=NOON)

    assert ASKS not in shown(as_clerk, closed_by_policy)
    assert as_clerk.post(reverse("channel-comments", args=[closed_by_policy.id])).status_code == 404
