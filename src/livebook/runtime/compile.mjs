// node compile.mjs CACHE OUT compiled.py: run `pack` of compiled.py in the Pyodide that is in CACHE.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [cache, out, script] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${cache}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: `${cache}/` });
// What live-worker.js needs to unpack the rest.
pyodide.runPython(`
import io, site, sys, zipfile
from compression import zstd
from pathlib import Path
loaded = list(sys.modules)
`);
for (const name of ["python_stdlib.zip", "course.zip"]) pyodide.FS.writeFile(name, readFileSync(`${cache}/${name}`));
pyodide.FS.writeFile("compiled.py", readFileSync(script));
pyodide.runPython(`
import compiled
stdlib = next(path for path in sys.path if path.endswith(".zip"))
compiled.pack(stdlib, str(Path(site.getsitepackages()[0]).parent), loaded)
`);
for (const name of ["python_stdlib.zip", "course.zip.zst"]) writeFileSync(`${out}/${name}`, pyodide.FS.readFile(name));
