"""`obclip`, and `python -m obclip`: the entry point."""

from obclip.interrupts import stopping_at_once


def main() -> None:
    """The command line. Importing it takes a second, in which Ctrl-C ends it as at any other time."""
    with stopping_at_once():
        from obclip.cli.main import run
    run()


if __name__ == "__main__":
    main()
