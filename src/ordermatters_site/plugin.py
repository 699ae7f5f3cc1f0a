"""The plugin by the name that MkDocs finds it under."""

from ordermatters_site.shell.plugin import LessonsPlugin

__all__ = ["LessonsPlugin"]
