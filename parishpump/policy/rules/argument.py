"""A minuted decision and its recorded reasons are facts; what argues beyond them is opinion."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import CouncilFacts, Draft
from parishpump.policy.facts import Facts, Passage, cited_in, references_in
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of
from parishpump.policy.rules.opinion import is_minuted, judgements
from parishpump.policy.rules.pointing import point, wording

_OTHERS = (
    r"(?:(?:county|borough|district|city|unitary)(?:\scouncil)?|council(?:lors)?|kcc|government|ministers?|planners|"
    r"planning\sinspector(?:ate)?|developers?|highways|police|operator|company|railway|water|they)"
)
_OUGHT = wording(
    "should|must|ought|need|deserve|time|good enough|allowed|too far|right thing",
    rf"\b{_OTHERS}\s(?:really\s|clearly\s|now\s)?(?:should|must|ought\sto|needs?\sto)\s(?:now\s|urgently\s|"
    rf"simply\s|not\s|never\s)?"
    r"(?:listen|think\sagain|reconsider|rethink|act\b|stop|scrap|abandon|withdraw|reverse|overturn|"
    r"refuse\b|reject\b|apologise|"
    r"resign|do\sbetter|be\s(?:held|made|forced|stopped|ashamed|overturned|scrapped)|have\s(?:done|"
    r"listened|known|consulted|acted|"
    r"thought|refused|approved|been)|invest|sort|wake\sup|get\s(?:on|their|its)|take\s(?:responsibility|notice|action)|"
    r"pull\sits|put\s(?:people|residents|villagers))|"
    r"\b(?:applications?|plans?|proposals?|schemes?|developments?|sites?|decisions?|cuts?|bypass|"
    r"quarry)\s(?:should|must|ought\sto)\s"
    r"(?:never\s)?(?:not\s)?(?:be\s(?:refused|rejected|stopped|scrapped|built|allowed|approved|overturned|"
    r"withdrawn|reversed)|go\sahead|"
    r"have\sbeen)|"
    r"\b(?:it\sis|it['’]s)\s(?:high\s|about\s|now\s)?time\s(?:that\s\w+|for\s(?:the\s)?\w+|the\s\w+|they)|"
    r"\b(?:we|residents|villagers|people|northfold|the\svillage|our\schildren|our\svillage)\s(?:all\s)?deserves?\b|"
    r"\b(?:is|are|was|were)\s(?:simply\s|just\s)?not\sgood\senough\b|\b(?:cannot|can['’]t|"
    r"must\snot)\sbe\sallowed\sto\b|"
    r"\b(?:has|have)\sgone\stoo\sfar\b|\bis\sthe\s(?:right|wrong)\sthing\sto\sdo\b",
)
_VAGUE = wording(
    "show|experts|everyone knows|everybody knows|all know|rumour|apparently|allegedly|reportedly|saying|"
    "some say|has it|suggest",
    r"\b(?:(?:studies|research|surveys|statistics)\s(?:show|shows|prove|proves|suggest|suggests)|"
    r"experts\s(?:say|agree|believe)|"
    r"(?:everyone|everybody)\sknows|we\sall\sknow|rumours?\s(?:has|have|is|are|suggests?|says?)|apparently|"
    r"allegedly|reportedly|"
    r"people\sare\ssaying|some\speople\ssay|some\ssay|word\shas\sit|reports\ssuggest|sources\ssay)\b",
)


def argument(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """What somebody else ought to do is for a minute to say."""
    for passage, match in _OUGHT.find(facts.passages):
        if not is_minuted(draft.council, facts, passage, match.start()):
            yield point(
                passage,
                match.span(),
                "{words} argues for what ought to happen, and no minute holds that.",
                "Say what the council resolved and the reasons in its minute; leave the rest out.",
            )


def beyond_minute(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Where the words of a minute are on record, what is said with its reference stands in them."""
    for passage in facts.passages if draft.council.minuted_positions else ():
        argued = [match.span() for _, match in _OUGHT.find([passage])]
        for start, end in sorted({*judgements(passage), *argued}):
            if _is_beyond(draft.council, passage, start, end):
                yield point(
                    passage,
                    (start, end),
                    "{words} goes beyond the minute that the sentence gives: the words on record do not say it.",
                    "Use the words of the minute and its reasons.",
                )


def _is_beyond(council: CouncilFacts, passage: Passage, start: int, end: int) -> bool:
    """Whether the minute of the sentence is on record in words, and they do not hold these."""
    cited = cited_in(passage.sentence(start))
    held = [each.words for each in council.minuted_positions if each.words and references_in(each.reference) & cited]
    judged = any_of((" ".join(passage.text[start:end].split()),))
    return bool(held) and not any(judged.search(words) for words in held)


def vague_source(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A fact has a source that somebody can look at."""
    for passage, match in _VAGUE.find(facts.passages):
        yield point(
            passage,
            match.span(),
            "{words} rests on nobody in particular, so nobody can check it.",
            "Say who found it out and where it can be read, or leave it out.",
        )


RULES = {"opinion.argument": argument, "opinion.beyond_minute": beyond_minute, "basis.vague_source": vague_source}
