import assert from "node:assert/strict";
import { words } from "../house.mjs";
import { story } from "../shared.mjs";

const TYPES = {
  docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"],
  xlsx: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"],
  pdf: ["application/pdf", "%PDF"],
  html: ["text/html", "<"],
  json: ["application/json", "{"],
  txt: ["text/plain", ""],
  md: ["text/", ""],
};

story("a paper shows how far it is, then its text with numbers that open, and its files", async ({ officer }) => {
  const page = await officer("canbo");
  await page.goto("/papers/new?unit=hl&period=2024-Q1");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/papers\/\d+/);
  await page.locator("#work").waitFor();
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });
  const paper = page.url();
  const files = await page.locator("#work a[href*='/bao-cao.']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(files.length > 0);
  for (const href of files) {
    const [type, begins] = TYPES[href.split(".").pop()] ?? [];
    assert.ok(type, `an ending nobody knows: ${href}`);
    const file = await page.request.get(href);
    assert.equal(file.status(), 200, href);
    assert.ok(file.headers()["content-type"].startsWith(type), `${href}: ${file.headers()["content-type"]}`);
    assert.match(file.headers()["content-disposition"] ?? "", /attachment/, href);
    const body = await file.body();
    assert.equal(body.subarray(0, begins.length).toString("latin1"), begins, href);
  }
  assert.match(await words(page), /0\d\/05/, "the text is there as soon as it is made");
  await page.locator(".paper-text a.fig").first().click();
  const drawer = page.locator("dialog[open]");
  await drawer.waitFor();
  assert.match(page.url(), /known_at=\d+/, "a number of a paper opens as it was known then");
  assert.match(await drawer.innerText(), /bút toán/);
  // Nobody outside its scope has it.
  const other = await officer("lammai");
  assert.equal((await other.request.get(paper)).status(), 404);
  for (const href of files) assert.equal((await other.request.get(href)).status(), 404, href);
});
