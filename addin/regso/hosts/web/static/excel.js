// Everything that the pane does in the workbook.
const OURS = /REGSO_/i;
const LARGEST = 500_000; // cells of a selection

export const isExcel = () => typeof Excel !== "undefined";

// Return the address and the values of the cells that are selected, cut to where there are values.
export function selected() {
  return Excel.run(async (context) => {
    const range = context.workbook.getSelectedRange();
    const used = range.getUsedRangeOrNullObject(true);
    range.load("address");
    used.load("values");
    await context.sync();
    const values = used.isNullObject ? [[""]] : used.values;
    if (values.length * values[0].length > LARGEST) throw new Error(`${range.address}: > ${LARGEST}`);
    return { address: range.address, values };
  });
}

// Write a formula into the active cell, and return the cell's address.
export function insert(formula) {
  return Excel.run(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.formulas = [[formula]];
    cell.load("address");
    await context.sync();
    return cell.address;
  });
}

// Write every formula of ours as it is without links and prefixes; return how many were changed.
export function repair(stripped) {
  return Excel.run(async (context) => {
    const found = await ours(context);
    const mended = await stripped(found.map(({ formula }) => formula));
    const changed = found.filter(({ formula }, i) => formula !== mended[i]);
    found.forEach(({ cell, formula }, i) => { if (formula !== mended[i]) cell.formulas = [[mended[i]]]; });
    await context.sync();
    return changed.length;
  });
}

// Replace every formula of ours with its values, spilled ones included; return how many there were.
export function freeze() {
  return Excel.run(async (context) => {
    const found = await ours(context);
    const filled = found.map(({ cell }) => {
      const spill = cell.getSpillingToRangeOrNullObject();
      spill.load("values");
      cell.load("values");
      return spill;
    });
    await context.sync();
    found.forEach(({ cell }, i) => {
      const range = filled[i].isNullObject ? cell : filled[i];
      const values = range.values.map((row) => row.map(plain));
      cell.values = [[""]]; // a spilled range cannot be written while its formula stands
      range.values = values;
    });
    await context.sync();
    return found.length;
  });
}

// Add the sheets of a workbook after the last one.
export function insertSheets(base64) {
  return Excel.run(async (context) => {
    context.workbook.insertWorksheetsFromBase64(base64, { positionType: "End" });
    await context.sync();
  });
}

// A text stays text, also where it looks like a number or a formula; an error value is what it is.
function plain(value) {
  return typeof value !== "string" || value === "" || value.startsWith("#") ? value : `'${value}`;
}

// Return every cell with a formula of ours, on all sheets.
async function ours(context) {
  const sheets = context.workbook.worksheets;
  sheets.load("items/name");
  await context.sync();
  const used = sheets.items.map((sheet) => sheet.getUsedRangeOrNullObject());
  for (const range of used) range.load("formulas");
  await context.sync();
  return used.filter((range) => !range.isNullObject).flatMap((range) =>
    range.formulas.flatMap((row, i) => row.flatMap((formula, k) =>
      typeof formula === "string" && formula.startsWith("=") && OURS.test(formula)
        ? [{ cell: range.getCell(i, k), formula }] : [])));
}
