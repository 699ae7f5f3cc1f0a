"""`python -m ordermatters_site.export FOLDER`: write the executed course as plain Markdown."""

import argparse
import sys
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from ordermatters_site.export import ExportError, export_course


def main(arguments: list[str] | None = None) -> int:
    """Export the course of the current folder; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ordermatters_site.export", description=__doc__)
    parser.add_argument("folder", type=Path, help="where it goes; a new or an empty folder")
    parser.add_argument("--config-file", type=Path, default=Path("mkdocs.yml"), help="the settings of the course")
    given = parser.parse_args(arguments)
    try:
        names = export_course(given.config_file, given.folder)
    except (ExportError, MkDocsException) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(names)} pages in {given.folder}; its README.md says how to build them.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
