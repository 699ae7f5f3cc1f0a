"""From a lesson in Markdown to its run: what it is, whether it must run again, on which core, in which kernel."""
