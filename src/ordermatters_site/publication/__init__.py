"""From pages to a site: completed, held against the gates, and put in the place of the old one at once."""
