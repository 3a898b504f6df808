"""How far the coding of a corpus can be trusted: badges of codes and layers, agreement of passes.

Comes in: a corpus. Goes out: findings whose numbers open the false hits, the misses and the
sentences on which two passes differ. Must never know: which texts are read.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from helpers.agreement import OVER_ALL, list_passes, measure_agreement
from helpers.badges import FEWEST, Share, estimate_share, is_sample, measure_each, measure_layers
from helpers.caveats import name_rate
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.findings import Finding, build_evidence
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.span_trust import match_spans
from helpers.tables import list_code_names
from helpers.trust import Badge, compare_codings, wilson_interval

PLACE = ["document_id", "sentence_id"]
NO_GOLD = "how-often-right"
IN_BRACKETS = (
    "In brackets stands the 95 % interval (Wilson), which says only how few cases there are."
)
ONE_CODING = (
    "These layers were coded once and adjudicated: there are no two passes to compare. A span is "
    "found where it overlaps the reference’s by half of their union or more. A quotation that is "
    f"only proposed as uncertain counts as neither right nor wrong. {IN_BRACKETS}"
)
MADE_PASSES = (
    "Both passes used the same codebook, so their agreement is an upper bound, not inter-coder "
    "reliability."
)
DRAWN_PASSES = (
    "Both filled the same blind sheet from the same codebook. Who they were, and whether either "
    "saw what the other wrote, the sheet does not say."
)


def find_badges(corpus: Corpus) -> Finding:
    """Return the finding on how often the patterns are right, code by code."""
    question = Question(
        NO_GOLD,
        "How often are the patterns right, code by code?",
        tuple(list_code_names(corpus)),
        "Precision asks how many of the sentences that the patterns give a code have it in the "
        "reference coding, recall how many of those that have it there the patterns found. The "
        "pooled row counts codings: a sentence with two of its codes counts twice there. "
        + IN_BRACKETS,
        codings_inside=True,
        about_codings=True,
    )
    return build_finding(corpus, question, _measure_badges)


def _measure_badges(corpus: Corpus) -> Measured:
    codes = tuple(list_code_names(corpus))
    badges = measure_each(corpus, codes)
    if corpus.gold is None:
        parts: dict[str, Part] = {"codes": Number(len(codes))}
        empty = pd.DataFrame(columns=["code"])
        return Measured(Claim("badges-none", parts), "unmeasured", empty, empty, build_evidence([]))
    pairs = compare_codings(corpus, codes)
    keyed = {"all": pairs[PLACE].drop_duplicates()}
    listed = [b for b in (*badges.apart, badges.pooled) if b is not None]
    rows = [_row(corpus, badge, pairs, keyed) for badge in listed]
    wrong = {"false": pairs["patterns"] & ~pairs["reference"]}
    wrong["missed"] = ~pairs["patterns"] & pairs["reference"]
    keyed |= {name: pairs.loc[found, PLACE].drop_duplicates() for name, found in wrong.items()}
    differ = pairs.loc[wrong["false"] | wrong["missed"], PLACE].drop_duplicates()
    same = keyed["all"].merge(differ, on=PLACE, how="left", indicator=True)
    keyed["same"] = same.loc[same["_merge"] == "left_only", PLACE]
    sample = any(b.in_sample for b in listed)
    parts = {
        "same": _number(keyed, "same"),
        "of": _number(keyed, "all"),
        "false": _number(keyed, "false"),
        "missed": _number(keyed, "missed"),
        "apart": Number(len(badges.apart)),
        "few": Number(len(badges.pooled.codes) if badges.pooled else 0),
        "fewest": Number(FEWEST),
    }
    name = "badges-in-sample" if sample else "badges"
    evidence = collect_evidence(corpus, {k: v for k, v in keyed.items() if len(v)}, codes)
    table = pd.DataFrame(rows)
    return Measured(Claim(name, parts), "", table, table, evidence)


def _number(keyed: dict[str, pd.DataFrame], key: str) -> Number:
    n = len(keyed[key])
    return Number(n, key if n else "")


def _row(
    corpus: Corpus, badge: Badge, pairs: pd.DataFrame, keyed: dict[str, pd.DataFrame]
) -> dict[str, object]:
    one = len(badge.codes) == 1
    label = (
        corpus.codebook.label(badge.codes[0])
        if one
        else f"the {len(badge.codes)} codes with fewer than {FEWEST}, pooled: "
        + ", ".join(corpus.codebook.label(c) for c in badge.codes)
    )
    own = pairs[pairs["code"].isin(badge.codes)]
    ours, theirs = own["patterns"], own["reference"]
    row: dict[str, object] = {"code": label}
    for name, found in (
        ("in the reference", theirs),
        ("by the patterns", ours),
        ("false hits", ours & ~theirs),
        ("misses", ~ours & theirs),
    ):
        places = own.loc[found, PLACE].drop_duplicates()
        key = f"{badge.codes[0]}/{name}" if len(places) else ""
        if key:
            keyed[key] = places
        row |= {name: len(places), f"{name}_key": key}
    row[name_rate("precision", corpus)] = _say_rate(badge.hits, badge.n_patterns)
    row[name_rate("recall", corpus)] = _say_rate(badge.hits, badge.n_gold)
    row["F1"] = "not defined" if badge.f1 is None else f"{badge.f1:.2f}"
    row["share of sentences"] = _say_share(estimate_share(corpus, badge.codes[0])) if one else "—"
    return row


def _say_rate(k: int, n: int) -> str:
    if not n:
        return "not defined (0 of 0)"
    low, high = wilson_interval(k, n)
    return f"{k} of {n}: {k / n:.2f} ({low:.2f} to {high:.2f})"


def _say_share(share: Share) -> str:
    band = "" if share.low is None else f" ({share.low:.2f} to {share.high:.2f})"
    return f"{share.share:.2f}{band}, {share.basis}"


def find_layer_badges(corpus: Corpus) -> Finding:
    """Return the finding on how often the other layers are right, counted in spans."""
    badges = measure_layers(corpus)
    question = Question(
        "how-often-layers-right",
        "How often are the other layers right?",
        (),
        ONE_CODING if any(badge.measured for badge in badges.values()) else "",
        codings_inside=True,
        about_codings=True,
        layers=tuple((layer, "") for layer, badge in badges.items() if badge.measured),
    )
    return build_finding(corpus, question, partial(_measure_layers, badges=badges))


def _measure_layers(corpus: Corpus, *, badges: dict[str, Badge]) -> Measured:
    rows: list[dict[str, object]] = []
    evidence: list[tuple[object, ...]] = []
    starts = dict(list(corpus.sentences.groupby("document_id")))
    for layer, badge in badges.items():
        if not badge.measured:
            continue
        pairs = match_spans(corpus, layer)
        row: dict[str, object] = {"layer": badge.unit}
        for name, spans in (
            ("false hits", [p.ours for p in pairs if p.theirs is None]),
            ("misses", [p.theirs for p in pairs if p.ours is None]),
        ):
            key = f"{layer}/{name}" if spans else ""
            for span in [s for s in spans if s is not None]:
                own = starts[span[0]]
                held = own.loc[own["start"] <= span[1], "sentence_id"]
                at = int(held.iloc[-1] if len(held) else own["sentence_id"].iloc[0])
                evidence.append((key, span[0], at, span[1], span[2], layer))
            row |= {name: f"{len(spans)}", f"{name}_key": key}
        row |= {
            name_rate("precision", corpus): _say_rate(badge.hits, badge.n_patterns),
            name_rate("recall", corpus): _say_rate(badge.hits, badge.n_gold),
            "F1": "not defined" if badge.f1 is None else f"{badge.f1:.2f}",
        }
        rows.append(row)
    if not rows:
        empty = pd.DataFrame(columns=["layer"])
        claim = Claim("layer-badges-none", {"layers": Number(len(badges))})
        return Measured(claim, "unmeasured", empty, empty, build_evidence([]))
    measured = [b for b in badges.values() if b.measured]
    wrong = {k: [e for e in evidence if str(e[0]).endswith(k)] for k in ("false hits", "misses")}
    evidence += [(k, *e[1:]) for k, found in wrong.items() for e in found]
    parts: dict[str, Part] = {
        "layers": Number(len(rows)),
        "false": Number(f"{len(wrong['false hits'])}", "false hits" if wrong["false hits"] else ""),
        "ours": Number(sum(b.n_patterns for b in measured)),
        "missed": Number(f"{len(wrong['misses'])}", "misses" if wrong["misses"] else ""),
        "theirs": Number(sum(b.n_gold for b in measured)),
    }
    table = pd.DataFrame(rows)
    return Measured(Claim("layer-badges", parts), "", table, table, build_evidence(evidence))


def find_agreement(corpus: Corpus) -> Finding:
    """Return the finding on how far the two passes of the reference coding agree."""
    question = Question(
        "two-passes",
        "How far do the two passes of the reference coding agree?",
        (),
        f"{DRAWN_PASSES if is_sample(corpus) else MADE_PASSES} A code that neither pass used has "
        "no alpha.",
        codings_inside=True,
        about_codings=True,
    )
    return build_finding(corpus, question, _measure_agreement)


def _measure_agreement(corpus: Corpus) -> Measured:
    found = measure_agreement(corpus)
    if not found:
        empty = pd.DataFrame(columns=["code"])
        return Measured(Claim("agreement-none", {}), "", empty, empty, build_evidence([]))
    passes = list_passes(corpus)
    differ = passes["first"] != passes["second"]
    units = passes[PLACE].drop_duplicates()
    keyed = {"all": units, "differ": passes.loc[differ, PLACE].drop_duplicates()}
    rows = []
    for code, counts in found.items():
        if code == OVER_ALL:
            continue
        row: dict[str, object] = {"code": corpus.codebook.label(code)}
        own = passes[passes["code"] == code]
        one, two = own["first"], own["second"]
        for name, mask in (
            ("both", one & two),
            ("first only", one & ~two),
            ("second only", two & ~one),
        ):
            key = f"{code}/{name}" if mask.any() else ""
            if key:
                keyed[key] = own.loc[mask, PLACE]
            row |= {name: int(mask.sum()), f"{name}_key": key}
        row["neither"] = f"{counts.neither}"
        row["alpha"] = "none" if counts.alpha is None else f"{counts.alpha:.2f}"
        row["AC1"] = "none" if counts.ac1 is None or not counts.used else f"{counts.ac1:.2f}"
        rows.append(row)
    whole = found[OVER_ALL]
    alphas = {c: a.alpha for c, a in found.items() if c != OVER_ALL and a.alpha is not None}
    lowest = min(alphas, key=lambda c: alphas[c]) if alphas else ""
    unused = sum(not a.used for c, a in found.items() if c != OVER_ALL)
    parts: dict[str, Part] = {
        "differ": _number(keyed, "differ"),
        "of": _number(keyed, "all"),
        "alpha": "not defined" if whole.alpha is None else f"{whole.alpha:.2f}",
        "ac1": "not defined" if whole.ac1 is None else f"{whole.ac1:.2f}",
        "lowest": corpus.codebook.label(lowest) if lowest else "none",
        "lowest_alpha": f"{alphas[lowest]:.2f}" if lowest else "not defined",
        "unused": Number(unused),
    }
    table = pd.DataFrame(rows)
    evidence = collect_evidence(corpus, {k: v for k, v in keyed.items() if len(v)}, ())
    return Measured(Claim("agreement", parts), "", table, table, evidence)
