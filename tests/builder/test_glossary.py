"""The glossary: each word that the lessons introduce, in the order of the alphabet, with the way to its section."""

import re

import pytest
from courses import ROOT

NOTATION = (ROOT / "docs/reference/notation.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^(\S.*)\n:   ((?:.+\n?(?:    .+\n?)*))", NOTATION, re.MULTILINE))

INTRODUCED = [
    *("adjoint", "attention", "band", "batch", "bias", "bracketing", "chain rule", "checkpointing", "chunk", "colour"),
    *("cotangent", "curvature", "dual number", "edges", "einsum", "gauss–newton", "gradient", "hessian", "hourglass"),
    *("jacobian", "jaxpr", "jvp", "layer", "level", "linear program", "linearize", "local jacobian", "lora", "loss"),
    *("network", "one-hot", "pattern", "place", "primitive", "pullback", "rank", "residual block", "seed", "softmax"),
    *("sparsity", "stencil", "sweep", "tangent", "tape", "trace", "tracer", "tracing", "training", "transposition"),
    *("tridiagonal", "vjp", "vmap", "waist", "weight"),
]


@pytest.mark.parametrize("word", INTRODUCED)
def test_a_word_that_a_lesson_introduces_is_explained(word: str) -> None:
    words = {part.strip().lower() for term in ENTRIES for part in term.split(",")}
    assert word in words


def test_every_entry_leads_to_a_section() -> None:
    assert len(ENTRIES) > len(INTRODUCED)
    assert [term for term, text in ENTRIES.items() if not re.search(r"\]\([\w./-]*(?:\.md|#)", text)] == []


def test_every_word_leads_somewhere_in_the_search() -> None:
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    listed = {word for page in pages for word in re.findall(r'"([^"]*)"', page.partition("\njupyter:")[0])}
    words = {re.sub(r"[`*]|\s*\(.*", "", part).strip().lower() for term in ENTRIES for part in term.split(",")}
    assert sorted(words - listed) == []


def test_entries_are_in_the_order_of_the_alphabet() -> None:
    def key(term: str) -> str:
        return re.sub(r"[^a-z ]", "", term.lower().replace("–", " ").replace("-", " "))

    assert list(ENTRIES) == sorted(ENTRIES, key=key)
