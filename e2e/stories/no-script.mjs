import assert from "node:assert/strict";
import { PASSWORD, words } from "../house.mjs";
import { story } from "../shared.mjs";

story("without script everything is there", async ({ visit }) => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/sign-in");
  await page.fill("#name", "canbo");
  await page.fill("#password", PASSWORD);
  await page.locator("form[action='/sign-in'] button.primary").click();
  assert.match(page.url(), /board/);

  await page.goto("/units/hl/board?period=2024-Q1");
  await page.locator("a.fig").first().click();
  assert.match(page.url(), /trace/);
  assert.match(await words(page), /bút toán/);

  await page.goto("/facts/new?fact=party_member_admitted&unit=hl-khoi");
  await page.fill("[name=on]", "31/2/2024");
  await page.fill("[name=count]", "ba");
  await page.fill("[name=note]", "Ghi thử");
  await page.locator("main form button.primary").click();
  assert.equal(await page.inputValue("[name=on]"), "31/2/2024");
  assert.equal(await page.inputValue("[name=count]"), "ba");
  assert.equal(await page.inputValue("[name=note]"), "Ghi thử");
  assert.ok((await page.locator(".faults li").count()) >= 2);
  await page.fill("[name=on]", "20/2/2024");
  await page.fill("[name=count]", "3");
  await page.locator("main form button.primary").click();
  assert.match(page.url(), /entries\/\d+/, await words(page));
  assert.match(await words(page), /Đã ghi sổ/);

  await page.goto("/units?view=list");
  await page.locator("thead a").first().click();
  assert.equal(await page.locator("th[aria-sort=ascending]").count(), 1);
  await page.fill("form.sieve [name=q]", "phường");
  await page.locator("form.sieve > button").click();
  assert.equal(await page.locator("th[aria-sort=ascending]").count(), 1, "filtering keeps the order");
  const rows = await page.locator("main tbody tr").allInnerTexts();
  assert.ok(rows.length > 0 && rows.every((row) => /phường/i.test(row)), rows.find((row) => !/phường/i.test(row)));
  await page.selectOption("#size", { index: 0 });
  const size = Number(await page.inputValue("#size"));
  await page.locator("form[data-autosubmit] button").click();
  assert.ok((await page.locator("main tbody tr").count()) <= size);
  assert.match(page.url(), new RegExp(`size=${size}`));
  await page.goto("/units?view=list");
  assert.equal(await page.inputValue("#size"), String(size), "the size of a page is kept");

  await page.goto("/papers/new?unit=hl&period=2024-Q1");
  await page.locator("main form button.primary").click();
  assert.match(page.url(), /papers\/\d+/);
  // Without script the page of a running work comes again by itself.
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });
  const file = await page.request.get(`${page.url()}/bao-cao.docx`);
  assert.equal(file.status(), 200);
  assert.match(file.headers()["content-type"], /wordprocessingml/);
});
