"""Texts of the library's own, such as the statement of an exercise, rendered as the site renders its pages."""

from collections.abc import Mapping, Sequence
from typing import Any

import markdown  # type: ignore[import-untyped]

OURS = "ordermatters_site.markdown"
"""The extension that finishes a page: what a text leaves of TeX, it finds there."""


class SiteMarkdown:
    """Renders a text with those extensions of the site that are known by name; the others are for whole pages."""

    def __init__(self, extensions: Sequence[Any], configs: Mapping[str, Any]) -> None:
        """Take what decides how a text is rendered."""
        self.extensions = [name for name in extensions if isinstance(name, str) and name != OURS]
        self.configs = {name: configs[name] for name in self.extensions if name in configs}
        self.settings = repr([self.extensions, sorted(self.configs.items())])

    def __call__(self, text: str) -> str:
        """Render a text."""
        return str(markdown.markdown(text, extensions=self.extensions, extension_configs=self.configs))
