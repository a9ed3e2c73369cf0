import assert from "node:assert/strict";
import { words } from "../house.mjs";
import { story } from "../shared.mjs";

const BOARD = "/units/dd/board?period=2024-Q1";
const TRACE = "/api/v1/units/dd/trace?indicator=party_org_founded&period=2024-Q1";

story("a founding is recorded once, seen as 03/05, and taken back to 02/05 with both lines in the book", async ({ officer }) => {
  const page = await officer("dongda");
  const traced = async () => (await page.request.get(TRACE)).json();
  assert.equal((await traced()).value, 2);
  const linesBefore = (await traced()).entries.length;

  await page.goto("/facts/new?fact=party_org_founded&unit=dd");
  await page.fill("[name=on]", "25/3/2024");
  await page.fill("[name=decision_no]", "712-QĐ/QU");
  const form = page.locator("main form[action='/facts']");
  const sent = await form.evaluate((element) => Object.fromEntries(new FormData(element)));
  await form.locator("button.primary").dblclick();
  await page.waitForURL(/entries\/\d+/);
  const entry = page.url().match(/entries\/(\d+)/)[1];
  assert.match(await words(page), /Đã ghi sổ/);
  await page.reload();
  // A browser that reloads the answer of a form sends it again, word for word.
  const again = await page.request.post("/facts", { form: sent, headers: { origin: new URL(page.url()).origin }, maxRedirects: 0 });
  assert.equal(again.status(), 303);
  assert.match(again.headers().location, new RegExp(`^/entries/${entry}\\b`));
  assert.equal((await traced()).value, 3, "double click and reload record once");

  await page.goto(BOARD);
  assert.match(await words(page), /03\/05 60%/);

  await page.goto(`/entries/${entry}`);
  await page.locator("#reversal a.button").click();
  await page.waitForURL(/reversal/);
  const back = page.locator("form[action$='/reversal']");
  // The day is chosen: that of the decision, so that the first quarter tells the truth again.
  const choices = await back.locator("input[type=radio]").count();
  assert.ok(choices >= 2, `the day can be chosen: ${choices}`);
  await back.locator("input[type=radio]").first().check();
  await back.locator("[name=reason]").fill("Ghi nhầm quyết định");
  await back.locator("button.primary").dblclick();
  await page.waitForURL((address) => /^\/entries\/\d+$/.test(address.pathname));
  const reversal = page.url().match(/entries\/(\d+)/)[1];
  assert.notEqual(reversal, entry);

  await page.goto(BOARD);
  assert.match(await words(page), /02\/05 40%/);
  const after = await traced();
  assert.equal(after.value, 2);
  assert.equal(after.entries.length, linesBefore + 2, "the founding and its reversal both stay");

  await page.goto("/entries?unit=dd&size=100");
  for (const no of [entry, reversal]) {
    assert.equal(await page.locator(`main tbody a[href='/entries/${no}']`).count() > 0, true, `line ${no} stands in the book`);
  }
  await page.goto(`/entries/${entry}/reversal`);
  assert.equal(await page.locator("form[action$='/reversal']").count(), 0, "what was taken back is not taken back again");
});

story("every fault is told at once at its field, and nothing typed is lost", async ({ officer }) => {
  const page = await officer("canbo");
  await page.goto("/facts/new?fact=party_member_admitted&unit=hl-khoi");
  await page.fill("[name=on]", "31/2/2024");
  await page.fill("[name=count]", "ba");
  await page.fill("[name=note]", "Ghi thử");
  await page.locator("main form[action='/facts'] button.primary").click();
  await page.locator(".faults li").first().waitFor();
  assert.ok((await page.locator(".faults li").count()) >= 2);
  assert.equal(await page.inputValue("[name=on]"), "31/2/2024");
  assert.equal(await page.inputValue("[name=count]"), "ba");
  assert.equal(await page.inputValue("[name=note]"), "Ghi thử");
  assert.ok(await page.evaluate(() => document.activeElement.closest(".faults") !== null), "the list of faults has the focus");
  await page.locator(".faults a").first().click();
  assert.ok(await page.evaluate(() => document.activeElement.matches("input, select, textarea, fieldset")), "a fault leads to its field");
  assert.ok((await page.locator("[aria-invalid=true]").count()) >= 2);
});
