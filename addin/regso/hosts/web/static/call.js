// The worksheet functions as Excel calls them.
import { FUNCTIONS } from "./functions.js";

const MOST_KEPT = 20;

// The sentences of the last error values, newest first; a sentence never holds what cells hold.
export const sentences = [];

function keep(name, { e, m }) {
  if (!m || sentences.some((said) => said.text === m && said.name === name)) return;
  sentences.unshift({ name, code: e, text: m });
  sentences.length = Math.min(sentences.length, MOST_KEPT);
}

function cell(name, value) {
  if (value === null) return "";
  if (typeof value !== "object") return value;
  keep(name, value);
  // A promise that is rejected with #REF! or #NUM! becomes #VALUE! in Excel: errors are values.
  return new CustomFunctions.Error(value.e, value.m || undefined);
}

function caller(host, name, count) {
  return async (...all) => {
    const invocation = all.at(-1); // always last, whatever was left out
    const given = all.slice(0, Math.min(count, all.length - 1));
    const onCancel = (cancel) => { if (invocation && typeof invocation === "object") invocation.onCanceled = cancel; };
    try {
      const rows = await host.call(name, given, onCancel);
      return rows.map((row) => row.map((value) => cell(name, value)));
    } catch (fault) {
      return [[cell(name, { e: "#VALUE!", m: fault.message })]];
    }
  };
}

// Associate every name at once: Excel may call before Python has started, and its calls wait.
export function associate(host) {
  for (const { name, args } of FUNCTIONS) CustomFunctions.associate(name, caller(host, name, args.length));
}
