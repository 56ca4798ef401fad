"""The composing room: paragraphs in, lines out."""
