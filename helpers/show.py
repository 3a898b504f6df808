"""Show texts and findings in a notebook: the chart, then its twin that needs no script.

Comes in: a corpus, a `Finding`. Goes out: outputs of the cell. Must never know: what is claimed,
or whether anyone will see it live, exported or in print.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import numpy as np
from IPython.display import display
from plotly.graph_objects import Figure

from helpers.charts.style import wrap_plotly
from helpers.corpus import Corpus
from helpers.evidence import store_html
from helpers.findings import Finding
from helpers.twin import finding_html

PLOTLY_JSON = "application/vnd.plotly.v1+json"
TITLE_WIDTH = 62
TITLE_LINE = 22
CONFIG = {"displayModeBar": False, "responsive": True, "showTips": False}


def set_up(corpus: Corpus) -> None:
    """Put into the page what every finding needs: its sentences, and what opens them on a click.

    Call it once, in the notebook's Setup cell. The first output, style and script, is for
    JupyterLab only (metadata `rrc: live`); an exported page brings its own.
    """
    assets = files("helpers").joinpath("assets")
    sheets = ("finding.css", "panels.css", "break_rule.css")
    style = "".join(assets.joinpath(name).read_text("utf-8") for name in sheets)
    names = ("evidence.js", "break_rule.js")
    script = "".join(assets.joinpath(name).read_text("utf-8") for name in names)
    live = f"<style>{style}</style><script>{script}</script>"
    _display({"text/html": live, "text/plain": ""}, metadata={"rrc": "live"})
    said = f"{len(corpus.documents)} texts, {len(corpus.sentences)} sentences"
    _display({"text/html": store_html(corpus), "text/plain": said})


def show_finding(finding: Finding) -> None:
    """Show a finding: its chart if it has one, then its twin in HTML, as outputs of the cell."""
    html = finding_html(finding)
    said = finding.claim.text()
    if finding.chart is not None:
        _display({PLOTLY_JSON: chart_json(finding), "text/plain": said})
    _display({"text/html": html, "text/plain": said})


def chart_json(finding: Finding) -> dict[str, Any]:
    """Return a finding's chart as plain JSON: title, alternative text, the finding it belongs to.

    The same finding always gives the same JSON: numbers are plain lists, keys in order.
    """
    if finding.chart is None:
        raise ValueError(f"finding {finding.finding_id!r} has no chart")
    figure: dict[str, Any] = plain_json(Figure(finding.chart).to_plotly_json())
    layout = figure["layout"]
    _put_title(layout, finding.question)
    layout["meta"] = {"alt": finding.chart_alt or finding.question, "finding": finding.finding_id}
    return {"config": CONFIG, "data": figure["data"], "layout": layout}


def _put_title(layout: dict[str, Any], question: str) -> None:
    title = layout.setdefault("title", {})
    if title.get("text"):
        return
    title["text"] = wrap_plotly(question, TITLE_WIDTH)
    more = title["text"].count("<br>")
    if more and "height" in layout:
        layout["height"] += more * TITLE_LINE
        layout["margin"]["t"] += more * TITLE_LINE
        title["pad"]["t"] += more * TITLE_LINE * 0.62


def plain_json(value: Any) -> Any:
    """Return a figure's parts as plain JSON values: lists, no arrays, no NaN, keys in order.

    >>> plain_json({"y": np.array([1.0, np.nan]), "x": (1, 2)})
    {'x': [1, 2], 'y': [1.0, None]}
    """
    if isinstance(value, dict):
        return {str(key): plain_json(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain_json(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return round(value, 6) if np.isfinite(value) else None
    return value


def _display(data: dict[str, Any], *, metadata: dict[str, str] | None = None) -> None:
    display(data, raw=True, metadata=metadata or {})
