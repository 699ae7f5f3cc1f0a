"""What a page may load and run: what was built into it, and nothing else."""

import base64
import hashlib
import re

import pytest
from browsers import Visit, course_site
from courses import ROOT
from playwright.sync_api import Browser

from ordermatters_site.check.policy import policy_of, with_policy
from ordermatters_site.markdown import finished
from ordermatters_site.shell.finishing import without_blank_lines

PAGE = '<head>\n<meta charset="utf-8">\n<script>{}</script><script src="a.js"></script></head><style>a{{}}</style>'
BLOCK = '<div class="language-python highlight"><pre>'


def minified(page: str) -> str:
    return without_blank_lines(finished(page, ROOT / ".cache"))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_scripts_of_all_pages_are_allowed_by_their_hashes_and_no_others() -> None:
    data = '<script id="__config" type="application/json">{}</script>'
    policy = policy_of([PAGE.format("one()") + data, PAGE.format("two()")])
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts and set(scripts[1].split()) == {"'self'", digest("one()"), digest("two()")}
    assert f"style-src 'self' {digest('a{}')};" in policy and "default-src 'none'" in policy


def test_a_policy_comes_before_what_it_rules_over_and_once() -> None:
    page = with_policy(PAGE.format("one()"), "default-src 'none'")
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert with_policy(page, "default-src 'self'").count("Content-Security-Policy") == 1


def test_every_page_of_the_course_has_the_policy_before_all_that_it_rules_over() -> None:
    policies = set()
    for path in course_site()[0].rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        [found] = re.finditer(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        assert not re.search(r"<(?:script|style|link|base)\b", html[: found.start()]), path
        policies.add(found[1])
    [policy] = policies
    allowed = {kind: set(sources) for kind, *sources in map(str.split, policy.split(";"))}
    assert allowed["default-src"] == {"'none'"} and allowed["connect-src"] == {"'self'"}
    assert all(re.fullmatch(r"'self'|'sha256-[\w+/]+='", source) for source in allowed["script-src"])
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")


@pytest.mark.parametrize(
    ("page", "light"),
    [
        ("<p>\n\n   <b>a</b>  \n\n</p>", "<p>\n<b>a</b>\n</p>"),
        ("<pre>\n\n   <b>a</b>  \n\n</pre>\n\n<i>", "<pre>\n\n   <b>a</b>  \n\n</pre>\n<i>"),
        ("<textarea>\n\n  a\n</textarea>", "<textarea>\n\n  a\n</textarea>"),
        (
            '<p title="a\n\n  b">two <b>words</b> <i>apart</i></p>',
            '<p title="a\n\n  b">two <b>words</b> <i>apart</i></p>',
        ),
        (
            f'{BLOCK}<span></span><code><span class="n">f</span><span class="p">(</span></code></pre>',
            f'{BLOCK}<code><span class="n">f</span>(</code></pre>',
        ),
        ('<pre><span class="p">(</span></pre>', '<pre><span class="p">(</span></pre>'),
    ],
)
def test_nothing_that_is_seen_is_lost(page: str, light: str) -> None:
    assert minified(page) == light and minified(light) == light


def test_a_browser_refuses_what_was_not_built_in(browser: Browser, address: str) -> None:
    visit = Visit(browser.new_page(), address)
    visit.page.goto(address)
    assert not visit.faults
    visit.page.evaluate("""() => {
        document.body.append(Object.assign(document.createElement("script"), {textContent: "planted = 1"}))
        document.body.append(Object.assign(document.createElement("img"), {src: "http://127.0.0.2/x.png"}))
    }""")
    assert not visit.page.evaluate("'planted' in window")
    assert [re.search(r"(script|img)-src", fault)[0] for fault in visit.faults] == ["script-src", "img-src"]  # type: ignore[index]
    empty = "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"
    assert visit.page.evaluate(f"() => {{ try {{ {empty} }} catch (error) {{ return error.name }} }}") == "CompileError"
