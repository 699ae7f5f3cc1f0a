"""MyST's roles and directives in guest pages: understood, or refused by name with the line."""

import re

import pytest
from structures import rendered, structure

from ordermatters_site.stage.guests.pages import GuestPage, converted


def read(text: str) -> str:
    """Return what is read of a cell."""
    markdown, faults = converted(text)
    assert not faults
    return " ".join(re.sub("<[^>]*>", " ", rendered(markdown)).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{func}`jax.grad` of {func}`~jax.numpy.sum`", "jax.grad of sum"),
        ("{py:class}`~a.B`, {obj}`that <a.b>`", "B , that"),
        ("H{sub}`2`O and {kbd}`Shift`", "H 2 O and Shift"),
        ("{doc}`other` and {doc}`that page <other>`", "other and that page"),
        ("(here)=\n# The part\n\nSee {ref}`here` and {ref}`it <here>`.", "The part See The part and it ."),
    ],
)
def test_roles_are_understood(text: str, shown: str) -> None:
    assert read(text) == shown


def test_a_role_of_mathematics_is_a_formula() -> None:
    assert converted("{math}`x^2`")[0] == "$x^2$"


@pytest.mark.parametrize("fence", ["```", "::: ", ":::"])
@pytest.mark.parametrize("kind", ["note", "warning", "admonition"])
def test_boxes_are_boxes(fence: str, kind: str) -> None:
    markdown, faults = converted(f"{fence}{{{kind}}} My *title*\n:class: x\n\nBody with $x$\n- a list\n{fence.strip()}")
    html = rendered(markdown)
    assert not faults and "admonition" in html and ":class:" not in html
    assert (("ul1", "li1"), "a list") in structure(html)


def test_a_dropdown_folds() -> None:
    assert "<details" in rendered(converted("```{dropdown} Show\nhidden\n```")[0])


def test_a_figure_is_a_picture_with_its_caption() -> None:
    html = rendered(converted("```{figure} a.png\n:width: 60\n:name: fig-a\nThe *caption*\n```")[0])
    assert 'src="a.png"' in html and 'width="60"' in html and 'id="fig-a"' in html
    assert html.count("caption") == 2  # seen, and as the alt text


def test_a_directive_of_mathematics_can_be_referred_to() -> None:
    page = GuestPage(["```{math}\n:label: eq-a\nx^2\n```\n\nSee {eq}`eq-a`."]).markdown()[0]
    assert "\\tag{1}" in page and page.endswith("See (1).")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("text\n\nAs {cite}`knuth` says", "{cite}"),
        ("text\n\n```{bibliography}\n```", "{bibliography}"),
        ("text\n\n:::{tab-set}\nx\n:::", "{tab-set}"),
        ("text\n\n{ref}`nowhere`", "nowhere"),
        ("$$\na\n$$\n{unknown}`x`", "{unknown}"),
    ],
)
def test_what_is_not_known_is_refused_by_name_with_its_line(text: str, name: str) -> None:
    markdown, (fault,) = converted(text)
    assert fault.line == (4 if text.startswith("$$") else 3) and name in fault.sentence
    assert "{" not in markdown.replace("&#123;", "")
