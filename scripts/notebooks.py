"""Runs notebooks from top to bottom, each in a kernel of its own.

Without a flag the texts that a run prints are held against those in the file: as bytes where the packages have the
versions that the file was made with, and not at all where they have others, whose tables may look different. With
--write the file gets the outputs instead, without anything that tells the machine or the hour.

Exits with 1 when a notebook fails or says something else. `--missing` prints the packages that are not there.
"""

import importlib.metadata
import importlib.util
import os
import sys
from pathlib import Path

PACKAGES = ["duckdb", "matplotlib", "pandas", "polars", "pyarrow"]
RUNNERS = ["ipykernel", "nbclient", "nbformat"]
SECONDS_A_CELL = 300
FOLDER = Path(__file__).resolve().parents[1] / "samples" / "notebooks"


def main(words):
    if "--missing" in words:
        missing = [name for name in PACKAGES + RUNNERS if importlib.util.find_spec(name) is None]
        print(" ".join(missing))
        return 0
    # What debuggers and fonts have to say would stand in the notebooks.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    import matplotlib.font_manager  # noqa: F401  makes its cache of fonts now, and says so here

    names = [word for word in words if not word.startswith("-")]
    paths = [FOLDER / name for name in names] or sorted(FOLDER.glob("*.ipynb"))
    outcomes = [run(path, "--write" in words) for path in paths]
    return 0 if all(outcomes) else 1


def run(path, write):
    import nbclient
    import nbformat

    before = nbformat.read(path, as_version=4)
    after = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        after,
        timeout=SECONDS_A_CELL,
        startup_timeout=SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},  # as Jupyter has it
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        client.execute()
    except nbclient.exceptions.CellExecutionError as error:
        print(f"{path.name}: {error}")
        return False
    clean(after)
    if str(FOLDER.parents[1]) in nbformat.writes(after):
        print(f"{path.name}: its outputs name the folder {FOLDER.parents[1]}, which is elsewhere on another machine")
        return False
    if write:
        nbformat.write(after, path)
        print(f"{path.name}: written, with {versions_text(after)}")
        return True
    return compare(path.name, before, after)


def clean(notebook):
    """Leaves what depends on the notebook and the versions of its packages alone."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "witskit": {"versions": {name: importlib.metadata.version(name) for name in PACKAGES}},
    }
    for cell in notebook.cells:
        cell.metadata = {}


def compare(name, before, after):
    if before.metadata.get("witskit") != after.metadata.witskit:
        print(f"{name}: runs; not compared, for it was made with {versions_text(before)}, and here are {versions_text(after)}")
        return True
    same = True
    for old, new in zip(before.cells, after.cells, strict=True):
        if texts(old) == texts(new):
            continue
        print(f"{name}: {new.id} now says\n{''.join(texts(new))}\ninstead of\n{''.join(texts(old))}")
        same = False
    if same:
        print(f"{name}: runs, and says the same, with {versions_text(after)}")
    return same


def texts(cell):
    """What a cell printed or answered, pictures left out."""
    return [output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", [])]


def versions_text(notebook):
    versions = notebook.metadata.get("witskit", {}).get("versions", {})
    return ", ".join(f"{name} {version}" for name, version in versions.items()) or "no versions told"


sys.exit(main(sys.argv[1:]))
