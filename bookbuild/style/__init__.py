"""The designer: YAML in, a Style out."""
