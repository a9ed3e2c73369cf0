import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pages, prepare, visitor } from "../pages.mjs";
import { house, story } from "../shared.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GRAVE = ["serious", "critical"];

/** What axe holds against the page; colours alone when only the colours have changed. */
async function blemishes(page, coloursOnly) {
  // Colours are judged where they come to rest; on a busy machine something may still slide in.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const options = { resultTypes: ["violations"], ...(coloursOnly ? { runOnly: { type: "rule", values: ["color-contrast"] } } : {}) };
  const { violations } = await page.evaluate((asked) => window.axe.run(document, asked), options);
  return violations.filter(({ impact }) => GRAVE.includes(impact)).map(({ id, nodes }) => `${id} at ${nodes[0].target.join(" ")} (${nodes.length})`);
}

/** What a thumb cannot hit, or cannot reach without moving the page sideways. */
function cramped(page) {
  return page.evaluate(() => {
    const found = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) found.push(`${wide} px wide`);
    for (const button of document.querySelectorAll("main button.primary, main a.button.primary, main .submit > button, header.bar summary")) {
      const { width, height } = button.getBoundingClientRect();
      if (width > 0 && height > 0 && height < 43.5) found.push(`${button.textContent.trim()}: ${Math.round(height)} px high`);
    }
    return found;
  });
}

/** Opens every page at this width and gives what is held against them. */
async function lookAtAll(doors, made, width) {
  const visitors = new Map();
  const found = [];
  for (const [who, path, picture, act, right = 200] of pages(made)) {
    if (!visitors.has(who)) visitors.set(who, await doors.keep(visitor(house, who, { colorScheme: "light", viewport: { width, height: 800 } })));
    const page = visitors.get(who);
    const answer = await page.goto(path, { waitUntil: "load" });
    const tell = (texts, theme = "light") => found.push(...texts.map((text) => `${picture}, ${width} px, ${theme}: ${text}`));
    if (answer.status() !== right) tell([`answered ${answer.status()}`]);
    if (act) await act(page);
    if (width < 500) tell(await cramped(page));
    await page.evaluate(AXE);
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme });
      tell(await blemishes(page, theme === "dark"), theme);
    }
    await page.emulateMedia({ colorScheme: "light" });
  }
  return found;
}

story("nothing serious on any page, light or dark, and nothing wider than the screen, wide and on a phone", async (doors) => {
  const made = await prepare(house);
  const found = await Promise.all([1440, 360].map((width) => lookAtAll(doors, made, width)));
  assert.deepEqual(found.flat(), []);
});

story("nothing serious on English pages", async (doors) => {
  const page = await doors.officer("congdoan");
  await page.goto("/account");
  await page.check("form[action='/preferences'] input[value=en]");
  await Promise.all([page.waitForNavigation(), page.locator("form[action='/preferences'] button").click()]);
  const found = [];
  for (const path of ["/units/lg/board", "/entries", "/facts/new", "/account"]) {
    await page.goto(path);
    assert.equal(await page.getAttribute("html", "lang"), "en", path);
    await page.evaluate(AXE);
    found.push(...(await blemishes(page, false)).map((text) => `${path}: ${text}`));
  }
  assert.deepEqual(found, []);
});
