"""A template is compiled once for each of its states, whatever environments ask for it."""

import jinja2
import pytest

from ordermatters_site.presentation.compiled_templates import CompiledTemplates


def test_a_template_is_compiled_again_only_when_it_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compiler = jinja2.Environment.compile

    def counted(environment: jinja2.Environment, source: str, *rest: object, **named: object) -> object:
        compiled.append(source)
        return compiler(environment, source, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    monkeypatch.setattr(CompiledTemplates, "known", {})

    def page(source: str) -> str:
        """Render as a build does: in an environment of its own."""
        loader = jinja2.DictLoader({"page.html": source})
        environment = jinja2.Environment(loader=loader, bytecode_cache=CompiledTemplates())
        return environment.get_template("page.html").render(name="Ada")

    assert [page("Hello {{ name }}") for _ in range(3)] == ["Hello Ada"] * 3
    assert compiled == ["Hello {{ name }}"]
    assert page("Good morning {{ name }}") == "Good morning Ada"
    assert compiled == ["Hello {{ name }}", "Good morning {{ name }}"]
