"""What a page may load and run, written into it: its own files, and the inline scripts that were built into it."""

import base64
import hashlib
import re
from collections.abc import Iterable

# A script that a browser runs: without a source, and not data for one that has.
_SCRIPT = re.compile(r'<script(?![^>]*\b(?:src=|type="application/json"))[^>]*>(.*?)</script>', re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_HEAD = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_EXISTING = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')

# What is not named is forbidden. docs/reference/this-site.md says why each of these is allowed.
_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "media-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


def policy_of(pages: Iterable[str]) -> str:
    """Write the policy for all pages of a site.

    It is one for all, with what stands inline in any page by its hash: a page that is exchanged without a reload keeps
    the policy of the page before it.
    """
    whole = "\n".join(pages)
    inline = {"script-src": _SCRIPT.findall(whole), "style-src": _STYLE.findall(whole)}
    return "; ".join(
        " ".join([kind, allowed, *sorted(set(map(_digest, inline.get(kind, []))))])
        for kind, allowed in _SOURCES.items()
    )


def with_policy(page: str, policy: str) -> str:
    """Put a policy into a page, before anything that it rules over."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _HEAD.sub(lambda charset: f"{charset[0]}\n{tag}", _EXISTING.sub("", page), count=1)


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
