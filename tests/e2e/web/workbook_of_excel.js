// A stand-in for the workbook: what the pane asks of Excel.run, and no more. Tests read and write `fakeWorkbook`.
window.fakeWorkbook = { sheets: {}, spills: {}, selection: { address: "Blad1!A1", values: [[""]] }, active: ["Blad1", 0, 0], inserted: [] };
window.Excel = (() => {
  const loadable = (made) => Object.assign(made, { load() {} });
  function range(name, top, left, height, width) {
    const sheet = fakeWorkbook.sheets[name];
    const part = (rows) => rows.slice(top, top + height).map((row) => row.slice(left, left + width));
    const write = (given) => given.forEach((row, i) => row.forEach((value, k) => {
      const isFormula = typeof value === "string" && value.startsWith("=");
      sheet.formulas[top + i][left + k] = isFormula ? value : typeof value === "string" ? value.replace(/^'/, "") : value;
      if (!isFormula) sheet.values[top + i][left + k] = sheet.formulas[top + i][left + k];
    }));
    return loadable({
      isNullObject: false,
      address: `${name}!${String.fromCharCode(65 + left)}${top + 1}`,
      get formulas() { return part(sheet.formulas); },
      set formulas(rows) { write(rows); },
      get values() { return part(sheet.values); },
      set values(rows) { write(rows); },
      getCell: (i, k) => range(name, top + i, left + k, 1, 1),
      getSpillingToRangeOrNullObject() {
        const size = fakeWorkbook.spills[`${name}!${top},${left}`];
        return size ? range(name, top, left, ...size) : loadable({ isNullObject: true });
      },
    });
  }
  const workbook = {
    getSelectedRange: () => loadable({
      address: fakeWorkbook.selection.address,
      getUsedRangeOrNullObject: () => loadable({ isNullObject: false, values: fakeWorkbook.selection.values }),
    }),
    getActiveCell: () => range(...fakeWorkbook.active, 1, 1),
    insertWorksheetsFromBase64: (text, options) => fakeWorkbook.inserted.push([text, options]),
    worksheets: {
      load() {},
      get items() {
        return Object.entries(fakeWorkbook.sheets).map(([name, { formulas }]) => ({
          name, getUsedRangeOrNullObject: () => range(name, 0, 0, formulas.length, formulas[0].length),
        }));
      },
    },
  };
  return { run: async (work) => work({ workbook, sync: async () => {} }) };
})();
