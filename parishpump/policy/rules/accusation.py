"""Nobody is accused, no case is prejudged, and criticism of the council is nobody's offence."""

from collections.abc import Iterator
from datetime import datetime

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Facts
from parishpump.policy.findings import Finding
from parishpump.policy.pack import Pack
from parishpump.policy.phrases import any_of
from parishpump.policy.rules.pointing import Wording, point, wording

_SOMEBODY = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.?\s[A-Z][\w’'\-]+|[A-Z][a-z’'\-]+\s[A-Z][a-z’'\-]+|"
    r"(?:[Tt]he|[Tt]his|[Oo]ur|[Aa])\s(?:local\s|former\s|previous\s)?(?:landlord|landlady|owner|developer|"
    r"farmer|builder|contractor|neighbour|family|tenant|"
    r"driver|shopkeeper|manager|director|publican|firm|company|clerk|councillor|residents?|landowner|"
    r"planning\sofficer)s?(?:\s(?:of|at|in|from)\s(?:[\w’']+\s){0,3}[\w’']+)?)"
)
_GUILT = (
    r"(?:a\s(?:known\s|convicted\s|total\s|proven\s)?(?:thief|liar|fraud|fraudster|crook|criminal|cheat|"
    r"racist|bully|con\s?man|con\sartist|rogue|drunk|vandal|paedophile)|"
    r"thieves|liars|crooks|cowboys|criminals|stole|lied|lying\sto|cheated|defrauded|bribed|embezzled|"
    r"pocketed|fiddled|swindled|conned|"
    r"harassed|vandalised|poisoned|drunk\sat\sthe\swheel|took\s(?:a\sbribe|bribes|backhanders)|"
    r"(?:been\s)?(?:stealing|cheating|lying|fly-?tipping|defrauding|bullying|illegally\s\w+ing)|"
    r"illegally\s\w+ed|broke(?:n)?\sthe\slaw|ripp(?:ed|ing)\s(?:us|people|residents|customers)\soff)"
)
_ACCUSED = wording(
    "thie|liar|fraud|crook|crim|cheat|racist|bull|con|rogue|drunk|vandal|paedo|cowboy|stole|steal|lied|"
    "lying|brib|embezz|pocketed|"
    "fiddled|swindl|harass|poison|tipping|illegal|law|ripp|backhander",
    rf"\b{_SOMEBODY}\s(?:[\w’']+\s){{0,4}}?{_GUILT}\b",
    exact_case=True,
)
_SHUNNED = wording(
    "don't|don’t|do not|never|avoid|boycott",
    r"\b(?:[Dd]o not|[Dd]on['’]t|[Nn]ever)\s(?:use|trust|hire|buy\sfrom|shop\sat|"
    r"go\sto)\s[A-Z][\w’']+(?:\s[A-Z][\w’']+)*|"
    r"\b[Bb]oycott\s(?:the\s)?[A-Z][\w’']+",
    exact_case=True,
)
_LIVE = wording(
    "arrest|charged|on trial|court|investigating|investigation|bail|inquest",
    r"\b(?:arrest(?:ed|s)?|charged\s(?:with|over)|on\strial|in\scourt|court\scase|(?:police|"
    r"officers)\sare\s(?:still\s)?investigating|"
    r"under\sinvestigation|(?:released\s)?on\sbail|bailed|inquest|awaiting\strial|investigation)\b",
)
_PREJUDGED = wording(
    "guilty|culprit|responsible|did it|deserve|locked up|key|jail|prison|got away|fault|caused|"
    "behind bars|justice|caught them|finally caught",
    r"\b(?<!found\s)(?<!pleaded\s)(?<!not\s)guilty\b|\b(?:the|these|those)\sculprits?\b|"
    r"\b(?:man|woman|youths?|person|people|teenagers?|driver|one)\s(?:who\sis\s|who\sare\s)?(?:responsible|"
    r"who\sdid\s(?:it|this|that))\b|\b(?:he|she|they)\sdid\sit\b|"
    r"\bdeserves?\s(?:to\sbe\s(?:locked|jailed|punished)|prison|everything)|\block(?:ed)?\s(?:them|him|"
    r"her)?\s?up\b|\bthrow\saway\sthe\skey\b|"
    r"\b(?:should|must)\s(?:be\s(?:jailed|locked|behind\sbars|punished)|go\sto\s(?:prison|jail))|"
    r"\bgot\saway\swith\b|\b(?:his|her|their)\sfault\b|"
    r"\bfinally\scaught\b|\bhas\sbeen\scaught\b",
)
_NAMING = wording(
    "name and shame|naming and|we know who|recognise|who is this|caught on|cctv|suspect|faces",
    r"\bnam(?:e|ing)\sand\ssham(?:e|ing)\b|\bwe\s(?:all\s)?know\swho\s(?:did|you|they|is|was)\b|"
    r"\bdo\syou\srecognise\s(?:this|these|him|her|them)\b|"
    r"\bwho\sis\sthis\s(?:man|woman|person|youth|boy|girl)\b|\bcaught\son\s(?:cctv|camera|film)\b|"
    r"\b(?:cctv|camera|footage)\s(?:shows|of)\s(?:the|a|two|three|this|these)\s(?:man|men|woman|"
    r"women|youths?|boys?|girls?|person|people|thie\w+|culprits?|driver)\b|\bthe\ssuspects?\b",
)
_POLICE_ASK = wording(
    "police|crimestoppers",
    r"\bpolice\s(?:are\s|have\s)?(?:appeal|ask|would\slike|want|wish|released|issued|believe)|"
    r"\bappeal\s(?:by|from)\s(?:\w+\s)?police\b",
)
_SILENCING = wording(
    "legal action|sue |prosecute|solicitor|defam|slander|libel|reputation of the",
    r"\b(?:take\slegal\saction|sue|prosecute|instruct\s(?:our\s)?solicitors?)\s(?:against\s)?(?:anyone|"
    r"anybody|those|people|residents|whoever)[^.!?\n]{0,20}?\b(?:criticis\w+|post\w*|spread\w*|comment\w*|"
    r"attack\w*|say\w*|defam\w*)|\b(?:defam(?:es?|ing|ed)|slander(?:s|ing|ed|ous)?|libel(?:s|ling|led|"
    r"lous)?)\s(?:about\s|against\s)?(?:the|this|your|our)\s(?:parish\s|town\s)?council\b(?!lor)|"
    r"\bdamag(?:e|es|ing)\sthe\sreputation\sof\sthe\s(?:parish\s)?council\b",
)


