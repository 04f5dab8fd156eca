// Python in a worker of its own: it is started from files of this folder, and answers one message at a time.
import { PARTS } from "./parts.js";

const at = (path) => new URL(path, import.meta.url).href;

async function bytes(path) {
  const answer = await fetch(at(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.arrayBuffer();
}

// The store is sent compressed; a server that says so in its headers has let the browser inflate it.
async function inflated(path) {
  const raw = new Uint8Array(await bytes(path));
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) return raw;
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function start() {
  const { loadPyodide } = await import(at(PARTS.python + "pyodide.mjs"));
  const [python, code, store] = await Promise.all([
    loadPyodide({ indexURL: at(PARTS.python) }),
    bytes("./regso.zip"),
    PARTS.store && inflated(PARTS.store),
  ]);
  self.python = python; // for who looks in the console, and for tests of memory
  python.unpackArchive(code, "zip", { extractDir: "/regso" });
  python.FS.mkdirTree("/data");
  if (store) python.FS.writeFile("/data/regso.sqlite", store);
  python.runPython("import os, sys\nos.environ['REGSO_DATA'] = '/data'\nsys.path.insert(0, '/regso')");
  return { python, handle: python.runPython("from regso.hosts.web.edge import handle\nhandle") };
}

// Held until the worker ends, however it ends: the page waits for the same lock.
function hold(name) {
  return new Promise((held) => {
    if (!navigator.locks) held();
    else navigator.locks.request(name, () => { held(); return new Promise(() => {}); });
  });
}

let started = null;
let mayLoad = PARTS.wheels.length > 0;

async function answered(method, text) {
  const { python, handle } = await started;
  const answer = handle.callKwargs(method, text, { may_load: mayLoad });
  if (answer !== "") return answer;
  mayLoad = false;
  await python.loadPackage(PARTS.wheels.map(at));
  return handle(method, text);
}

onmessage = async ({ data }) => {
  if (data.lock) {
    await hold(data.lock);
    postMessage({ held: true });
    started = start();
    started.then(() => postMessage({ ready: true }), (fault) => postMessage({ failed: String(fault) }));
    return;
  }
  try {
    postMessage({ id: data.id, text: await answered(data.method, data.text) });
  } catch (fault) {
    console.error(fault);
    postMessage({ id: data.id, fault: String(fault) });
  }
};
