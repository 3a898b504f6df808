"""What stands beside every claim: how far its codes can be trusted, in how many settings it holds.

Comes in: a `Badge`, a `Choices`. Goes out: HTML without script.
Must never know: the claim.
"""

from __future__ import annotations

from helpers.choices import Choices, Setting
from helpers.corpus import Corpus
from helpers.evidence import escape_text
from helpers.trust import Badge, is_in_sample, wilson_interval

GOLD_NOTE = (
    "Reference coding: two passes of a language model, adjudicated; agreement is an upper bound, "
    "not inter-coder reliability."
)
OTHER_GOLD_NOTE = "Reference coding: the one that stands beside these texts in their folder."
IN_SAMPLE_NOTE = (
    "In-sample: the rules were developed on these very texts, so the figures say how well they "
    "were fitted. The intervals (95 %, Wilson) say only how few cases there are; of other texts "
    "neither says anything."
)
OUT_OF_SAMPLE_NOTE = (
    "Measured on texts the rules were not developed on. The intervals (95 %, Wilson) say how far "
    "so few cases may mislead."
)
SETTINGS_NOTE = (
    "A setting is one defensible way of counting. Ways that select the same are one, so each text "
    "and each finding has its own number of them."
)

NO_GOLD_NOTE = (
    "No reference coding stands beside these texts: how often the coding is right is unmeasured."
)


def describe_gold(corpus: Corpus) -> str:
    """Return the plain statement of what a corpus's coding is measured against."""
    if corpus.gold is None:
        return NO_GOLD_NOTE
    return GOLD_NOTE if is_in_sample(corpus) else OTHER_GOLD_NOTE


def name_rate(name: str, corpus: Corpus) -> str:
    """Return what a column of rates is called: "precision", or "precision, in-sample"."""
    return f"{name}, in-sample" if is_in_sample(corpus) else name


def badge_html(badge: Badge) -> str:
    """Return the line that says how far the codes behind a finding can be trusted."""
    unit = escape_text(badge.unit)
    if not badge.codes:
        return (
            '<p class="rrc-badge rrc-grey"><b>Unmeasured:</b> no reference coding has anything '
            "to set beside these numbers.</p>"
        )
    if not badge.measured:
        return (
            '<p class="rrc-badge rrc-grey"><b>Unmeasured here:</b> no reference coding of these '
            f"{unit} stands beside the texts, so nobody knows how often they are right.</p>"
        )
    measures = [
        f"of {_say_cases(badge.n_patterns)} that the patterns mark, {badge.hits:,} "
        f"{'stands' if badge.hits == 1 else 'stand'} in the reference coding "
        f"({_say_rate('precision', badge.hits, badge.n_patterns)})",
        f"of {badge.n_gold:,} that stand there, the patterns find {badge.hits:,} "
        f"({_say_rate('recall', badge.hits, badge.n_gold)})",
        "F1 not defined" if badge.f1 is None else f"F1 {badge.f1:.2f}",
    ]
    when = " (in-sample)" if badge.in_sample else ""
    where = IN_SAMPLE_NOTE if badge.in_sample else OUT_OF_SAMPLE_NOTE
    note = GOLD_NOTE if badge.in_sample else OTHER_GOLD_NOTE
    return (
        f'<p class="rrc-badge"><b>How far the {unit} can be trusted{when}:</b> '
        f"{'; '.join(measures)}. {where} <small>{note}</small></p>"
    )


def _say_cases(n: int) -> str:
    return f"{n:,} case{'' if n == 1 else 's'}"


def _say_rate(name: str, k: int, n: int) -> str:
    if not n:
        return f"{name} not defined"
    low, high = wilson_interval(k, n)
    return f"{name} {k / n:.2f}, interval {low:.2f} to {high:.2f}"


def choices_html(choices: Choices, *, rests: str = "") -> str:
    """Return in how many settings a comparison holds, and each setting as a small square.

    Parameters
    ----------
    rests : which sentence, code or pattern alone carries the comparison, in words
    """
    ties = sum(s.is_tie for s in choices.settings)
    tied = f", {ties} tied" if ties else ""
    ordered = sorted(choices.settings, key=lambda s: (not s.holds, not s.is_tie))
    squares = "".join(_setting_html(s) for s in ordered)
    label = f"{choices.k} of {choices.of} settings hold{tied}"
    others = "".join(
        f"<li>{escape_text(_say_setting(s))}</li>" for s in choices.settings if not s.holds
    )
    n = choices.of - choices.k
    listed = (
        f'<details class="rrc-settings-not"><summary>The {n} in which it does not</summary>'
        f"<ul>{others}</ul></details>"
        if others
        else ""
    )
    alone = f"<p><b>It rests</b> {escape_text(rests)}, each left out in turn.</p>" if rests else ""
    return (
        f'<div class="rrc-choices"><p><b>Holds in {choices.k} of {choices.of} settings{tied}:'
        f"</b> {escape_text(choices.statement)}. <small>{SETTINGS_NOTE} "
        f"{_say_tried(choices)}</small></p>"
        f'<div class="rrc-settings" role="img" aria-label="{escape_text(label)}">{squares}</div>'
        f"{listed}{alone}</div>"
    )


def _say_tried(choices: Choices) -> str:
    """Return which choices tell settings apart: "Choices that make one: title, words of."."""
    values: dict[str, set[str]] = {}
    for setting in choices.settings:
        for name, value in setting.choices:
            values.setdefault(name, set()).add(value)
    open_ones = [name for name, found in values.items() if len(found) > 1]
    return escape_text(f"Choices that make one: {', '.join(open_ones)}.") if open_ones else ""


def _say_setting(setting: Setting) -> str:
    chosen = ", ".join(f"{choice}: {value}" for choice, value in setting.choices)
    return f"{chosen} → {setting.outcome}"


def _setting_html(setting: Setting) -> str:
    kind = "holds" if setting.holds else "tie" if setting.is_tie else "not"
    return f'<span class="rrc-setting {kind}" title="{escape_text(_say_setting(setting))}"></span>'