def accusation(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """No person or firm that can be recognised is accused."""
    for accused in (_ACCUSED, _SHUNNED):
        for passage, match in accused.find(facts.everything):
            yield point(
                passage,
                match.span(),
                "{words} accuses somebody who can be recognised, which may be defamatory.",
                "Say what happened, without saying who did it, and ask the Clerk before it goes out.",
            )


def live_case(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """While the police or a court are at work, nobody's guilt is told."""
    for passage in facts.everything:
        if _LIVE.search(passage) is not None:
            for _, match in _PREJUDGED.find([passage]):
                yield point(
                    passage,
                    match.span(),
                    "{words} prejudges a matter that the police or a court are dealing with.",
                    "Give what the police have published and their number for witnesses, nothing more.",
                )


def naming(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Looking for suspects is the police's business; their own appeals may be passed on."""
    yield from _unless_asked(facts, _NAMING)


def _unless_asked(facts: Facts, sought: Wording) -> Iterator[Finding]:
    for passage in facts.everything:
        if _POLICE_ASK.search(passage) is None:
            for _, match in sought.find([passage]):
                message = "{words} points at somebody as a suspect, which can spoil an investigation."
                yield point(passage, match.span(), message, "Give it to the police, and pass on only their own appeal.")


def live_matter(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """Of matters that are running, nothing is said that the Clerk has not cleared."""
    matters = [matter for matter in draft.council.live_matters if matter.strip()]
    for passage in facts.everything if matters else ():
        for match in any_of(matters).finditer(passage.text):
            message = "{words} is a live investigation or court case on the council's record."
            yield point(passage, match.span(), message, "Leave it out until it is over, or ask the Clerk to clear it.")


def silencing(draft: Draft, facts: Facts, pack: Pack, at: datetime) -> Iterator[Finding]:
    """A council cannot sue for libel in its own name, and does not threaten to."""
    for passage, match in _SILENCING.find(facts.passages):
        message = "{words} threatens critics of the council; a council cannot sue for libel in its own name."
        yield point(passage, match.span(), message, "Correct what is wrong with facts and a source.")


RULES = {
    "speech.accusation": accusation,
    "speech.live_case": live_case,
    "speech.naming": naming,
    "speech.live_matter": live_matter,
    "speech.silencing": silencing,
}
