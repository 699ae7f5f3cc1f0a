"""A site's theme: this package's own, another's, or by mistake that of another copy of this package."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from ordermatters_site.faults import SiteError
from ordermatters_site.licences import licences_page
from ordermatters_site.npm import PACKAGES, installed_packages
from ordermatters_site.shell.assets import THEME

_LICENCES = "licences.md"
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


def licences_of(files: Files, config: MkDocsConfig, cache: Path) -> list[File]:
    """Make the page that the foot of every page of our theme links to, unless a course has one of its own."""
    if not has_our_theme(config) or files.get_file_from_path(_LICENCES):
        return []
    content = licences_page(PACKAGES, installed_packages(cache))
    return [File.generated(config, _LICENCES, content=content, inclusion=InclusionLevel.NOT_IN_NAV)]


def _folders(config: MkDocsConfig) -> list[Path]:
    return [Path(folder).resolve() for folder in config.theme.dirs]
