// Print what a reader finds in workbooks, one line each: {sheet: {address: value}}.
// node readers.js READER FILE...
const [reader, ...paths] = process.argv.slice(2);

function keep(cells, address, value) {
  if (value === null || value === undefined || value === "") return;
  cells[address] = value instanceof Date ? value.toISOString() : value;
}

async function exceljs(path) {
  const { Workbook } = require("exceljs");
  const book = new Workbook();
  const out = {};
  await book.xlsx.readFile(path);
  book.eachSheet((sheet) => {
    out[sheet.name] = {};
    sheet.eachRow((row) => row.eachCell((cell) => {
      if (cell.isMerged && cell.master !== cell) return;
      let value = cell.value;
      if (value && value.richText) value = value.richText.map((run) => run.text).join("");
      if (value && typeof value === "object" && !(value instanceof Date)) value = value.result;
      keep(out[sheet.name], cell.address, value && value.error ? value.error : value);
    }));
  });
  return out;
}

async function sheetjs(path) {
  const book = require("xlsx").readFile(path, { cellDates: false });
  const out = {};
  for (const name of book.SheetNames) {
    out[name] = {};
    for (const [address, cell] of Object.entries(book.Sheets[name])) {
      if (!address.startsWith("!")) keep(out[name], address, cell.t === "e" ? cell.w : cell.v);
    }
  }
  return out;
}

async function all() {
  const read = { exceljs, sheetjs }[reader];
  for (const path of paths) console.log(JSON.stringify(await read(path)));
}

all().catch((error) => { console.error(error); process.exitCode = 1; });
