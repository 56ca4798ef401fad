"""The editor: files in, a Book out."""
