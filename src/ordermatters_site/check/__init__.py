"""From a built folder to a published site: every check on one parse of each page, and the swap."""
