// Chromium, one JSON command per line on standard input and one answer per line on standard output.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [, , modules, program, address] = process.argv;
const { chromium } = createRequire(`${modules}/`)("playwright-core");

const browser = await chromium.launch({
  executablePath: program,
  // Nothing but this machine has an address, and a page may say how much memory it has. A page
  // that lives for seconds takes more time to compile Python well than it gains.
  args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--enable-precise-memory-info",
    "--js-flags=--wasm-tiering-budget=100000000"],
});
const pages = new Map();
let last = 0;

const commands = {
  async open({ options = {}, scripts = [] }) {
    const context = await browser.newContext({ acceptDownloads: true, ...options });
    for (const path of scripts) await context.addInitScript({ path });
    const page = await context.newPage();
    const kept = { context, page, foreign: [], faults: [] };
    const at = (request) => { if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(address)) kept.foreign.push(request.url()); };
    context.on("request", at);
    page.on("pageerror", (fault) => kept.faults.push(fault.message));
    page.on("console", (said) => { if (said.type() === "error") kept.faults.push(said.text()); });
    pages.set(++last, kept);
    return last;
  },
  goto: async ({ page, url }) => (await page.page.goto(url), true),
  run: ({ page, code, given }) => page.page.evaluate(`(async (given) => { ${code} })(${JSON.stringify(given ?? null)})`),
  inWorkers: ({ page, code }) => Promise.all(page.page.workers().map((worker) => worker.evaluate(`(async () => { ${code} })()`))),
  // What ends a worker cannot answer.
  endWorkers: async ({ page }) => { for (const worker of page.page.workers()) worker.evaluate("self.close()").catch(() => {}); return page.page.workers().length; },
  offline: async ({ page, value }) => (await page.context.setOffline(value), true),
  press: async ({ page, keys }) => { for (const key of keys) await page.page.keyboard.press(key); return true; },
  type: async ({ page, text }) => (await page.page.keyboard.type(text), true),
  click: async ({ page, selector }) => (await page.page.click(selector), true),
  fill: async ({ page, selector, text }) => (await page.page.fill(selector, text), true),
  // Our policy forbids what the library's own waiting does.
  async wait({ page, code, seconds = 90 }) {
    for (let i = 0; i < seconds * 20; i++) {
      if (await page.page.evaluate(code)) return true;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`waited ${seconds} s for ${code}`);
  },
  media: async ({ page, scheme }) => (await page.page.emulateMedia({ colorScheme: scheme }), true),
  size: async ({ page, width, height }) => (await page.page.setViewportSize({ width, height }), true),
  picture: async ({ page, path }) => (await page.page.screenshot({ path, fullPage: true }), true),
  script: async ({ page, path, url }) => (await page.page.addScriptTag(path ? { path } : { url }), true),
  async saved({ page, selector, path }) {
    const [download] = await Promise.all([page.page.waitForEvent("download"), page.page.click(selector)]);
    await download.saveAs(path);
    return download.suggestedFilename();
  },
  seen: ({ page }) => ({ foreign: page.foreign, faults: page.faults }),
  close: async ({ page }) => (await page.context.close(), true),
  version: () => browser.version(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { name, ...given } = JSON.parse(line);
  if (given.page) given.page = pages.get(given.page);
  try {
    console.log(JSON.stringify({ value: await commands[name](given) }));
  } catch (fault) {
    console.log(JSON.stringify({ fault: String(fault) }));
  }
}
await browser.close();
