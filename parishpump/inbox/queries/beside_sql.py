"""The one question that a card asks of the database.

Written out, for every card asks it: the ORM would spend longer on putting together what are sixteen small questions
than PostgreSQL on answering them. Row-level security stands behind it as behind every query.
"""

from parishpump.inbox.models import Message

AROUND = 5  # messages of the thread before and after this one
EARLIER = 5  # earlier messages of the same writer
ANSWERS = 200  # of ours in one thread

# In the order of the table, as Model.from_db wants them.
_READ = frozenset(
    [
        "id",
        "council_id",
        "number",
        "conversation_id",
        "source_id",
        "route",
        "author",
        "handle",
        "title",
        "public",
        "received_at",
        "changed_at",
        "gone_at",
        "hidden_at",
        "labels",
        "duties",
        "outcome",
        "closed_at",
        "duty_settled",
        "assigned_to_id",
        "claimed_by_id",
        "claimed_at",
        "waits_for_writer",
        "fast_moving_at",
    ]
)
COLUMNS = [one.attname for one in Message._meta.concrete_fields if one.attname in _READ]

# Each part is a list, [] where there is nothing, or one value. Each walks along an index from one place in it.
BESIDE = f"""
WITH spared AS (
    SELECT handover.handle, report.message_id
    FROM inbox_handover handover JOIN inbox_abusereport report ON report.id = handover.report_id
    WHERE handover.council_id = %(council)s AND handover.for_person_id = %(person)s AND handover.ended_at IS NULL
), others AS NOT MATERIALIZED (
    SELECT {", ".join(COLUMNS)}, left(text, %(characters)s) AS beginning FROM inbox_message
    WHERE council_id = %(council)s AND id <> %(id)s
), open AS NOT MATERIALIZED (
    SELECT id, number, received_at, duty_open FROM inbox_message
    WHERE council_id = %(council)s AND closed_at IS NULL AND NOT folded
), queue AS NOT MATERIALIZED (
    SELECT id, number, received_at, duty_open FROM inbox_message
    WHERE council_id = %(council)s AND closed_at IS NULL AND NOT folded
      AND outcome = '' AND NOT waits_for_writer
      AND (claimed_at IS NULL OR claimed_at <= %(claimed)s OR claimed_by_id = %(person)s)
      AND handle NOT IN (SELECT handle FROM spared WHERE handle <> '')
), looks AS (
    SELECT what, max(at) AS at FROM inbox_look
    WHERE council_id = %(council)s AND message_id = %(id)s AND by_id = %(person)s GROUP BY what
), before AS (
    SELECT * FROM others WHERE conversation_id = %(thread)s AND (received_at, id) < (%(received)s, %(id)s)
    ORDER BY received_at DESC, id DESC LIMIT {AROUND}
), after AS (
    SELECT * FROM others WHERE conversation_id = %(thread)s AND (received_at, id) > (%(received)s, %(id)s)
    ORDER BY received_at, id LIMIT {AROUND}
), earlier AS (
    SELECT * FROM others WHERE handle = %(handle)s AND %(handle)s <> ''
    ORDER BY received_at DESC, id DESC LIMIT {EARLIER}
), decisions AS (
    SELECT at, office, outcome, ground, ground_reason, reason, undone_at FROM inbox_triage
    WHERE council_id = %(council)s AND message_id = %(id)s ORDER BY id
), settled AS (
    SELECT at, office, reason FROM inbox_dutysettled
    WHERE council_id = %(council)s AND message_id = %(id)s ORDER BY id
), notes AS (
    SELECT at, office, text FROM inbox_note WHERE council_id = %(council)s AND message_id = %(id)s ORDER BY id
), asked AS (
    SELECT at, office, asks_for FROM inbox_clarification
    WHERE council_id = %(council)s AND message_id = %(id)s ORDER BY id
), versions AS (
    SELECT number, what, sha256, seen_at FROM inbox_version
    WHERE council_id = %(council)s AND message_id = %(id)s ORDER BY number
), topics AS (
    SELECT id, name FROM inbox_topic WHERE council_id = %(council)s AND closed_at IS NULL
), texts AS (
    SELECT id, title, text FROM inbox_savedtext
    WHERE council_id = %(council)s AND use = %(declined)s AND ended_at IS NULL ORDER BY title, id DESC
), above AS (
    -- Our own post under which the thread stands.
    SELECT number, begun_at, coalesce(published_at, begun_at) AS at,
        (SELECT left(text, %(characters)s) FROM publishing_revision WHERE id = post.public_id) AS text
    FROM publishing_post post
    WHERE id = (SELECT post_id FROM inbox_conversation WHERE council_id = %(council)s AND id = %(thread)s)
      AND public_id IS NOT NULL
), answers AS (
    -- Every answer in the thread. By single keys, not by joins: whoever joins six tables plans longer than they read.
    SELECT reply.message_id, reply.purpose, post.number, post.begun_at, post.thrown_away_at,
        (SELECT left(text, %(characters)s) FROM publishing_revision WHERE id = (
            SELECT max(revision_id) FROM publishing_delivery
            WHERE state = %(sent)s AND revision_id IN (SELECT id FROM publishing_revision WHERE post_id = post.id)
        )) AS text,
        (SELECT row_to_json(latest) FROM (
            SELECT number, stage, decide_by FROM publishing_revision WHERE id = post.latest_id) latest) AS latest,
        (SELECT row_to_json(withdrawal) FROM (
            SELECT at, office, reason FROM publishing_withdrawal WHERE post_id = post.id) withdrawal) AS withdrawal,
        (SELECT json_agg(sent) FROM (
            SELECT deed, settled_at, address FROM publishing_delivery
            WHERE state = %(sent)s AND revision_id IN (SELECT id FROM publishing_revision WHERE post_id = post.id)
            ORDER BY revision_id, id) sent) AS sent
    FROM inbox_reply reply JOIN publishing_post post ON post.id = reply.post_id
    WHERE reply.council_id = %(council)s
      AND reply.message_id IN (
          SELECT id FROM inbox_message WHERE council_id = %(council)s AND conversation_id = %(thread)s)
    ORDER BY reply.message_id <> %(id)s, reply.id LIMIT {ANSWERS}
)
SELECT json_build_object(
    'looks', (SELECT coalesce(json_agg(looks), '[]') FROM looks),
    'spared', (SELECT coalesce(json_agg(spared), '[]') FROM spared),
    'before', (SELECT coalesce(json_agg(before), '[]') FROM before),
    'after', (SELECT coalesce(json_agg(after), '[]') FROM after),
    'earlier', (SELECT coalesce(json_agg(earlier), '[]') FROM earlier),
    'decisions', (SELECT coalesce(json_agg(decisions), '[]') FROM decisions),
    'settled', (SELECT coalesce(json_agg(settled), '[]') FROM settled),
    'notes', (SELECT coalesce(json_agg(notes), '[]') FROM notes),
    'asked', (SELECT coalesce(json_agg(asked), '[]') FROM asked),
    'versions', (SELECT coalesce(json_agg(versions), '[]') FROM versions),
    'topics', (SELECT coalesce(json_agg(topics), '[]') FROM topics),
    'texts', (SELECT coalesce(json_agg(texts), '[]') FROM texts),
    'above', (SELECT coalesce(json_agg(above), '[]') FROM above),
    'answers', (SELECT coalesce(json_agg(answers), '[]') FROM answers),
    'in_thread', (SELECT row_to_json(found) FROM (
        SELECT count(*) AS all, count(*) FILTER (WHERE (received_at, id) < (%(received)s, %(id)s)) AS before
        FROM inbox_message WHERE council_id = %(council)s AND conversation_id = %(thread)s) found),
    'earlier_many', (SELECT count(*) FROM inbox_message
        WHERE council_id = %(council)s AND handle = %(handle)s AND %(handle)s <> '' AND id <> %(id)s),
    'any_answers', EXISTS (SELECT FROM inbox_publicanswer WHERE council_id = %(council)s),
    -- Its place among the open messages, and those before and after it that are still to be decided.
    'queue', CASE WHEN %(open)s THEN json_build_object(
        'before', coalesce(
            (SELECT row_to_json(found) FROM (SELECT number, received_at FROM queue
             WHERE duty_open = %(duty)s AND (received_at, id) < (%(received)s, %(id)s)
             ORDER BY received_at DESC, id DESC LIMIT 1) found),
            (SELECT row_to_json(found) FROM (SELECT number, received_at FROM queue
             WHERE duty_open AND NOT %(duty)s ORDER BY received_at DESC, id DESC LIMIT 1) found)),
        'after', coalesce(
            (SELECT row_to_json(found) FROM (SELECT number, received_at FROM queue
             WHERE duty_open = %(duty)s AND (received_at, id) > (%(received)s, %(id)s)
             ORDER BY received_at, id LIMIT 1) found),
            (SELECT row_to_json(found) FROM (SELECT number, received_at FROM queue
             WHERE NOT duty_open AND %(duty)s ORDER BY received_at, id LIMIT 1) found)),
        'place', (SELECT count(*) FROM open
             WHERE duty_open = %(duty)s AND (received_at, id) < (%(received)s, %(id)s))
            + (SELECT count(*) FROM open WHERE duty_open AND NOT %(duty)s),
        'total', (SELECT count(*) FROM open)) END
)::text
"""  # noqa: S608
