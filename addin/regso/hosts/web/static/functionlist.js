// Finding a function and writing a call of it, with every argument explained.
import { insert, isExcel, selected } from "./excel.js";
import { FUNCTIONS } from "./functions.js";
import { byId, doing, element, say } from "./show.js";
import { language, t } from "./texts.js";

const REFERENCE = /^(('[^']+'|[\p{L}\d_.]+)!)?\$?[A-Z]{1,3}(\$?\d{1,7})?(:\$?[A-Z]{1,3}(\$?\d{1,7})?)?#?$/iu;
const CELL = /\d|:/;

let chosen = null;

const plainly = (text) => text.toLocaleLowerCase("sv").normalize("NFC");

function matches(words, each) {
  const text = plainly([each.name, each.family, each.sv, each.en].join(" "));
  return words.every((word) => text.includes(word));
}

// Return an argument as it is written in a formula: = before anything lets it stand as it is.
export function written(typed) {
  const text = typed.trim();
  if (text === "") return "";
  if (text.startsWith("=")) return text.slice(1);
  if (/^-?\d+([.,]\d+)?$/.test(text)) return text.replace(",", ".");
  if (/^".*"$/.test(text) || /^\{.*\}$/.test(text) || /^[\p{L}_]\w*\[.+\]$/u.test(text)) return text;
  if (REFERENCE.test(text) && CELL.test(text)) return text;
  return `"${text.replaceAll('"', '""')}"`;
}

// Return the formula of a call; arguments that are left out at the end are not written.
export function formula(name, typed) {
  const args = typed.map(written);
  while (args.at(-1) === "") args.pop();
  return `=${name}(${args.join(",")})`;
}

function inputs() {
  return [...byId("arguments").querySelectorAll("input")];
}

function preview() {
  byId("formula").textContent = formula(chosen.name, inputs().map((input) => input.value));
}

function field(arg, i) {
  const id = `arg-${i}`;
  const name = language() === "sv" ? arg.name : arg.enName;
  const title = name === arg.name ? name : `${arg.name} (${name})`;
  const label = element("label", [
    arg.optional ? `${title}, ${t("optional")}` : title,
    element("span", arg[language()], { className: "hint" }),
  ], { htmlFor: id });
  const input = element("input", [], { id, autocomplete: "off", spellcheck: false, oninput: preview });
  const take = element("button", t("marked"), { type: "button", className: "second" });
  take.setAttribute("aria-describedby", id);
  take.onclick = () => doing(async () => { input.value = (await selected()).address; preview(); });
  return element("div", [label, element("div", isExcel() ? [input, take] : [input], { className: "with" })]);
}

function choose(each) {
  chosen = each;
  byId("chosen").hidden = false;
  byId("chosen-name").textContent = each.name;
  write();
  byId("chosen-name").focus();
}

function write() {
  if (!chosen) return;
  const typed = inputs().map((input) => input.value);
  byId("chosen-about").textContent = chosen[language()];
  byId("arguments").replaceChildren(
    element("p", t("hintText")),
    ...chosen.args.map(field),
    element("label", t("formula"), { htmlFor: "formula" }),
    element("output", "", { id: "formula" }),
    element("button", t("insert"), { type: "submit" }),
  );
  if (byId("arguments").dataset.name === chosen.name) inputs().forEach((input, i) => { input.value = typed[i]; });
  byId("arguments").dataset.name = chosen.name;
  preview();
}

function list() {
  const words = plainly(byId("find").value).split(/\s+/).filter(Boolean);
  const found = FUNCTIONS.filter((each) => matches(words, each));
  byId("found").textContent = t("found", found.length);
  byId("list").replaceChildren(...found.map((each) => {
    const button = element("button", [element("strong", each.name), each[language()]], { type: "button" });
    button.onclick = () => choose(each);
    return element("li", button);
  }));
}

// Let the page find functions; it is written anew by the function that is returned.
export function functionList() {
  byId("find").addEventListener("input", list);
  byId("arguments").addEventListener("submit", (event) => {
    event.preventDefault();
    doing(async () => {
      if (!isExcel()) throw new Error(t("noExcel"));
      const text = byId("formula").textContent;
      say(t("inserted", text, await insert(text)));
    });
  });
  return () => { list(); write(); };
}
