"""Pages without their theme, for tests that load one many times and look at its live parts alone."""

import re

from playwright.sync_api import BrowserContext, Route

_PARTS = r'<meta [^>]*Content-Security[^>]*>|<article.*?</article>|<script [^>]*/live\.js"[^>]*></script>'


def leave_the_theme_out(context: BrowserContext, name: str) -> None:
    """Bring a page as its policy, its article and the script of its live parts."""
    context.route(f"**/{name}/", _bring)


def _bring(route: Route) -> None:
    answer = route.fetch()
    policy, article, script = re.findall(_PARTS, answer.text(), re.DOTALL)
    route.fulfill(response=answer, body=f"<!doctype html><meta charset=utf-8>{policy}{article}{script}")
