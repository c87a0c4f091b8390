// Runs Keras away from the page, so that an endless loop stops nothing but itself.
// Messages in: {id, base, about, kind, exercise, answer}; out: {id, progress | running | result | error}.

const STORE = "one-layer-many-calls-";
// What Python in the page has no use for: an answer may come from a link that somebody sent.
const NOT_FOR_ANSWERS = ["fetch", "caches", "indexedDB", "XMLHttpRequest", "WebSocket", "EventSource",
  "WebTransport", "BroadcastChannel", "importScripts", "Worker", "navigator"];
const TYPES = { wasm: "application/wasm", json: "application/json", mjs: "text/javascript" };
// A zip file, or one that is compressed as a whole, for the folder above site-packages.
const UNPACK = `
import io, site, zipfile
from compression import zstd
from pathlib import Path

def unpack(name):
    data = Path(name).read_bytes()
    if name.endswith(".zst"):
        data = zstd.decompress(data)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        packed.extractall(Path(site.getsitepackages()[0]).parent)

unpack
`;

let python;

self.onmessage = async ({ data }) => {
  const { id, kind, exercise, answer } = data;
  const tell = (message) => self.postMessage({ id, ...message });
  try {
    python ??= start(data.base, data.about, tell);
    const ask = await python;
    tell({ running: true });
    tell({ result: JSON.parse(ask(kind, JSON.stringify([exercise, answer]))) });
  } catch (error) {
    tell({ error: String(error?.message ?? error) });
  }
};

async function start(base, about, tell) {
  const folder = new URL(`${about.folder}/`, base).href;
  const files = await load(folder, about, tell);
  tell({ progress: "Starting Python and Keras …" });
  const outside = self.fetch;
  self.fetch = (address, options) => {
    const name = String(address?.url ?? address).split("/").pop();
    const found = files.get(name);
    if (!found) return outside.call(self, address, options);
    const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
    return Promise.resolve(new Response(found, { headers: { "content-type": type } }));
  };
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  const pyodide = await loadPyodide({
    indexURL: folder,
    env: { KERAS_BACKEND: "numpy", HOME: "/home/pyodide" },
  });
  const ask = begin(pyodide, about.packages, files.get(about.packages));
  files.clear();
  closeDoors();
  return ask;
}

// Shared with the tests, which run it in another JavaScript engine.
export function begin(pyodide, name, packages) {
  pyodide.FS.writeFile(name, new Uint8Array(packages));
  pyodide.runPython(UNPACK)(name);
  pyodide.FS.unlink(name);
  pyodide.runPython("import no_threads; no_threads.install()");
  return pyodide.runPython("import livebook_page; livebook_page.answer_json");
}

async function load(folder, about, tell) {
  const store = await open(about.folder);
  const total = Object.values(about.files).reduce((sum, size) => sum + size, 0);
  const files = new Map();
  let done = 0;
  await Promise.all(Object.entries(about.files).map(async ([name, size]) => {
    const address = folder + name;
    const kept = await store?.match(address);
    const response = kept ?? await fetch(address);
    if (!response.ok) throw new Error(`${name} cannot be loaded (${response.status})`);
    const parts = [];
    let read = 0;
    for (let reader = response.body.getReader(), part; !(part = await reader.read()).done;) {
      parts.push(part.value);
      read += part.value.length;
      done += part.value.length;
      if (!kept) tell({ progress: `Loading Keras: ${Math.round(100 * done / total)} %`, share: done / total });
    }
    if (read !== size) throw new Error(`${name} came incomplete`);
    const bytes = await new Blob(parts).arrayBuffer();
    files.set(name, bytes);
    // A full disk must not keep anybody from the exercise.
    if (!kept) await store?.put(address, new Response(bytes)).catch(() => {});
  }));
  return files;
}

// A page that is not served over HTTPS has no store; the browser's own cache has to do.
async function open(version) {
  try {
    for (const name of await caches.keys()) {
      if (name.startsWith(STORE) && name !== STORE + version) await caches.delete(name);
    }
    return await caches.open(STORE + version);
  } catch {
    return undefined;
  }
}

function closeDoors() {
  for (const name of NOT_FOR_ANSWERS) {
    for (let place = self; place; place = Object.getPrototypeOf(place)) delete place[name];
  }
}
