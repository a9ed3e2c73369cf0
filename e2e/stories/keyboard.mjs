import assert from "node:assert/strict";
import { PASSWORD } from "../house.mjs";
import { story } from "../shared.mjs";

const focused = (page, what) => page.evaluate((key) => document.activeElement[key], what);

story("the keyboard is enough", async ({ visit }) => {
  const page = await visit();
  await page.goto("/sign-in");
  for (let presses = 0; presses < 6 && (await focused(page, "id")) !== "name"; presses += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(page, "id"), "name", "a few presses of Tab lead to the name");
  await page.keyboard.type("lanhdao");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(/board/);
  await page.keyboard.press("/");
  assert.equal(await focused(page, "name"), "q");
  await page.keyboard.type("hong/");
  assert.equal(await page.inputValue("#q"), "hong/", "a slash in a field is a slash");

  await page.goto("/units/hl/board?period=2024-Q1");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page, "className"), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page, "id"), "main", "the first link skips the menu");

  const opener = page.locator("a.fig").first();
  const href = await opener.getAttribute("href");
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches("a.fig"))) break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), href, "Tab leads to the figure");
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return Number.parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
  });
  assert.ok(ring, "focus can be seen");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  await page.waitForFunction(() => document.activeElement.closest("dialog"));
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement.closest("dialog"));
    assert.ok(!outside, "focus stays in the drawer");
  }
  await page.keyboard.press("Escape");
  await page.waitForFunction((address) => document.activeElement.getAttribute("href") === address, href);
  assert.match(page.url(), /board/);
  await page.goBack();
  assert.equal(await page.locator("dialog[open]").count(), 0, "going back does not open what was closed");
});
