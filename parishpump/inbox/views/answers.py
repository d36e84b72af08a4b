"""Answering once: the answer for everybody, whom it settles, and the approval of many replies on one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parishpump.inbox.actions.answering import (
    Decided,
    NotPublic,
    Telling,
    TracesRemain,
    approve_each,
    make_public_answer,
    tell_all,
)
from parishpump.inbox.actions.triaging import Refused
from parishpump.inbox.display import one_line
from parishpump.inbox.forms.answers import PublicAnswerForm, TellingForm
from parishpump.inbox.models import Asked, Message, PublicAnswer
from parishpump.inbox.outcomes import PUBLIC_ANSWER
from parishpump.inbox.queries.answers import asker_in, asking_the_same, is_public, said_by_asker, settled_by
from parishpump.inbox.queries.replies import unsigned
from parishpump.inbox.queries.saved_texts import texts_for
from parishpump.inbox.queries.topics import offer
from parishpump.inbox.traces import Trace, certain_among, traces_of, without
from parishpump.inbox.views.message import found
from parishpump.inbox.views.showing.reply import conversation
from parishpump.people.powers import APPROVE, LISTEN
from parishpump.people.sign_in import OfficerRequest, officer_page
from parishpump.publishing.lifecycle import SUBMITTED
from parishpump.publishing.models import Draft, Revision
from parishpump.publishing.queries.revisions import public_address
from parishpump.publishing.views.showing.refusals import refusal_of

TOLD = "The council has answered this for everybody, because several people asked."


@officer_page(needs=LISTEN)
@require_GET
def public_answers(request: OfficerRequest) -> HttpResponse:
    """Every answer for everybody, with how it stands and how many it settles."""
    made = PublicAnswer.objects.select_related("post__latest", "post__withdrawal", "topic")
    at = timezone.now()
    counts: dict[int, int] = {}
    for number in Asked.objects.values_list("answer_id", flat=True):
        counts[number] = counts.get(number, 0) + 1
    rows = [(one, _state(one, at), counts.get(one.id, 0)) for one in made[:200]]
    return render(request, "inbox/public_answers.html", {"rows": rows})


def _state(answer: PublicAnswer, at: datetime) -> tuple[str, str]:
    post = answer.post
    if getattr(post, "withdrawal", None) is not None:
        return "quiet", "Withdrawn"
    if post.published_at is not None and post.published_at <= at:
        return "sent", "Published"
    if post.thrown_away_at is not None:
        return "quiet", "Thrown away"
    return ("due", "Waits for approval") if post.latest and post.latest.stage == SUBMITTED else ("quiet", "Draft")


@officer_page(needs=LISTEN)
@require_http_methods(["GET", "POST"])
def new_public_answer(request: OfficerRequest, message: str) -> HttpResponse:
    """Make an answer for everybody out of one message; no word of whoever asked goes with it."""
    one, at = _whole(message), timezone.now()
    known = Asked.objects.select_related("answer").filter(message=one).first()
    if known is not None:
        return redirect("public-answer", known.answer.number)
    topics = offer().topics
    if request.method == "GET":
        return _new_page(request, one, PublicAnswerForm(initial=_first_words(one), topics=topics), ())
    form = PublicAnswerForm(request.POST, topics=topics)
    if not form.is_valid():
        return _new_page(request, one, form, ())
    said = form.cleaned_data
    facts = {"question": said["question"], "answer": said["answer"], "topic": form.chosen_topic}
    try:
        made = make_public_answer(one, **facts, looked=said["looked"], by=request.user, at=at)
    except TracesRemain as left:
        return _new_page(request, one, form, left.traces)
    except Refused as refusal:
        form.add_error(None, refusal.words)
        return _new_page(request, one, form, ())
    messages.success(request, "The notice is begun. It names nobody; whoever approves it sees just these words.")
    return redirect("draft", made.post.reference)


def _whole(reference: str) -> Message:
    return Message.objects.select_related("source", "conversation", "topic").get(id=found(reference).id)


def _new_page(request: OfficerRequest, one: Message, form: PublicAnswerForm, traces: Iterable[Trace]) -> HttpResponse:
    left = list(traces)
    context: dict[str, Any] = conversation(one, person=request.user.id, at=timezone.now())
    context |= {
        "form": form,
        "certain": [ShownTrace.of(trace, form) for trace in certain_among(left)],
        "others": [ShownTrace.of(trace, form) for trace in left if not trace.certain],
        "authority": _authority(request, LISTEN),
    }
    wrong = bool(left) or (form.is_bound and not form.is_valid())
    return render(request, "inbox/new_public_answer.html", context, status=422 if wrong else 200)


@dataclass(frozen=True)
class ShownTrace:
    """One place that points at whoever asked: of which kind, in which field, and its words."""

    kind: str
    words: str
    field: str

    @classmethod
    def of(cls, trace: Trace, form: PublicAnswerForm) -> "ShownTrace":
        in_question = trace.start <= len(" ".join(form.cleaned_data["question"].split()))
        return cls(trace.kind, trace.words, "question" if in_question else "answer")


def _first_words(one: Message) -> dict[str, str]:
    """The question and the newest answer, with every trace taken out that is certain."""
    latest = _latest_answer(one)
    question, answer = one_line(one.title or one.text, 180), unsigned(latest) if latest else ""
    return {
        "question": _without_traces(one, question),
        "answer": _without_traces(one, answer),
        "topic": str(one.topic_id or ""),
    }


def _latest_answer(one: Message) -> Revision | None:
    reply = one.replies.filter(post__latest__isnull=False).select_related("post__latest").last()
    return reply.post.latest if reply else None


def _without_traces(one: Message, text: str) -> str:
    traces = traces_of(text, author=one.author, handle=one.handle, thread=said_by_asker(one))
    return without(certain_among(traces), text)


@officer_page(needs=LISTEN)
@require_GET
def public_answer(request: OfficerRequest, number: int) -> HttpResponse:
    """One answer: how it stands, whom it settles, and who else seems to ask the same."""
    return _answer_page(request, get_object_or_404(PublicAnswer, number=number))


def _answer_page(
    request: OfficerRequest, one: PublicAnswer, form: TellingForm | None = None, tellings: Iterable[Telling] = ()
) -> HttpResponse:
    at, asked = timezone.now(), settled_by(one)
    public = is_public(one, at=at)
    untold = [row.message for row in asked if row.reply_id is None]
    context = {
        "answer": one,
        "state": _state(one, at),
        "public": public,
        "asked": asked,
        "candidates": [
            *((message, True, "") for message in untold),
            *((near, False, one_line(near.beginning, 120)) for near in asking_the_same(one)),
        ],
        "waiting": sum(1 for row in asked if _waits(row)),
        "traces": _asker_now(one),
        "form": form or TellingForm(initial={"text": _told_text(asked)}),
        "tellings": list(tellings),
        "authority": _authority(request, LISTEN),
        "may_approve": request.acting.may(APPROVE),
    }
    return render(request, "inbox/public_answer.html", context, status=422 if form is not None and form.errors else 200)


def _told_text(asked: list[Asked]) -> str:
    saved = texts_for(asked[0].message, PUBLIC_ANSWER) if asked else []
    return saved[0].text if saved else TOLD


def _waits(row: Asked) -> bool:
    latest = row.reply.post.latest if row.reply else None
    return latest is not None and latest.stage == SUBMITTED


def _asker_now(one: PublicAnswer) -> tuple[str, ...]:
    """What names or reaches whoever asked in the notice as it stands now: it can be changed after it was begun."""
    draft = Draft.objects.filter(post=one.post).first()
    said = draft.content if draft else vars(one.post.latest) if one.post.latest else {}
    return asker_in(one.post, [said.get("title", ""), said.get("text", "")])


@officer_page(needs=LISTEN)
@require_POST
def telling(request: OfficerRequest, number: int) -> HttpResponse:
    """Begin and submit a reply to each message that is ticked, and say what came of each."""
    one, form, at = get_object_or_404(PublicAnswer, number=number), TellingForm(request.POST), timezone.now()
    ticked = [int(said) for said in request.POST.getlist("message")[:500] if said.isdecimal() and len(said) < 12]
    if form.is_valid() and not ticked:
        form.add_error(None, "Tick the messages that it settles.")
    if not form.is_valid():
        return _answer_page(request, one, form)
    chosen = list(Message.objects.filter(id__in=ticked).select_related("source", "conversation").order_by("id"))
    link = public_address(one.post, request.council)
    try:
        came = tell_all(one, chosen, text=form.cleaned_data["text"], link=link, by=request.user, at=at)
    except NotPublic:
        form.add_error(None, "It is not published yet. Once it is, everybody who asked can be told.")
        return _answer_page(request, one, form)
    except Refused as refusal:
        form.add_error(None, refusal.words)
        return _answer_page(request, one, form)
    return _answer_page(request, one, tellings=came)


@officer_page(needs=APPROVE)
@require_http_methods(["GET", "POST"])
def approval_of_many(request: OfficerRequest, number: int) -> HttpResponse:
    """The replies of one answer that wait, with their exact words; each that is ticked is approved by itself."""
    one, at = get_object_or_404(PublicAnswer, number=number), timezone.now()
    waiting = [row.reply for row in settled_by(one) if row.reply and _waits(row)]
    came: list[tuple[Decided, str]] = []
    if request.method == "POST":
        ticked = set(request.POST.getlist("reply"))
        decided = approve_each((reply for reply in waiting if str(reply.id) in ticked), by=request.user, at=at)
        came = [(each, _why(each, at)) for each in decided]
        waiting = [reply for reply in waiting if str(reply.id) not in ticked]
    context = {
        "answer": one,
        "waiting": [(reply, reply.post.latest) for reply in waiting],
        "came": came,
        "authority": _authority(request, APPROVE),
    }
    return render(request, "inbox/approval_of_many.html", context)


def _why(each: Decided, at: datetime) -> str:
    if each.refusal is None:
        return ""
    refusal = refusal_of(each.refusal, "approve", at=at)
    return f"{refusal.heading}. {refusal.why}"


def _authority(request: OfficerRequest, power: str) -> Any:
    return next((one for one in request.acting.delegations if power in one.powers), None)
