import assert from "node:assert/strict";
import { words } from "../house.mjs";
import { house, story } from "../shared.mjs";

const HIDDEN = "Đảng ủy phường Lam Thượng";

story("a ward's officer meets nothing of another ward", async ({ officer }) => {
  const page = await officer("hongkhoa");
  // What the neighbour recorded, to be asked for by its number.
  const neighbour = await officer("lammai");
  await neighbour.goto("/entries?unit=p-lt");
  const theirs = await neighbour.locator("main tbody a[href^='/entries/']").first().getAttribute("href");
  assert.ok(theirs);
  const paths = [
    "/units/p-lt",
    "/units/p-lt/board",
    "/units/p-lt/viewers",
    "/units/lg/board",
    "/units/p-lt/trace?indicator=party_org_founded",
    theirs,
    `${theirs}/reversal`,
    "/api/v1/units/p-lt/figures?period=2026",
    "/api/v1/units/p-lt/trace?indicator=party_org_founded&period=2026",
    "/audit",
    "/accounts",
  ];
  for (const path of paths) assert.equal((await page.request.get(path)).status(), 404, path);
  const answer = await page.goto("/units/p-lt");
  assert.equal(answer.status(), 404);
  assert.doesNotMatch(await words(page), /Lam Thượng/);

  const lists = ["/units", "/units?view=list&size=100", "/search?q=Lam+Thượng", "/search?q=p-lt", "/entries?size=100", "/entries?unit=p-lt", "/units/differences", "/tasks", "/papers", "/facts/new?fact=party_org_founded&unit=p-lt"];
  for (const path of lists) {
    const text = await (await page.request.get(path)).text();
    assert.ok(!text.replace(/value="[^"]*"/g, "").includes(HIDDEN), path);
  }
  // What is seen can be taken as a workbook, and it holds no more than was seen.
  await page.goto("/units?view=list");
  const href = await page.locator("a", { hasText: "Xuất" }).first().getAttribute("href");
  const mine = await page.request.get(href);
  assert.equal(mine.status(), 200);
  assert.match(mine.headers()["content-type"], /spreadsheetml/);
  const { rows: own } = await listed(page, "/units?view=list&size=100");
  const { rows: all } = await listed(await officer("canbo"), "/units?view=list&size=100");
  assert.ok(own > 0 && own < all, `${own} of ${all}`);

  // Neither by form nor by API can anything be written there.
  const origin = { origin: house.address };
  const written = await page.request.post("/facts", { form: { fact: "party_org_founded", unit: "p-lt", on: "25/3/2024", key: "e2e-scope" }, headers: origin });
  assert.ok([404, 422].includes(written.status()), String(written.status()));
  assert.ok(!(await written.text()).includes(HIDDEN));
});

async function listed(page, path) {
  await page.goto(path);
  return { rows: await page.locator("main tbody tr").count() };
}

story("a token of one's own ends at its unit, and when it is taken away", async ({ officer }) => {
  const page = await officer("hongkhoa");
  await page.goto("/account");
  await page.fill("#token-name", "Bảng tính");
  await page.fill("#token-unit", "p-lt");
  await page.fill("#token-until", new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  const make = page.getByRole("button", { name: "Tạo mã truy cập" });
  await Promise.all([page.waitForNavigation(), make.click()]);
  assert.ok((await page.locator("#token-unit-fault").count()) > 0, "a unit outside the scope is not there");
  await page.fill("#token-unit", "p-hl");
  await Promise.all([page.waitForNavigation(), make.click()]);
  const token = (await words(page)).match(/\b[0-9a-f]{64}\b/)?.[0];
  assert.ok(token, await words(page));
  const ask = async (path, secret = token) => (await fetch(house.address + path, { headers: { authorization: `Bearer ${secret}` } })).status;
  assert.equal(await ask("/api/v1/units/p-hl/figures?period=2026"), 200);
  assert.equal(await ask("/api/v1/units/p-lt/figures?period=2026"), 404);
  assert.equal(await ask("/api/v1/units/lg/figures?period=2026"), 404);
  assert.equal(await ask("/api/v1/units/p-hl/figures?period=2026", "0".repeat(64)), 401);
  await page.reload();
  assert.doesNotMatch(await words(page), new RegExp(token), "a token is shown once");
  await page.locator("form[action^='/account/tokens/'] button").first().click();
  await page.waitForLoadState();
  await page.locator("tr.gone").first().waitFor();
  assert.equal(await ask("/api/v1/units/p-hl/figures?period=2026"), 401);
});
