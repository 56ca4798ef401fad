"""Make-up: galleys in, pages out."""
