"""Posts state facts. An opinion passes only as a position that the council minuted."""

import re
from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import CouncilFacts, Draft
from parishpump.policy.facts import Facts, Passage
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of, listed, phrases
from parishpump.policy.rules.pointing import listed_in, point, wording

_SUBJECT = (
    r"(?:decisions?|plans?|proposals?|schemes?|polic(?:y|ies)|ideas?|applications?|developments?|councils?|government|"
    r"borough|county|authorit(?:y|ies)|developers?|planners|highways|inspectors?|ministers?|ruling|refusal|approval|"
    r"cuts?|response|excuses?|treatment|process|consultation|reports?|houses|homes|housing|estates?)"
)
_JUDGED = "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in phrases("condemning_a_decision"))
_OF_A_DECISION = wording(
    "|".join(("ridiculous", "unfair", "unjust", *(phrase.split()[-1] for phrase in phrases("condemning_a_decision")))),
    rf"\b(?:(?:{_JUDGED})\s(?:\w+\s)?{_SUBJECT}|{_SUBJECT}\s(?:is|are|was|were|seems?|remains?)\s"
    rf"(?:(?:an?|so|simply|just|quite|very|totally|utterly|completely|absolutely|frankly|"
    rf"clearly)\s){{0,3}}(?:{_JUDGED})|"
    r"(?:this|that|it)(?:\sis|\swas|['’]s)\s(?:(?:an?|so|simply|just|totally|utterly|completely|absolutely)\s){0,3}"
    r"(?:ridiculous|absurd|laughable|farcical|farce|unfair|unjust|insane|disgusting|pathetic|disgrace|shambles))\b",
)
_POSITION = wording(
    "object|oppos|reject|condemn|deplor|against|support|back",
    r"\b(?:we|(?:the|your|our)\s(?:parish\s|town\s)?(?:council|councillors))\s(?:have\s|has\s|will\s|are\s|is\s)?"
    r"(?:strongly\s|firmly\s|totally\s|fully\s|wholly\s|utterly\s|completely\s|still\s|also\s){0,2}"
    r"(?:object(?:s|ed|ing)?\sto|oppos(?:e|es|ed|ing)|reject(?:s|ed|ing)?|condemn(?:s|ed|ing)?|deplor(?:e|es|ed)|"
    r"against\s(?:the|this)|"
    r"(?:supports?|supported|backs?|backed)\s(?:the|this)\s(?:\w+\s){0,2}(?:application|proposals?|plans?|"
    r"scheme|development))\b",
)


def unminuted(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Words that judge need a minute that holds them."""
    for passage in facts.passages:
        for start, end in judgements(passage):
            if not is_minuted(draft.council, facts, passage, start):
                yield point(
                    passage,
                    (start, end),
                    "{words} is an opinion, and no minute holds it.",
                    "State what the council decided and the reasons in its minute, or take the words out.",
                )


def judgements(passage: Passage) -> list[tuple[int, int]]:
    """Spans of judging words, none over another; a word of the list stands before the phrase round it."""
    condemning = [match.span() for match in listed_in(passage, "condemning")]
    taken = {place for start, end in condemning for place in range(start, end)}
    phrased = (match.span() for match in _OF_A_DECISION.within(passage))
    return sorted(condemning + [span for span in phrased if taken.isdisjoint(range(*span))])


def position_unminuted(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A position of the council has a minute."""
    if facts.has_minute:
        return
    for passage in facts.passages:
        for match in _POSITION.within(passage):
            if not is_minuted(draft.council, facts, passage, match.start()):
                yield point(
                    passage,
                    match.span(),
                    "{words} states a position of the council, and no minute is given as its source.",
                    "Add the minute that holds the position to the sources, or take the sentence out.",
                )


def leaning(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Words that lean are better left out of a notice."""
    for passage in facts.passages:
        for match in listed_in(passage, "leaning"):
            if passage.text[match.end() : match.end() + 4].lower() in (" you", " you’", " you'"):
                continue
            if not is_minuted(draft.council, facts, passage, match.start()):
                yield point(
                    passage,
                    match.span(),
                    "{words} tells what somebody feels, where readers look for the facts.",
                    "Say what happened or what was decided, and leave the feeling to the reader.",
                )


def is_minuted(council: CouncilFacts, facts: Facts, passage: Passage, place: int) -> bool:
    """Whether the sentence cites a minute among the sources, or repeats words that the council minuted."""
    sentence = passage.sentence(place)
    if facts.cites_minute(sentence):
        return True
    held = [position.words for position in council.minuted_positions if position.words.strip()]
    said = re.sub(r"\s+", " ", sentence).lower()
    return any(_same_words(words, said, passage.text[place : place + 60]) for words in held)


def _same_words(minuted: str, sentence: str, judged: str) -> bool:
    """The minuted words stand in the sentence, or the judging words stand in the minute."""
    plain = re.sub(r"\s+", " ", minuted).lower().strip(" .")
    if plain in sentence:
        return True
    match = listed("condemning").match(judged) or _OF_A_DECISION.pattern.match(judged)
    return match is not None and any_of((match[0].lower(),)).search(plain) is not None


RULES = {
    "opinion.unminuted": unminuted,
    "opinion.position_unminuted": position_unminuted,
    "opinion.leaning": leaning,
}
