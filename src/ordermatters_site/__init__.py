"""What turns lessons into a site: MkDocs plugins, and nothing that a reader imports."""
