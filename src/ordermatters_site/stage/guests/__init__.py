"""Guest pages, notebooks and scripts that were written for Jupyter: their Markdown, as a generator reads it."""
