"""The press: pages in, a PDF out."""
