"""From runs to a course as plain Markdown: outputs, live parts, notebooks, and the files that pages need."""
