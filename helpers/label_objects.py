"""What a label is said of: a person, a movement or a crisis.

Comes in: labels of a corpus. Goes out: their object. Must never know: who uses them.
"""

from __future__ import annotations

from functools import lru_cache

from helpers.corpus import Corpus
from helpers.folding import fold
from helpers.layers.label_patterns import OBJECTS, prepare_label_words

PERSON, MOVEMENT, CRISIS = OBJECTS
WORN = " (worn)"


@lru_cache(maxsize=4096)
def find_object(words: str) -> str:
    """Return what words name: by the last noun that has an object in `codebook/labels.csv`.

    A crisis anywhere makes it a crisis; a "flood of" people is a movement. Words that hold no
    known noun are taken to name persons.

    >>> [find_object(w) for w in ("migrants", "flood of migrants", "migration crisis")]
    ['person', 'movement', 'crisis']
    """
    folded, lists = fold(words), prepare_label_words()
    found = [(m.end, lists.rows[m.pattern].object) for m in lists.find_nouns(folded)]
    at = 0
    for word in folded.split():
        at = folded.index(word, at) + len(word)
        for role in ("tail", "container"):
            row = lists.words[role].get(word)
            if row is not None:
                found.append((at, row.object))
    if any(kind == CRISIS for _, kind in found):
        return CRISIS
    if " of " in folded and any(w in lists.words["container"] for w in folded.split()):
        return MOVEMENT
    return max(found, default=(0, PERSON))[1] or PERSON


def list_objects(corpus: Corpus) -> dict[str, str]:
    """Return the object of each label by span_id: as the layer says, else read from its words.

    A reference coding marks no objects; they are read from its words by the same list.
    """
    labels = corpus.spans[corpus.spans["layer"] == "label"]
    facts = corpus.attributes[corpus.attributes["name"] == "object"]
    given = zip(facts["span_id"].tolist(), facts["value"].tolist(), strict=True)
    known = {span_id: name for span_id, name in given if name}
    unknown = labels[~labels["span_id"].isin(list(known))]
    documents = corpus.documents[corpus.documents["document_id"].isin(unknown["document_id"])]
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    return known | {
        r.span_id: find_object(texts[r.document_id][r.start : r.end]) for r in unknown.itertuples()
    }


@lru_cache(maxsize=4096)
def find_metaphor(words: str) -> str:
    """Return the metaphor that words hold: water, war …, "" for none.

    A metaphor that has become the plain word for a thing ends in `WORN`; it is given only where
    the words hold no other.

    >>> [find_metaphor(w) for w in ("flood of migrants", "migrant flow", "migration crisis")]
    ['water', 'water (worn)', '']
    """
    folded, lists = fold(words), prepare_label_words()
    rows = [lists.rows[m.pattern] for m in lists.find_nouns(folded)]
    for word in folded.split():
        rows += [lists.words[r][word] for r in ("tail", "container") if word in lists.words[r]]
    found = [row.metaphor for row in rows if row.metaphor]
    return min(found, key=lambda metaphor: metaphor.endswith(WORN), default="")
