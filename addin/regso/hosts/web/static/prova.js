// The page without Excel: a pasted column of codes, counted in the browser.
import { Host } from "./host.js";
import { byId, doing, keepFiles, say, showState, table, writeState } from "./show.js";
import { bilingual, t } from "./texts.js";

const SHOWN = 200;
const MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const host = new Host();
let asked = null;
let found = null;

const typed = () => ({ text: byId("codes").value, year: byId("year").value, threshold: byId("threshold").value });

async function count() {
  asked = typed();
  found = await host.ask("tryout", asked);
  if (found.error) throw new Error(found.error);
  write();
  byId("outcome").hidden = false;
  byId("outcome-title").focus();
}

function write() {
  if (!found || found.error) return;
  const drawn = new DOMParser().parseFromString(found.svg, "image/svg+xml");
  byId("picture").replaceChildren(document.importNode(drawn.documentElement, true));
  byId("table").replaceChildren(table(found.table, t("byType")));
  byId("matching").replaceChildren(table(found.match, t("matchTitle")));
  byId("cut").textContent = t("cut", SHOWN, found.rows.length);
  byId("rows").replaceChildren(table([found.headings, ...found.rows.slice(0, SHOWN)], t("perCode")));
  byId("sources").replaceChildren(table(found.source, t("sourceTitle")));
}

async function download() {
  const content = Uint8Array.from(atob(await host.ask("workbook", asked)), (c) => c.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: MIME }));
  link.download = t("fileName");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The codes of the reference data in force: every area that it lists, and one that is none.
async function example() {
  const [, ...rows] = await host.call("REGSO_LISTA", []);
  byId("codes").value = [...rows.slice(0, 300).map(([code]) => code), "9901R999"].join("\n");
}

byId("try").addEventListener("submit", (event) => { event.preventDefault(); doing(count); });
byId("example").onclick = () => doing(example);
byId("download").onclick = () => doing(download);

showState(host);
bilingual(byId("language"), () => { write(); writeState(host); });
keepFiles(host);
host.start();
say("");
