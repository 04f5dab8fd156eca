// Small parts of both pages.
import { language, t } from "./texts.js";

export const byId = (id) => document.getElementById(id);

export function element(name, content = [], properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...[content].flat());
  return made;
}

// Return a table of rows of cells; the first row is its heading, and a row with nothing but its label is left
// out. It scrolls sideways by itself.
export function table(rows, caption) {
  const [heading, ...all] = rows;
  const body = all.filter(([, ...cells]) => cells.some((cell) => cell !== "" && cell !== null));
  const head = element("thead", element("tr", heading.map((cell) => element("th", shown(cell), { scope: "col" }))));
  const lines = body.map((row) => element("tr", row.map((cell) => {
    const number = typeof cell === "number";
    return element("td", shown(cell), { className: number ? "number" : "" });
  })));
  const made = element("table", [head, element("tbody", lines)]);
  const box = element("div", made, { className: "scroll", tabIndex: 0 });
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  return box;
}

function shown(cell) {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.e;
  return typeof cell === "number" ? new Intl.NumberFormat(language(), { maximumFractionDigits: 4 }).format(cell) : String(cell);
}

// Show what Python is doing in the head of the page.
export function showState(host) {
  host.listen(() => writeState(host));
}

export function writeState(host) {
  byId("state").textContent = t(host.state);
}

export function say(text, isBad = false) {
  byId("said").textContent = text;
  byId("said").className = isBad ? "bad" : "";
}

// Run what a button does; what goes wrong is said on the page.
export async function doing(work) {
  say("");
  try {
    await work();
  } catch (fault) {
    say(fault.message, true);
  }
}

// Keep the files of this version for the next start. It waits until Python has them, to fetch once.
export function keepFiles(host) {
  if (!("serviceWorker" in navigator)) return;
  host.listen((state) => {
    if (state === "ready") navigator.serviceWorker.register("sw.js").catch((fault) => console.warn(fault));
  });
}
