"""The word check: is every word of the manuscript on the pages, once and in order?"""
