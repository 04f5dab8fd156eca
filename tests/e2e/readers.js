// Print what a reader finds in a workbook: {sheet: {address: value}}. node readers.js READER FILE
const [reader, path] = process.argv.slice(2);
const out = {};

function keep(sheet, address, value) {
  if (value === null || value === undefined || value === "") return;
  out[sheet][address] = value instanceof Date ? value.toISOString() : value;
}

async function exceljs() {
  const { Workbook } = require("exceljs");
  const book = new Workbook();
  await book.xlsx.readFile(path);
  book.eachSheet((sheet) => {
    out[sheet.name] = {};
    sheet.eachRow((row) => row.eachCell((cell) => {
      if (cell.isMerged && cell.master !== cell) return;
      let value = cell.value;
      if (value && value.richText) value = value.richText.map((run) => run.text).join("");
      if (value && typeof value === "object" && !(value instanceof Date)) value = value.result;
      keep(sheet.name, cell.address, value && value.error ? value.error : value);
    }));
  });
}

function sheetjs() {
  const book = require("xlsx").readFile(path, { cellDates: false });
  for (const name of book.SheetNames) {
    out[name] = {};
    for (const [address, cell] of Object.entries(book.Sheets[name])) {
      if (!address.startsWith("!")) keep(name, address, cell.t === "e" ? cell.w : cell.v);
    }
  }
}

Promise.resolve({ exceljs, sheetjs }[reader]()).then(() => console.log(JSON.stringify(out)));
