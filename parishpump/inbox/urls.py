"""Doors of the inbox: the list, the card of a message, topics."""

from django.urls import path, register_converter

from parishpump.inbox.references import MESSAGE, REPORT, STEP
from parishpump.inbox.views import (
    abuse,
    answers,
    appeals,
    attachments,
    conversations,
    deciding,
    doubles,
    entering,
    load,
    meetings,
    message,
    moderating,
    passing,
    praise,
    replies,
    sources,
    stories,
    topics,
)


class MessageReference:
    """M-2026-0871 in an address."""

    regex = MESSAGE

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class StepReference(MessageReference):
    """H-2026-0004 in an address."""

    regex = STEP


class ReportReference(MessageReference):
    """A-2026-0003 in an address."""

    regex = REPORT


register_converter(MessageReference, "message")
register_converter(StepReference, "step")
register_converter(ReportReference, "report")

urlpatterns = [
    path("conversations/", conversations.conversations, name="conversations"),
    path("conversations/decisions/", conversations.decisions, name="message-decisions"),
    path("conversations/decided-together/", conversations.decided_together, name="decided-together"),
    path("conversations-monitored/", sources.sources, name="sources"),
    path("conversations-monitored/new/", sources.new_source, name="new-source"),
    path("conversations-monitored/<int:number>/", sources.source, name="source"),
    path("conversations-monitored/<int:number>/words/", sources.source_words, name="source-words"),
    path("conversations-monitored/<int:number>/rest/", sources.source_rest, name="source-rest"),
    path("conversations-monitored/<int:number>/reading/", sources.source_reading, name="source-reading"),
    path("conversations-monitored/<int:number>/end/", sources.source_end, name="source-end"),
    path("conversations/new/", entering.new_message, name="new-message"),
    path("conversations/group-note/", entering.group_note, name="group-note"),
    path("conversations/attachments/<str:sha256>/", attachments.attachment, name="attachment"),
    path("conversations/stories/", stories.stories, name="stories"),
    path("conversations/stories/<int:number>/", stories.story, name="story"),
    path("conversations/stories/<int:number>/lines/", stories.story_lines, name="story-lines"),
    path("conversations/stories/<int:number>/statements/", stories.story_statements, name="story-statements"),
    path("conversations/stories/<int:number>/enquiries/", stories.story_enquiries, name="story-enquiries"),
    path(
        "conversations/stories/<int:number>/enquiries/<int:enquiry>/answer/", stories.story_answer, name="story-answer"
    ),
    path("conversations/stories/<int:number>/end/", stories.story_end, name="story-end"),
    path("conversations/moderation/", moderating.moderations, name="moderations"),
    path("conversations/moderation/<step:step>/", moderating.moderation, name="moderation"),
    path("conversations/moderation/<step:step>/look/", moderating.moderation_look, name="moderation-look"),
    path(
        "conversations/moderation/<step:step>/evidence/<str:sha256>/", moderating.evidence, name="moderation-evidence"
    ),
    path("conversations/moderation/<step:step>/by-hand/", moderating.moderation_by_hand, name="moderation-by-hand"),
    path("conversations/moderation/<step:step>/telling/", moderating.moderation_telling, name="moderation-telling"),
    path("conversations/moderation/<step:step>/end/", moderating.moderation_end, name="moderation-end"),
    path("conversations/appeals/<int:number>/", appeals.appeal, name="appeal-hearing"),
    path("conversations/appeals/<int:number>/telling/", appeals.appeal_telling, name="appeal-telling"),
    path("conversations/appeals/<int:number>/told/", appeals.appeal_told, name="appeal-told"),
    path("conversations/abuse/", abuse.reports, name="abuse-reports"),
    path("conversations/abuse/new/", abuse.new_report, name="new-abuse-report"),
    path("conversations/abuse/<report:report>/", abuse.report, name="abuse-report"),
    path("conversations/abuse/<report:report>/steps/", abuse.report_steps, name="abuse-report-steps"),
    path("conversations/abuse/<report:report>/hand-over/", abuse.report_hand_over, name="abuse-report-hand-over"),
    path("conversations/abuse/<report:report>/evidence-file/", abuse.report_file, name="abuse-report-file"),
    path(
        "conversations/abuse/<report:report>/evidence/<str:sha256>/",
        abuse.report_evidence,
        name="abuse-report-evidence",
    ),
    path("time/", load.time_and_load, name="time-and-load"),
    path("time/lines/", load.time_lines, name="time-lines"),
    path("time/lines/<int:number>/end/", load.time_line_end, name="time-line-end"),
    path("time/clock/", load.time_clock, name="time-clock"),
    path("time/contract/", load.time_contract, name="time-contract"),
    path("time/offices/<int:number>/", load.time_of, name="time-of"),
    path("time/offices/<int:number>/contract/", load.time_of_contract, name="time-of-contract"),
    path("rota/", load.rota_page, name="rota"),
    path("rota/<int:number>/end/", load.rota_end, name="rota-end"),
    path("conversations/topics/", topics.topics, name="topics"),
    path("conversations/topics/new/", topics.new_topic, name="new-topic"),
    path("conversations/topics/<int:number>/", topics.topic, name="topic"),
    path("conversations/topics/<int:number>/input/", meetings.topic_input, name="topic-input"),
    path("conversations/topics/<int:number>/meeting/", meetings.topic_meeting, name="topic-meeting"),
    path("conversations/topics/<int:number>/laying/", meetings.topic_laying, name="topic-laying"),
    path("conversations/topics/<int:number>/decision/", topics.topic_decision, name="topic-decision"),
    path("conversations/topics/<int:number>/end/", topics.topic_end, name="topic-end"),
    path("conversations/replies/<str:reference>/", replies.reply, name="reply"),
    path("conversations/replies/<str:reference>/check/", replies.reply_check, name="reply-check"),
    path("conversations/replies/<str:reference>/submission/", replies.reply_submission, name="reply-submission"),
    path("conversations/replies/<str:reference>/removal/", replies.reply_removal, name="reply-removal"),
    path("conversations/replies/<str:reference>/by-hand/", replies.reply_by_hand, name="reply-by-hand"),
    path("conversations/answers/", answers.public_answers, name="public-answers"),
    path("conversations/answers/<int:number>/", answers.public_answer, name="public-answer"),
    path("conversations/answers/<int:number>/telling/", answers.telling, name="public-answer-telling"),
    path("conversations/answers/<int:number>/approval/", answers.approval_of_many, name="public-answer-approval"),
    path("conversations/praise/", praise.praise, name="praise"),
    path("conversations/praise/<int:number>/", praise.praise_passed, name="praise-passed"),
    path("conversations/praise/<int:number>/sending/", praise.praise_sending, name="praise-sending"),
    path("conversations/praise/<int:number>/question/", praise.praise_question, name="praise-question"),
    path("conversations/praise/<int:number>/permission/", praise.praise_permission, name="praise-permission"),
    path("conversations/praise/<int:number>/publication/", praise.praise_publication, name="praise-publication"),
    path("praise/<str:token>/", praise.praise_receipt, name="praise-receipt"),
    path("conversations/hand-offs/", passing.handed_off, name="hand-offs"),
    path("conversations/hand-offs/<int:number>/outcome/", passing.hand_off_outcome, name="hand-off-outcome"),
    path("conversations/saved-texts/", passing.saved_texts, name="saved-texts"),
    path("conversations/saved-texts/new/", passing.new_saved_text, name="new-saved-text"),
    path("conversations/saved-texts/<int:number>/end/", passing.saved_text_end, name="saved-text-end"),
    path("conversations/<message:message>/", message.message, name="message"),
    path("conversations/<message:message>/praise/", praise.praise_passing, name="praise-passing"),
    path("conversations/<message:message>/answer-for-all/", answers.new_public_answer, name="answer-for-all"),
    path("conversations/<message:message>/whole/", message.whole_message, name="whole-message"),
    path("conversations/<message:message>/moderate/", moderating.moderate_page, name="moderate"),
    path("conversations/<message:message>/decision/", deciding.decision, name="message-decision"),
    path("conversations/<message:message>/claim/", deciding.claiming, name="message-claim"),
    path("conversations/<message:message>/claim/end/", deciding.letting_go, name="message-claim-end"),
    path("conversations/<message:message>/looks/", deciding.looking, name="message-looks"),
    path("conversations/<message:message>/notes/", deciding.noting, name="message-notes"),
    path("conversations/<message:message>/clarification/", deciding.clarifying, name="message-clarification"),
    path("conversations/<message:message>/duty/", deciding.duty_decision, name="message-duty"),
    path("conversations/<message:message>/reopening/", deciding.reopening, name="message-reopening"),
    path("conversations/<message:message>/assignment/", deciding.assignment, name="message-assignment"),
    path("conversations/<message:message>/topic/", deciding.tagging, name="message-topic"),
    path("conversations/<message:message>/fast-moving/", deciding.fast_moving, name="message-fast-moving"),
    path("conversations/<message:reference>/double/", doubles.double, name="double"),
]
