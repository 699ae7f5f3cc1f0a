"""What is wrong with mkdocs.yml, each in a sentence that names the line or the option, and how to mend it."""

import difflib
from typing import Any

from mkdocs.config.base import ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.plugins import BasePlugin
from yaml import MarkedYAMLError

from ordermatters_site.faults import shown_place

_MEND = (
    "An indent is made of spaces, items of one list begin in the same column, and a text with a colon in it is quoted."
)


def described_settings(error: MarkedYAMLError) -> str:
    """Say where settings are no YAML.

    A block is left where the parser finds no way on; anything else, a quotation for one, where it was begun.
    """
    in_block = "block" in (error.context or "block")
    mark = error.problem_mark if in_block else error.context_mark or error.problem_mark
    place = f"{shown_place(mark.name)}, line {mark.line + 1}" if mark else "mkdocs.yml"
    what = "an indent that does not fit the lines above" if "<block end>" in str(error.problem) else error.problem
    return f"{place}: {what}. {_MEND}"


class CheckedOptions(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """A plugin that refuses each option that is none and nearly one: its default would stand for what was meant."""

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the options; of one that is like none of them, MkDocs warns."""
        errors, warnings = super().load_config(options, config_file_path)
        known = [name for name, _ in self.config_scheme]
        near = {name: difflib.get_close_matches(name, known, n=1, cutoff=0.7) for name in options if name not in known}
        said = {name: f"there is no such option; is it `{one}`?" for name, found in near.items() for one in found}
        return [*errors, *((name, ValidationError(what)) for name, what in said.items())], warnings
