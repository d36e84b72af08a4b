"""WordPress, by its own REST interface and an application password (developer.wordpress.org/rest-api/reference).

WordPress knows no idempotency, and gives the same slug twice as `slug-2`. So a post is first put there as a draft under
a slug of our own, and then published: making the draft shows nothing to anybody, and publishing it twice is publishing
it once. Every call goes to `?rest_route=`, which works whether or not the site has pretty addresses.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, ClassVar

from parishpump.networks.answers import words
from parishpump.networks.contract import Health, Limits, NetworkError, Parcel, Picture, Receipt, Shown
from parishpump.networks.http import Line
from parishpump.networks.markup import page, paragraphs, plain
from parishpump.networks.readings import refused
from parishpump.networks.wordpress_account import BAD, EDITING, GONE, MEDIA, POSTS, call, number_in
from parishpump.networks.wordpress_answers import WordPressAnswers
from parishpump.networks.wordpress_comments import is_comment

_TITLE = 80  # characters of the first line that make a title where the parcel has none


@dataclass(frozen=True)
class Entry:
    """One post or picture as WordPress tells of it. `content` is HTML, `address` a URL."""

    number: int
    slug: str
    status: str
    address: str
    content: str = ""


class WordPress(WordPressAnswers):
    """One author on one WordPress site."""

    name: ClassVar[str] = "wordpress"

    @classmethod
    def limits(cls) -> Limits:
        return Limits(
            characters=None,
            counts="characters",
            url_counts=None,
            pictures=20,
            picture_bytes=None,
            alt_required=False,
            edits=True,
            withdraws=True,
        )

    def read_limits(self) -> Limits:
        """The same: what a site takes is its host's affair, and no call tells it."""
        return self.limits()

    def check(self) -> Health:
        """Sign in, and see whether the account may publish and upload."""
        try:
            account, lacking = self._ask(self._web.open(), call("GET", "/wp/v2/users/me", wanted=EDITING), _rights)
        except NetworkError as error:
            if not error.permanent:
                raise
            return Health(ok=False, account="", message=error.detail, ends_at=None)
        message = f"This account may not {' or '.join(lacking)}. Make it an author." if lacking else ""
        return Health(ok=not lacking, account=account, message=message or "WordPress lets us in.", ends_at=None)

    def publish(self, parcel: Parcel) -> Receipt:
        line = self._web.open()
        if parcel.in_reply_to:
            return self._answer(line, _without_pictures(parcel))
        there = self._by_slug(line, POSTS, _slug(parcel))
        if there is None:
            there = self._draft(line, parcel)
        if there.status == "publish":
            return _receipt(there)
        release = call("POST", f"{POSTS}/{there.number}", visible=True, json={"status": "publish"})
        shown = self._ask(line, release, _entry)
        return _receipt(shown) if shown.slug == _slug(parcel) else self._yield_to_the_first(line, parcel, shown)

    def find(self, parcel: Parcel) -> Receipt | None:
        line = self._web.open()
        if parcel.in_reply_to:
            return self._find_answer(line, parcel)
        there = self._by_slug(line, POSTS, _slug(parcel))
        return _receipt(there) if there is not None and there.status == "publish" else None

    def read(self, receipt: Receipt) -> Shown | None:
        if is_comment(receipt.reference):
            return self._read_answer(receipt)
        line = self._web.open()
        answer = self._send(line, call("GET", _path(receipt), expected=GONE, wanted=EDITING))
        if answer.status in GONE:
            return None
        entry = answer.read(_entry)
        if entry.status != "publish":
            return None
        seen = page(entry.content)
        return Shown(seen.text, seen.alts, entry.address, str(entry.number))

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        if is_comment(receipt.reference):
            return self._edit_answer(receipt, _without_pictures(parcel))
        line = self._web.open()
        body = {"title": _title(parcel), "content": self._content(line, parcel), **_comments(parcel)}
        return _receipt(self._ask(line, call("POST", _path(receipt), visible=True, json=body), _entry))

    def withdraw(self, receipt: Receipt) -> None:
        """Move it to the trash, whence the council can still fetch it for its records."""
        if is_comment(receipt.reference):
            return self._withdraw_answer(receipt)
        self._send(self._web.open(), call("DELETE", _path(receipt), visible=True, expected=GONE))
        return None

    def _draft(self, line: Line, parcel: Parcel) -> Entry:
        body = {
            "slug": _slug(parcel),
            "status": "draft",
            "title": _title(parcel),
            "content": self._content(line, parcel),
            **_comments(parcel),
        }
        return self._ask(line, call("POST", POSTS, json=body), _entry)

    def _yield_to_the_first(self, line: Line, parcel: Parcel, second: Entry) -> Receipt:
        """Two of us at once made two drafts, and the other's went out first: take ours back."""
        self._send(line, call("DELETE", f"{POSTS}/{second.number}", visible=True, expected=GONE))
        first = self._by_slug(line, POSTS, _slug(parcel))
        if first is None:
            raise NetworkError(
                permanent=False,
                outcome_known=False,
                reason="unreadable answer",
                detail=f"{line.host} published the post under another name.",
            )
        return _receipt(first)

    def _content(self, line: Line, parcel: Parcel) -> str:
        figures = [_figure(self._uploaded(line, parcel, picture), picture) for picture in parcel.pictures]
        return "\n".join([paragraphs(parcel.text), *figures, *_link_below(parcel)])

    def _uploaded(self, line: Line, parcel: Parcel, picture: Picture) -> Entry:
        """The picture on the site, put there only once: its slug tells our key, its bytes and its alt text."""
        slug = f"{_slug(parcel)}-{sha256(picture.content + picture.alt.encode()).hexdigest()[:12]}"
        there = self._by_slug(line, MEDIA, slug)
        if there is not None:
            return there
        name = f"{slug}.{picture.media_type.rpartition('/')[2].replace('jpeg', 'jpg')}"
        asked = call(
            "POST",
            MEDIA,
            form={"slug": slug, "alt_text": picture.alt},
            files={"file": (name, picture.content, picture.media_type)},
        )
        return self._ask(line, asked, _medium)

    def _by_slug(self, line: Line, path: str, slug: str) -> Entry | None:
        reader = _medium if path == MEDIA else _entry
        status = "inherit" if path == MEDIA else "any"
        asked = call("GET", path, wanted={"slug": slug, "status": status, **EDITING}, expected=BAD)
        answer = self._send(line, asked)
        if answer.status in BAD:
            # WordPress reads these parameters before it looks at who asks: a stranger's are "invalid".
            self._ask(line, call("GET", "/wp/v2/users/me", wanted=EDITING), _rights)
        found = line.judged(answer, replace(asked, expected=())).read(lambda said: [reader(one) for one in said])
        return next((entry for entry in found if entry.slug == slug), None)


