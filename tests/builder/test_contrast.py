"""Colours of code are read off sheets as a browser would: by scheme, through variables, the later rule wins."""

import pytest

from ordermatters_site.check.contrast import contrast, faults_of_code

BASE = """
:root { --md-code-bg-color: #ffffff; --key: #000 } /* .highlight .k { color: #fff } */
[data-md-color-scheme="slate"] { --key: #eee; --md-code-bg-color: #111111 }
:root > body { --md-code-hl-keyword-color: var(--key) }
.highlight .k, .highlight .kd { color: var(--md-code-hl-keyword-color) }
@media print { .highlight .k { color: #fff } }
"""


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#fff", "#fff", 1), ("#777777", "#ffffff", 4.48), ("#fff", "#767676", 4.54)],
)
def test_the_contrasts_that_the_guidelines_name(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_code_that_can_be_read_passes() -> None:
    assert list(faults_of_code([BASE])) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (".highlight .k { color: #999 }", ["#999 on #ffffff in the scheme default, a contrast of 2.8"]),
        (".md-typeset .highlight .kd { color: #777777 }", ["#777777 on #ffffff", "#777777 on #111111"]),
        ('[data-md-color-scheme="slate"] .highlight .k { color: #333 }', ["#333 on #111111 in the scheme slate"]),
        ("[data-md-color-scheme=slate] { --key: #333 }", ["#333 on #111111 in the scheme slate"]),
        (":root > body { --key: #999 }", ["#999 on #ffffff"]),
        ("body { --md-code-hl-keyword-color: #fff }", []),
        (".highlight .k { color: red }", ["red on #ffffff", "red on #111111"]),
        (".highlight .k { color: var(--none, #ddd) }", ["#ddd on #ffffff in the scheme default"]),
        (".highlight .k { color: var(--none) }", ["nothing on #ffffff", "nothing on #111111"]),
        ("@media (min-width: 1px) { .highlight .k { color: #fff } }", ["#fff on #ffffff"]),
        (".highlight :is(.k, .kd) { color: #fff }", ["#fff on #ffffff in the scheme default, a contrast of 1.0"]),
        (".highlight { font: 1em; .k { color: #fff } }", ["#fff on #ffffff"]),
        (".highlight { & span { color: rgb(0 0 0) } }", ["rgb(0 0 0) on #ffffff", "rgb(0 0 0) on #111111"]),
        (".tok-keyword { color: #fff }", ["#fff on #ffffff"]),
        (".highlight [data-linenos]::before { color: #fff }", []),
        (".highlighted { color: #fff }", []),
    ],
)
def test_code_that_cannot_be_read_is_named(change: str, said: list[str]) -> None:
    found = list(faults_of_code([BASE, change]))
    assert len(found) == len(said), found
    assert all(fault.startswith(f"code in {start}") for fault, start in zip(found, said, strict=True)), found
