"""`python -m obclip`: the same as `obclip`."""

from obclip.cli.main import run

run()