def _slug(parcel: Parcel) -> str:
    return f"pp-{parcel.key}"


def _path(receipt: Receipt) -> str:
    return f"{POSTS}/{number_in(receipt.reference)}"


def _without_pictures(parcel: Parcel) -> Parcel:
    if parcel.pictures:
        raise refused("A comment on WordPress has no pictures. Leave them out.")
    return parcel


def _title(parcel: Parcel) -> str:
    first_line = parcel.text.strip().partition("\n")[0]
    short = first_line if len(first_line) <= _TITLE else first_line[:_TITLE].rpartition(" ")[0] + " …"
    return plain(parcel.title or short)


def _comments(parcel: Parcel) -> dict[str, str]:
    """Comments closed; nothing where they are not: then the site's own setting holds."""
    return {"comment_status": "closed"} if parcel.comments_closed else {}


def _figure(medium: Entry, picture: Picture) -> str:
    return (
        f'<figure class="wp-block-image"><img class="wp-image-{medium.number}" src="{plain(medium.address)}"'
        f' alt="{plain(picture.alt)}" width="{picture.width}" height="{picture.height}" /></figure>'
    )


def _link_below(parcel: Parcel) -> list[str]:
    """The link as a line of its own, where the text does not hold it already. `page` does not read figures as text."""
    if not parcel.link or parcel.link in parcel.text:
        return []
    return [f'<figure><p><a href="{plain(parcel.link)}">{plain(parcel.link)}</a></p></figure>']


def _receipt(entry: Entry) -> Receipt:
    return Receipt(reference=str(entry.number), address=entry.address)


def _entry(said: Any) -> Entry:
    return Entry(
        number=int(said["id"]),
        slug=words(said, "slug"),
        status=words(said, "status"),
        address=words(said, "link"),
        content=words(said, "content", "raw"),
    )


def _medium(said: Any) -> Entry:
    return Entry(int(said["id"]), words(said, "slug"), words(said, "status"), words(said, "source_url"))


def _rights(said: Any) -> tuple[str, list[str]]:
    """Whose account it is, and what it would need and may not do."""
    rights = said["capabilities"]
    needed = {"publish_posts": "publish posts", "upload_files": "upload pictures"}
    return words(said, "slug"), [what for right, what in needed.items() if not rights.get(right)]
