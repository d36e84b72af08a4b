"""Which drafts are routine or official: elections and times of mourning do not stop those."""

import re

from parishpump.policy.draft import Draft
from parishpump.policy.facts import Passage

_ROUTINE_CATEGORY = re.compile(
    r"\b(?:official|statutory|emergenc(?:y|ies)|safety|roads?|meetings?|travel|planning notices?|vacanc(?:y|ies))\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:notices?\sof\s(?:(?:uncontested\s)?election|poll|vacancy|result)|"
    r"statement\sof\spersons\snominated|persons\snominated|"
    r"polling\s(?:stations?|day|cards?|places?)|regist(?:er|ration)\sto\svote|register(?:ing)?\sto\svote|"
    r"voter\s(?:id|authority)|photo\sid|"
    r"postal\s(?:vot\w+)|proxy\svot\w+|returning\sofficer|electoral\s(?:services|registration)|"
    r"nomination\s(?:papers?|packs?|forms?)|"
    r"declaration\sof\sresults?|how\sto\svote)\b",
    re.IGNORECASE,
)


def is_routine(draft: Draft) -> bool:
    """Whether its category says that it is a notice which goes out whatever the season."""
    return bool(_ROUTINE_CATEGORY.search(draft.category[:200]))


def is_official(passage: Passage) -> bool:
    """Whether a passage has the words of an official notice of an election."""
    return _OFFICIAL.search(passage.text) is not None
