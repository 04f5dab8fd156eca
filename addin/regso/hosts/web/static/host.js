// The page's side of Python: calls are gathered and sent to the worker, one message at a time, and a
// worker that dies is started again with the calls that it had not answered.
import { PARTS } from "./parts.js";

const MOST_CALLS = 5_000; // in one message, so that calls can be cancelled in between
const MOST_CELLS = 200_000;
const PATIENCE = 3_000; // ms that cancelled work may go on before its worker is ended
const MOST_STARTS = 3; // in a row, without an answer

const TWICE = "Beräkningen tog slut på minne eller avbröts två gånger; dela upp området och räkna om.";
const NO_START = "RegSO kunde inte starta i webbläsaren; kontrollera anslutningen och öppna boken igen.";

const cells = (arg) => (Array.isArray(arg) ? arg.length * arg[0].length : 1);

class Task {
  constructor(method, content) {
    this.method = method;
    this.content = content;
    this.size = method === "calls" ? content[1].reduce((sum, arg) => sum + cells(arg), 0) : 0;
    this.cancelled = false;
    this.deaths = 0;
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }
}

export class Host {
  #queue = [];
  #flying = null;
  #worker = null;
  #isReady = false;
  #starts = 0;
  #timer = 0;
  #listeners = new Set();

  constructor() {
    this.state = "waiting";
  }

  // Return the rows of a worksheet function; cancelled gets a function that cancels the call.
  call(name, args, cancelled = () => {}) {
    const task = this.#added(new Task("calls", [name, args]));
    cancelled(() => this.#cancel(task));
    return task.done;
  }

  // Return the answer to another question than a call.
  ask(method, content) {
    return this.#added(new Task(method, content)).done;
  }

  // Start Python before anything is asked.
  start() {
    if (!this.#worker) this.#begin();
  }

  // Tell a listener of each change: "starting", "ready", "working" or "failed".
  listen(listener) {
    this.#listeners.add(listener);
    listener(this.state);
  }

  #say(state) {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }

  #added(task) {
    this.#queue.push(task);
    this.start();
    // What Excel asks in one go is one message: it is sent when Excel has asked it all.
    if (!this.#timer) this.#timer = setTimeout(() => this.#send(), 0);
    return task;
  }

  #send() {
    this.#timer = 0;
    if (this.#flying || !this.#isReady) return;
    this.#queue = this.#queue.filter((task) => !task.cancelled);
    const tasks = this.#queue.splice(0, this.#together());
    if (!tasks.length) return this.#say("ready");
    const { method } = tasks[0];
    const content = method === "calls" ? tasks.map((task) => task.content) : tasks[0].content;
    this.#flying = { id: crypto.randomUUID(), tasks, sent: performance.now() };
    this.#say("working");
    this.#worker.postMessage({ id: this.#flying.id, method, text: JSON.stringify(content) });
  }

  // Return how many tasks from the first on go in one message. One that saw a worker die goes alone.
  #together() {
    const [first] = this.#queue;
    if (!first || first.method !== "calls" || first.deaths) return first ? 1 : 0;
    let count = 0, size = 0;
    for (const task of this.#queue) {
      size += task.size;
      if (task.method !== "calls" || task.deaths || count === MOST_CALLS || (count && size > MOST_CELLS)) break;
      count++;
    }
    return count;
  }

  #received({ id, text, fault }) {
    if (!this.#flying || id !== this.#flying.id) return;
    const { tasks } = this.#flying;
    this.#flying = null;
    this.#starts = 0;
    if (fault) {
      for (const task of tasks) task.reject(new Error(fault));
    } else if (tasks[0].method === "calls") {
      JSON.parse(text).forEach((rows, i) => tasks[i].resolve(rows));
    } else {
      tasks[0].resolve(JSON.parse(text));
    }
    this.#send();
  }

  #cancel(task) {
    task.cancelled = true;
    const flight = this.#flying;
    if (!flight || !flight.tasks.every((each) => each.cancelled)) return;
    const left = Math.max(0, flight.sent + PATIENCE - performance.now());
    setTimeout(() => { if (this.#flying === flight) this.#died(this.#worker); }, left);
  }

  #begin() {
    const lock = `regso-${crypto.randomUUID()}`;
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.#worker = worker;
    this.#isReady = false;
    this.#starts++;
    this.#say("starting");
    worker.onerror = () => this.#died(worker);
    worker.onmessage = ({ data }) => {
      if (worker !== this.#worker) return;
      if (data.held) this.#watch(worker, lock);
      else if (data.failed) this.#died(worker, data.failed);
      else if (data.ready) { this.#isReady = true; this.#send(); }
      else this.#received(data);
    };
    worker.postMessage({ lock });
  }

  #watch(worker, lock) {
    navigator.locks?.request(lock, () => this.#died(worker));
  }

  #died(worker, why = "") {
    if (worker !== this.#worker) return;
    worker.terminate();
    this.#worker = null;
    this.#isReady = false;
    const lost = this.#flying ? this.#flying.tasks : [];
    this.#flying = null;
    for (const task of lost) task.deaths++;
    const again = lost.filter((task) => !task.cancelled && task.deaths < 2);
    for (const task of lost) if (task.deaths > 1) task.reject(new Error(TWICE));
    this.#queue = [...again, ...this.#queue];
    if (why) console.error(why);
    if (why || this.#starts >= MOST_STARTS) this.#giveUp();
    else if (this.#queue.length) this.#begin();
    else this.#say("waiting");
  }

  #giveUp() {
    const waiting = this.#queue.splice(0);
    this.#starts = 0;
    this.#say("failed");
    for (const task of waiting) task.reject(new Error(NO_START));
  }
}

export const VERSION = PARTS.version;
