"""The proofreader: finished pages read again, their faults found, counted and shown."""
