"""What ends a build in one sentence, whatever generator builds."""

try:
    from mkdocs.exceptions import PluginError as _EndsABuild
except ImportError:  # another generator, which shows an error in its own way
    _EndsABuild = Exception  # type: ignore[assignment,misc]


class SiteError(_EndsABuild):
    """A fault of the site, said in one message; MkDocs ends the build with it."""
