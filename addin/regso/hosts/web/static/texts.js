// What the pages say, in Swedish and English.
const TEXTS = {
  sv: {
    other: "English",
    starting: "Startar Python …", ready: "Redo", working: "Räknar …", waiting: "", failed: "Kunde inte starta",
    functions: "Funktioner", find: "Sök efter funktion",
    found: (n) => (n === 1 ? "1 funktion" : `${n} funktioner`),
    optional: "kan utelämnas", marked: "Markerade celler", insert: "Sätt in i cellen", formula: "Formeln",
    hintText: "Skriv en cell, ett område, ett tal eller en text.",
    inserted: (formula, where) => `${formula} står nu i ${where}.`,
    match: "Granska markerad kolumn",
    matchAbout: "Markera cellerna med RegSO- eller DeSO-koder. Rapporten säger hur många som känns igen.",
    matchDo: "Granska markerade celler",
    templates: "Mallar", templatesAbout: "Bladen läggs sist i den här arbetsboken, med påhittade uppgifter att byta mot egna.",
    insertSheets: (title) => `${title}: bladen är insatta sist i arbetsboken.`,
    workbook: "Arbetsboken",
    repairAbout: "Reparera formler gör om REGSO-formler från Excel för Windows eller en annan dator, så att de räknas här.",
    repairDo: "Reparera formler",
    freezeAbout: "Frys värden byter alla REGSO-formler mot sina värden. Det går inte att ångra sedan boken har sparats.",
    freezeDo: "Frys värden", freezeSure: "Frys värden: är du säker? Klicka en gång till.",
    repaired: (n) => (n ? `${n} formler är reparerade.` : "Alla REGSO-formler är redan som de ska."),
    frozen: (n) => (n ? `${n} REGSO-formler är nu värden.` : "Arbetsboken har inga REGSO-formler."),
    data: "Data och källor", errors: "Senaste fel",
    errorsAbout: "Excel visar bara felvärdet. Här står meningen till varje, nyast först.", noErrors: "Inga fel.",
    noExcel: "Det här fungerar i Excel. Utan Excel: sidan prova.html.",
    tryTitle: "Prova utan Excel",
    tryAbout: "Klistra in en kolumn med RegSO- eller DeSO-koder. Allt räknas i webbläsaren; inget skickas från datorn.",
    codes: "Koder, en per rad", year: "År (tomt: det senaste)", threshold: "Dölj antal under (tomt: inget)",
    count: "Räkna", example: "Fyll med exempel", outcome: "Resultat", download: "Hämta som Excel-arbetsbok",
    byType: "Per områdestyp", matchTitle: "Hur koderna passar", perCode: "Per kod", sourceTitle: "Källa",
    cut: (n, of) => (of > n ? `De första ${n} av ${of} raderna visas; arbetsboken har alla.` : ""),
    fileName: "regso-prov.xlsx",
  },
  en: {
    other: "Svenska",
    starting: "Starting Python …", ready: "Ready", working: "Calculating …", waiting: "", failed: "Could not start",
    functions: "Functions", find: "Search for a function",
    found: (n) => (n === 1 ? "1 function" : `${n} functions`),
    optional: "optional", marked: "Selected cells", insert: "Insert in the cell", formula: "The formula",
    hintText: "Type a cell, a range, a number or a text.",
    inserted: (formula, where) => `${formula} is now in ${where}.`,
    match: "Check the selected column",
    matchAbout: "Select the cells with RegSO or DeSO codes. The report (in Swedish) tells how many are recognised.",
    matchDo: "Check the selected cells",
    templates: "Templates", templatesAbout: "The sheets (in Swedish) are added last in this workbook, with fictional figures to replace.",
    insertSheets: (title) => `${title}: the sheets are last in the workbook.`,
    workbook: "The workbook",
    repairAbout: "Repair formulas changes REGSO formulas from Excel for Windows or another computer, so that they calculate here.",
    repairDo: "Repair formulas",
    freezeAbout: "Freeze values replaces every REGSO formula with its value. It cannot be undone when the workbook has been saved.",
    freezeDo: "Freeze values", freezeSure: "Freeze values: are you sure? Click once more.",
    repaired: (n) => (n ? `${n} formulas are repaired.` : "All REGSO formulas are already as they should be."),
    frozen: (n) => (n ? `${n} REGSO formulas are now values.` : "The workbook has no REGSO formulas."),
    data: "Data and sources", errors: "Latest errors",
    errorsAbout: "Excel shows the error value alone. Here is the sentence (in Swedish) of each, newest first.", noErrors: "No errors.",
    noExcel: "This works in Excel. Without Excel: the page prova.html.",
    tryTitle: "Try it without Excel",
    tryAbout: "Paste a column of RegSO or DeSO codes. Everything is calculated in the browser; nothing leaves the computer.",
    codes: "Codes, one per line", year: "Year (empty: the latest)", threshold: "Hide counts below (empty: none)",
    count: "Calculate", example: "Fill in an example", outcome: "Result", download: "Download as an Excel workbook",
    byType: "By type of area", matchTitle: "How the codes match", perCode: "By code", sourceTitle: "Source",
    cut: (n, of) => (of > n ? `The first ${n} of ${of} rows are shown; the workbook has them all.` : ""),
    fileName: "regso-test.xlsx",
  },
};

const KEY = "regso-language";

function stored() {
  try { return localStorage.getItem(KEY); } catch { return null; } // a frame may have no storage
}

let chosen = stored() || (navigator.language.startsWith("sv") ? "sv" : "en");

export const language = () => chosen;

// Return a text in the language of the page; a text that depends on something is given it.
export function t(key, ...given) {
  const text = TEXTS[chosen][key];
  return typeof text === "function" ? text(...given) : text;
}

// Let the button change the language, and call back each time the page is to be written anew.
export function bilingual(button, write) {
  const show = () => {
    document.documentElement.lang = chosen;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    button.textContent = t("other");
    button.lang = chosen === "sv" ? "en" : "sv";
    write();
  };
  button.addEventListener("click", () => {
    chosen = chosen === "sv" ? "en" : "sv";
    try { localStorage.setItem(KEY, chosen); } catch { /* asked anew next time */ }
    show();
  });
  show();
}
