"""Measurements: stands on everything below, used by the command line only."""
