"""A light guess at the language of a message: its letters, then the commonest little words."""

from collections import Counter
from functools import cache

from parishpump.policy.triage.message import Message
from parishpump.policy.triage.word_lists import lines

UNKNOWN = "unknown"
_WORDS_READ = 400
# Letters that only one of the languages writes, and scripts with one likely language among residents.
_LETTERS = {
    "uk": "іїєґ",
    "ru": "ыэъё",
    "pl": "łżźćńśąę",
    "ro": "țșăţş",
    "lt": "ėųūį",
    "de": "ß",
    "es": "¿¡ñ",
    "pt": "ãõ",
}
_SCRIPTS = {
    "ar": ("\u0600", "\u06ff"), "bn": ("\u0980", "\u09ff"), "pa": ("\u0a00", "\u0a7f"), "hi": ("\u0900", "\u097f"),
    "ta": ("\u0b80", "\u0bff"), "zh": ("\u4e00", "\u9fff"), "el": ("\u0370", "\u03ff"), "he": ("\u0590", "\u05ff"),
    "ja": ("\u3040", "\u30ff"), "ko": ("\uac00", "\ud7af"), "th": ("\u0e00", "\u0e7f"),
}  # fmt: skip
_CYRILLIC = ("\u0400", "\u04ff")


def language_of(message: Message) -> str:
    """The code of the likeliest language, such as en or pl; "unknown" where too little speaks for any."""
    words = message.words[:_WORDS_READ]
    sample = message.text[: words[-1].end].lower()[:4000] if words else ""
    if script := _by_script(sample):
        return script
    score = Counter[str]()
    for word in words:
        for language in _little_words().get(word.plain, ()):
            score[language] += 1
    for language, letters in _LETTERS.items():
        score[language] += 2 * sum(sample.count(letter) for letter in letters)
    (best, points), *_ = score.most_common(1) or [(UNKNOWN, 0)]
    return best if points >= 2 or (points == 1 and len(words) <= 6) else UNKNOWN


def _by_script(sample: str) -> str:
    letters = [character for character in sample if character.isalpha()]
    if not letters:
        return ""
    for language, (low, high) in _SCRIPTS.items():
        if sum(low <= letter <= high for letter in letters) * 2 > len(letters):
            return language
    if sum(_CYRILLIC[0] <= letter <= _CYRILLIC[1] for letter in letters) * 2 > len(letters):
        russian = sum(sample.count(letter) for letter in _LETTERS["ru"])
        return "ru" if russian > sum(sample.count(letter) for letter in _LETTERS["uk"]) else "uk"
    return ""


@cache
def _little_words() -> dict[str, tuple[str, ...]]:
    """Which languages use a little word; from `word_lists/languages.txt`, one language a line."""
    languages: dict[str, list[str]] = {}
    for line in lines("languages"):
        language, _, words = line.partition(":")
        for word in words.split():
            languages.setdefault(word, []).append(language)
    return {word: tuple(each) for word, each in languages.items()}
