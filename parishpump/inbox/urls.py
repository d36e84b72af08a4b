"""Doors of the inbox: the list, the card of a message, topics."""

from django.urls import path, register_converter

from parishpump.inbox.references import MESSAGE
from parishpump.inbox.views import (
    attachments,
    conversations,
    deciding,
    doubles,
    entering,
    message,
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


register_converter(MessageReference, "message")

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
    path("conversations/topics/", topics.topics, name="topics"),
    path("conversations/topics/new/", topics.new_topic, name="new-topic"),
    path("conversations/topics/<int:number>/", topics.topic, name="topic"),
    path("conversations/topics/<int:number>/decision/", topics.topic_decision, name="topic-decision"),
    path("conversations/topics/<int:number>/end/", topics.topic_end, name="topic-end"),
    path("conversations/replies/<str:reference>/", replies.reply, name="reply"),
    path("conversations/replies/<str:reference>/check/", replies.reply_check, name="reply-check"),
    path("conversations/replies/<str:reference>/submission/", replies.reply_submission, name="reply-submission"),
    path("conversations/replies/<str:reference>/removal/", replies.reply_removal, name="reply-removal"),
    path("conversations/replies/<str:reference>/by-hand/", replies.reply_by_hand, name="reply-by-hand"),
    path("conversations/<message:message>/", message.message, name="message"),
    path("conversations/<message:message>/whole/", message.whole_message, name="whole-message"),
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
