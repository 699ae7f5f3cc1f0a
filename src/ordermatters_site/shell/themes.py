"""A site's theme: this package's own, another's, or by mistake that of another copy of this package."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ordermatters_site.faults import SiteError
from ordermatters_site.shell.assets import THEME

_PLACE = THEME.parts[-3:]


def has_our_theme(config: MkDocsConfig) -> bool:
    """Tell whether pages look as this project's do; a fork may keep the lessons and take Material as it comes."""
    return THEME in _folders(config)


def refuse_anothers_theme(config: MkDocsConfig) -> None:
    """Refuse a course whose theme lies in another copy of this package than the one that runs.

    The one that runs would write no style sheets for it, and each page would lack all of them.

    Raises:
        SiteError: if it does; the message names both copies, and how to run the right one.
    """
    others = [folder for folder in _folders(config) if folder.parts[-3:] == _PLACE and folder != THEME]
    if others and THEME not in _folders(config):
        theirs, ours = others[0].parents[2], THEME.parents[2]
        raise SiteError(
            f"`custom_dir` in mkdocs.yml names the theme of {theirs}, but the package that runs is the one in {ours}: "
            f"install the course's own, `python -m pip install -e {theirs.parent}`, in the environment that builds it"
        )


def _folders(config: MkDocsConfig) -> list[Path]:
    return [Path(folder).resolve() for folder in config.theme.dirs]
