"""What the council answered for everybody (clause TRA-7): by topic and by words, each leading to its notice."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parishpump.inbox.models import PublicAnswer, Topic
from parishpump.inbox.queries.answers import answers_listed, topics_answered
from parishpump.portal.views.door import open_to_all, page
from parishpump.portal.wording import excerpt, one_line

A_PAGE = 25
_LONGEST_SEARCH = 100


@open_to_all
def answers(request: HttpRequest) -> HttpResponse:
    """The published answers; nobody who asked is named."""
    at, words = timezone.now(), request.GET.get("words", "").replace("\0", "")[:_LONGEST_SEARCH]
    topics = topics_answered(at)
    topic = next((one for one in topics if str(one.id) == request.GET.get("topic")), None)
    listed = Paginator(answers_listed(at, words=words, topic=topic), A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "rows": [_row(one) for one in listed],
        "page": listed,
        "query": _query(words, topic),
        "words": words,
        "topics": topics,
        "topic": topic,
    }
    return page(request, "answers.html", facts)


def _row(one: PublicAnswer) -> dict[str, object]:
    shown = one.post.public
    title, text = (shown.title, shown.text) if shown else (one.question, one.answer)
    return {"answer": one, "reference": one.post.reference, "title": one_line(title), "beginning": excerpt(text)}


def _query(words: str, topic: Topic | None) -> str:
    said = {"words": words, "topic": str(topic.id) if topic else ""}
    return urlencode({name: one for name, one in said.items() if one})
