// The task pane, and with it the worksheet functions: both live in the one page that Excel keeps.
import { associate, sentences } from "./call.js";
import { freeze, insertSheets, isExcel, repair, selected } from "./excel.js";
import { functionList } from "./functionlist.js";
import { Host } from "./host.js";
import { PARTS } from "./parts.js";
import { byId, doing, element, keepFiles, say, showState, table, writeState } from "./show.js";
import { bilingual, t } from "./texts.js";

const host = new Host();
associate(host);

const inExcel = (work) => () => doing(async () => {
  if (!isExcel()) throw new Error(t("noExcel"));
  await work();
});

async function match() {
  const { values } = await selected();
  const rows = await host.call("REGSO_MATCHNING", [values.map(([first]) => [first])]);
  byId("matched").replaceChildren(table(rows, t("match")));
}

async function insertTemplate({ title, file }) {
  const content = new Uint8Array(await (await fetch(new URL(file, import.meta.url))).arrayBuffer());
  let binary = "";
  for (let i = 0; i < content.length; i += 0x8000) binary += String.fromCharCode(...content.subarray(i, i + 0x8000));
  await insertSheets(btoa(binary));
  say(t("insertSheets", title));
}

function templates() {
  byId("templates").replaceChildren(...PARTS.templates.map((template) => {
    const button = element("button", template.title, { type: "button", lang: "sv" });
    button.onclick = inExcel(() => insertTemplate(template));
    return element("li", button);
  }));
}

async function showData() {
  const [[version]] = [await host.call("REGSO_VERSION", [])].flat();
  byId("version").textContent = version;
  byId("source").replaceChildren(table(await host.call("REGSO_KALLA", []), t("data")));
}

function showErrors() {
  byId("sentences").replaceChildren(...(sentences.length ? sentences : [null]).map((said) =>
    element("li", said ? [element("strong", `${said.name} ${said.code}`), said.text] : t("noErrors"))));
}

let isSure = false;
async function freezeTwice() {
  if (!isSure) {
    isSure = true;
    return say(t("freezeSure"));
  }
  isSure = false;
  say(t("frozen", await freeze()));
}

const opened = (id, show) => byId(id).addEventListener("toggle", ({ target }) => { if (target.open) doing(show); });

byId("match").onclick = inExcel(match);
byId("repair").onclick = inExcel(async () => say(t("repaired", await repair((formulas) => host.ask("repaired", formulas)))));
byId("freeze").onclick = inExcel(freezeTwice);
byId("freeze").onblur = () => { isSure = false; };
opened("data", showData);
opened("errors", showErrors);

const writeList = functionList();
showState(host);
bilingual(byId("language"), () => { writeList(); writeState(host); showErrors(); });
templates();
keepFiles(host);
host.start();
Office.onReady(() => writeList()); // Excel's own functions are there from now on
