"""How hard a text is to read: the Flesch-Kincaid grade, with a small count of syllables."""

import re

# Words that a rule counts wrongly.
_KNOWN = {"being": 2, "science": 2, "seated": 2, "does": 1, "area": 3, "idea": 3, "minutes": 2}

_LATIN = (
    r"latissimus|dorsi|levator|scapulae|rhomboids|scalenes|serratus|anterior|"
    r"pectoralis|minor|major|subscapularis|trapezius"
)


def syllables(word: str) -> int:
    """Return about how many syllables an English word has.

    Muscle names in Latin count as two: they stand beside their plain label.
    """
    word = word.lower()
    if word in _KNOWN:
        return _KNOWN[word]
    if re.fullmatch(_LATIN, word):
        return 2
    count = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouyltd]ed$|[^aeiouysxzcgh]es$|[^aeiouy]ely$", word)
    return max(1, count - (1 if silent else 0))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a colon ends one too, as a reader pauses there."""
    parts = re.split(r"[.:;?](?:\s|$)", text)
    return [part for part in parts if re.search(r"[A-Za-z]", part)]


def grade(texts: list[str]) -> float:
    """Return the Flesch-Kincaid grade of several texts together."""
    every = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in every for word in re.findall(r"[A-Za-z]+", sentence)]
    per_sentence = len(words) / len(every)
    per_word = sum(syllables(word) for word in words) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
