"""The library of pictures: taking one in, describing it, taking it out of use. Each step is on the record."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from parishpump.archive import actions as archive
from parishpump.archive.queries import blobs_named
from parishpump.people.actions import office_of
from parishpump.people.models import Person
from parishpump.people.powers import WRITE
from parishpump.people.queries import local_day, require_authority
from parishpump.publishing.content import Content
from parishpump.publishing.models import Passport, Picture, Retirement
from parishpump.publishing.passports import Facts, lacks, merged
from parishpump.publishing.pictures import clean
from parishpump.publishing.queries.library import look_alike_of, pictures_numbered, same_file


class Retired(ValueError):
    """The picture was taken out of use."""


class NobodyThere(ValueError):
    """The passport names no such person, or their consent is withdrawn already."""


def add_picture(upload: bytes, *, filename: str, by: Person, at: datetime) -> Picture:
    """Take in a picture, or find the one that is there already. Raises pictures.NotAPicture."""
    return take_in(upload, filename=filename, by=by, at=at)[0]


@transaction.atomic
def take_in(upload: bytes, *, filename: str, by: Person, at: datetime) -> tuple[Picture, bool]:
    """Take in a picture: re-encoded and without place data; and whether it is new. The same file is taken in once.

    Raises:
        pictures.NotAPicture: the file cannot be used.
    """
    require_authority(by, WRITE, at=at)
    cleaned = clean(upload)
    uploaded = sha256(upload).hexdigest()
    known = same_file(uploaded, sha256(cleaned.content).hexdigest())
    if known is not None:
        return known, False
    alike = look_alike_of(cleaned.look)
    blob = archive.capture(cleaned.content, cleaned.media_type)
    picture = Picture.objects.create(
        sha256=blob.sha256,
        media_type=cleaned.media_type,
        width=cleaned.width,
        height=cleaned.height,
        filename=filename[:200],
        had_place=cleaned.had_place,
        uploaded_sha256=uploaded,
        look=cleaned.look,
        looks_like=alike,
        added_at=at,
        added_by=by,
    )
    return picture, True


@transaction.atomic
def describe(picture: Picture, facts: Facts, *, by: Person, at: datetime) -> Passport:
    """Write the next version of a picture's passport. What posts have sealed stays what it was."""
    authority = require_authority(by, WRITE, at=at)
    picture = _locked(picture)
    passport = Passport.objects.create(
        picture=picture,
        number=picture.passport_number + 1,
        alt=facts.alt,
        owner=facts.owner,
        licence=facts.licence,
        source=facts.source,
        credit=facts.credit,
        people=[one.as_record() for one in facts.people],
        scope=facts.scope,
        expires_on=facts.expires_on,
        missing=list(lacks(facts)),
        by=by,
        office=office_of(by, at=at),
        at=at,
    )
    picture.passport = passport
    picture.save(update_fields=["passport"])
    archive.record(
        "picture described",
        subject=f"picture {picture.id}",
        by=passport.office,
        authority=str(authority),
        at=at,
        body={"version": passport.number, "sha256": picture.sha256, "passport": facts.as_record()},
        blobs=blobs_named([picture.sha256]),
    )
    return passport


def enter_passports(content: Content, *, by: Person, at: datetime) -> None:
    """Let what was typed in a post go into the passports of its pictures, where it says something new."""
    pictures = pictures_numbered(use.picture_id for use in content.pictures)
    for use in content.pictures:
        picture = pictures.get(use.picture_id)
        if picture is None:
            continue
        facts = merged(picture.facts if picture.passport else None, use)
        if facts != picture.facts:
            describe(picture, facts, by=by, at=at)


@transaction.atomic
def withdraw_consent(picture: Picture, *, person: int, by: Person, at: datetime) -> Passport:
    """Write down that somebody shown took their consent back; `person` counts from 0 in the passport.

    Consent is as easy to take back as to give (UK GDPR, Article 7(3)): no reason is asked.

    Raises:
        NobodyThere
    """
    facts = _locked(picture).facts
    if not 0 <= person < len(facts.people) or facts.people[person].withdrawn_on:
        raise NobodyThere
    people = list(facts.people)
    people[person] = replace(people[person], withdrawn_on=local_day(at).isoformat())
    return describe(picture, replace(facts, people=tuple(people)), by=by, at=at)


@transaction.atomic
def retire(picture: Picture, *, reason: str, by: Person, at: datetime) -> Retirement:
    """Take a picture out of use. What shows it already stays as it was published.

    Raises:
        Retired: it is out of use already.
    """
    authority = require_authority(by, WRITE, at=at)
    picture = _locked(picture)
    if Retirement.objects.filter(picture=picture).exists():
        raise Retired
    retirement = Retirement.objects.create(picture=picture, reason=reason, by=by, office=office_of(by, at=at), at=at)
    archive.record(
        "picture retired",
        subject=f"picture {picture.id}",
        by=retirement.office,
        authority=str(authority),
        at=at,
        body={"sha256": picture.sha256, "reason": reason},
    )
    return retirement


def _locked(picture: Picture) -> Picture:
    return Picture.objects.select_for_update(of=("self",)).select_related("passport").get(id=picture.id)
