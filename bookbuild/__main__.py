"""What the program `bookbuild` and `python -m bookbuild` begin with: the path is made safe before anything is imported."""

from bookbuild.importpath import leave_current_folder_out


def start() -> None:
    """Run the command; the process ends with it."""
    leave_current_folder_out()
    from bookbuild.cli import run

    run()


if __name__ == "__main__":
    start()
