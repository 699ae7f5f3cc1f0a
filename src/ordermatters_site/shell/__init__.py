"""What is MkDocs's: the plugin, its options, `mkdocs serve`, the theme and its files."""
