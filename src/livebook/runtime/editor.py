"""Bundle the editor of the exercises, with npm: CodeMirror, pinned and hashed by the lock file."""

import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "editor"


class Unavailable(Exception):
    """The editor cannot be bundled; the message says what was missing."""


def bundle(cache, target):
    """Write the editor as one file; npm works in the folder `cache`.

    Raises:
        Unavailable: without npm, or when it cannot get the packages. A text area does, too.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable("there is no npm")
    place = Path(cache) / "editor"
    shutil.copytree(SOURCE, place, dirs_exist_ok=True)
    # Packages' own install scripts are not run: what is executed here is esbuild alone.
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    options = ["--bundle", "--minify", "--format=esm", f"--outfile={Path(target).resolve()}"]
    esbuild = [npm, "exec", "--offline", "--", "esbuild", "editor.js", *options]
    for command in (install, esbuild):
        try:
            subprocess.run(
                command, cwd=place, check=True, capture_output=True, text=True, timeout=300
            )
        except subprocess.CalledProcessError as error:
            lines = [line for line in error.stderr.splitlines() if line.strip()]
            raise Unavailable(f"npm: {lines[0] if lines else error}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unavailable(f"npm: {error}") from error
