"""From a run to a page: outputs, mathematics, tables, and the notebook that a page offers."""
