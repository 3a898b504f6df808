"""Amounts of one instrument and payer over periods, and the change from one to the next.

Comes in: a ledger. Goes out: one row per amount of a series; amounts in words. Must never know:
what the money was for.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "MXN": "MX$", "CAD": "CA$", "CRC": "₡"}
_UNITS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
SERIES_COLUMNS = (
    ("series", "row", "instrument", "payer", "currency", "value", "period", "period_from")
    + ("period_to", "status", "change", "from_status", "disagrees")
)  # fmt: skip


def write_amount(value: float, currency: str) -> str:
    """Return an amount as people write it.

    >>> [write_amount(v, c) for v, c in ((7.5e8, "USD"), (1500.0, "GTQ"), (4.2e9, "EUR"))]
    ['$750 million', '1,500 GTQ', '€4.2 billion']
    """
    for size, unit in _UNITS:
        if abs(value) >= size:
            number = f"{value / size:.6g} {unit}"
            break
    else:
        number = f"{value:,.15g}"
    sign = SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{number} {currency}".strip()


def write_change(percent: float) -> str:
    """Return a change in percent with its sign and one decimal.

    >>> [write_change(x) for x in (-12.66666, 4.0)]
    ['−12.7 %', '+4.0 %']
    """
    return f"{percent:+.1f} %".replace("-", "−")


def list_series(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts that form a series: same instrument, payer and currency, dated.

    Amounts of unlike status stand in one series, each with its status, and are never added. The
    change is that from the amount before it in time; it is missing for the first, and where the
    texts give several amounts for one period, of whatever status: which would be compared?

    Returns
    -------
    DataFrame
        One row per amount, the longest series first, each in order of time; columns
        `SERIES_COLUMNS`: `change` in percent, `from_status` the status of the amount before,
        `disagrees` where another amount is given for the same period.
    """
    known = ledger[(ledger["scale"] == "money") & ledger["value"].notna()]
    known = known[(known["instrument"] != "") & (known["period_from"] != "")]
    keys = ["instrument", "payer", "currency"]
    groups = [(key, own) for key, own in known.groupby(keys) if own["period_from"].nunique() > 1]
    groups.sort(key=lambda g: (-g[1]["period_from"].nunique(), g[0]))
    rows: list[dict[str, object]] = []
    for number, (_, own) in enumerate(groups):
        rows += _list_changes(own.sort_values(["period_from", "row"]), number)
    return pd.DataFrame(rows, columns=list(SERIES_COLUMNS))


def _list_changes(own: pd.DataFrame, number: int) -> list[dict[str, object]]:
    given = own.groupby("period_from")["value"].nunique()
    rows: list[dict[str, object]] = []
    before: Mapping[str, object] | None = None
    for row in own.to_dict("records"):
        disagrees = bool(given[row["period_from"]] > 1)
        change, from_status = None, ""
        if before is not None and before["period_from"] != row["period_from"]:
            from_status = str(before["status"])
            if not (disagrees or before["disagrees"]) and before["value"]:
                change = 100 * (row["value"] / float(str(before["value"])) - 1)
        kept = {name: row[name] for name in SERIES_COLUMNS if name in row}
        entry = {**kept, "series": number, "change": change, "from_status": from_status}
        rows.append({**entry, "disagrees": disagrees})
        before = rows[-1]
    return rows
