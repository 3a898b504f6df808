"""From executed notebooks to pages that open anywhere."""
