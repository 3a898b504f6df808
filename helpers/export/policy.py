"""What a page may do: its security policy, written from what the page carries.

Comes in: the scripts and styles of a page, as text. Goes out: the content of its policy.
Must never know: what the scripts do.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence


def hash_source(code: str) -> str:
    """Return the source expression that allows exactly this inline script or style.

    >>> hash_source("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(code.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def write_policy(scripts: Sequence[str], styles: Sequence[str], *, loads_beside: bool) -> str:
    """Return the content-security policy of a page with these inline scripts and styles.

    Nothing may be fetched, framed, posted or embedded; only the scripts given may run. With
    `loads_beside` one of them may load files that lie beside the page (`'strict-dynamic'`:
    browsers cannot check the hash of an external script at `file://`, and `'self'` would let
    any `<script src>` in), and styles may lie there too. The chart library puts an empty style
    element into the page and sets style attributes; an attribute can load nothing here.
    """
    script_sources = [hash_source(code) for code in scripts]
    if loads_beside:
        script_sources.append("'strict-dynamic'")
    style_sources = ["'self'"] if loads_beside else []
    style_sources += [hash_source(code) for code in ("", *styles)]
    directives = {
        "default-src": ["'none'"],
        "script-src": script_sources or ["'none'"],
        "style-src-elem": style_sources,
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
