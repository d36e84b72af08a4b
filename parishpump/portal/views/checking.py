"""How anybody can check the council without asking it: seals, proofs, signed lists, the offline checker."""

from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from parishpump.archive import verifier as offline_verifier
from parishpump.archive.models import Checkpoint, Record
from parishpump.archive.queries import NotSealed, checkpoints, latest_checkpoint, verifier_key
from parishpump.archive.queries import consistency as consistency_proof
from parishpump.portal.queries.notices import notices_of
from parishpump.portal.queries.sealed import APPROVAL, PUBLICATION, WITHDRAWAL, proof_of, sealed_records
from parishpump.portal.queries.story import story_of
from parishpump.portal.views.door import dated, download, open_to_all, page
from parishpump.portal.views.notice import public_post

CHECKER = "parishpump_verify.py"
SHOWN_CHECKPOINTS = 30
_BIGGEST = 2**62


@open_to_all
def notice_check(request: HttpRequest, ref: str) -> HttpResponse:
    """What the seal of a notice proves, and how to check it."""
    post = public_post(ref)
    (seen,) = notices_of([post], at=timezone.now())
    sealed = sealed_records(post)
    main = WITHDRAWAL if seen.is_withdrawn else PUBLICATION
    facts = {
        "notice": seen,
        "version": story_of(post).now,
        "records": [sealed[what] for what in (PUBLICATION, APPROVAL, WITHDRAWAL) if what in sealed],
        "main": sealed.get(main),
        "proof": f"{seen.reference}-{main}.json",
        **_how_to_check(),
    }
    return page(request, "notice_check.html", facts)


@open_to_all
def notice_proof(request: HttpRequest, ref: str) -> HttpResponse:
    """The proof of one record of a notice, as the checker reads it: `?of=approval`, `?against=` an older size."""
    post = public_post(ref)
    usual = WITHDRAWAL if getattr(post, "withdrawal", None) else PUBLICATION
    what, against = request.GET.get("of", usual), _size(request, "against")
    if what not in (PUBLICATION, APPROVAL, WITHDRAWAL):
        raise Http404
    try:
        proof = proof_of(post, what, against=[against] if against else [])
    except Record.DoesNotExist:
        raise Http404 from None
    except NotSealed:
        return _words("Not sealed yet. That happens at least every minute: try again then.", status=503, wait=60)
    except IndexError as wrong:
        return _words(str(wrong), status=400)
    answer = JsonResponse(proof, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = f'attachment; filename="{post.reference}-{what}.json"'
    return answer


@open_to_all
def checking(request: HttpRequest) -> HttpResponse:
    """How to check us: the key, the signed lists, the checker."""
    newest = list(checkpoints()[:SHOWN_CHECKPOINTS])
    return page(request, "checking.html", {"checkpoints": newest, **_how_to_check()})


@open_to_all
def verifier(request: HttpRequest) -> HttpResponse:
    """The checker itself, exactly as it is in the program."""
    return download(Path(offline_verifier.__file__).read_bytes(), "text/x-python; charset=utf-8", CHECKER)


@open_to_all
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed list head, or the one of `?size=`."""
    size = _size(request, "size")
    head = Checkpoint.objects.filter(size=size).first() if size is not None else latest_checkpoint()
    if head is None:
        return _words("There is no such signed list.", status=404)
    return dated(HttpResponse(head.note, content_type="text/plain; charset=utf-8"), head.at)


@open_to_all
def consistency(request: HttpRequest) -> HttpResponse:
    """The proof that the list of `?from=` records is the beginning of the list of `?to=`."""
    old, new = _size(request, "from"), _size(request, "to")
    if not old or not new:
        return _words("Give two sizes of signed lists, like ?from=120&to=340.", status=400)
    try:
        return JsonResponse(consistency_proof(old, new))
    except (IndexError, KeyError):
        return _words("The first size is at most the second, and the second at most our newest list.", status=400)


def _how_to_check() -> dict[str, Any]:
    return {"key": verifier_key(), "checker": CHECKER}


def _size(request: HttpRequest, name: str) -> int | None:
    """A size from the query, or None where it is missing or is no number."""
    typed = request.GET.get(name, "")
    return min(int(typed), _BIGGEST) if typed.isascii() and typed.isdecimal() and len(typed) <= 30 else None


def _words(said: str, *, status: int, wait: int = 0) -> HttpResponse:
    headers = {"Retry-After": str(wait)} if wait else {}
    return HttpResponse(said + "\n", content_type="text/plain; charset=utf-8", status=status, headers=headers)
