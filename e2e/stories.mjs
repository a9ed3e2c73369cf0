// Stories of officers in a browser, from the sign-in to the decision behind a figure.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { PAGES } from "./pages.mjs";
import { PASSWORD, officer, openHouse, signIn, visit } from "./house.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let house;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

/** The six digits that a phone shows now, or some steps later, for a secret written in base 32. */
function oneTimeCode(secret, later = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[^A-Z2-7]/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", bytes).update(step).digest();
  const place = hash[19] & 15;
  return String((hash.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

test("a second factor, then the board, a figure, its entries and the decision", async () => {
  const page = await officer(house, "dongda");
  await page.goto("/account");
  await page.getByRole("link", { name: "Bật xác nhận hai bước" }).or(page.getByRole("button", { name: "Bật xác nhận hai bước" })).first().click();
  const text = await words(page);
  const secret = text.match(/\b(?:[A-Z2-7]{4} ?){8}\b/)?.[0].replace(/ /g, "");
  assert.ok(secret, text);
  await page.fill("input[name=code]", oneTimeCode(secret));
  await page.locator("main form button.primary").click();
  const codes = await page.locator("ul.codes li").allInnerTexts();
  assert.equal(codes.length, 10);
  await page.goto("/account");
  await page.locator("form[action='/sign-out'] button").first().click();
  await signIn(page, "dongda");
  assert.match(page.url(), /second-factor/);
  await page.fill("input[name=code]", oneTimeCode(secret, 1));
  await page.locator("main form button.primary").click();
  await page.goto("/units/dd/board?period=2024-Q1");
  assert.match(await words(page), /02\/05 40%/);
  await page.locator("a.fig", { hasText: "02/05" }).first().click();
  const drawer = page.locator("dialog, [role=dialog]").first();
  await drawer.waitFor();
  assert.match(page.url(), /trace/);
  assert.match(await drawer.innerText(), /0[12] bút toán/);
  await drawer.getByRole("link", { name: "Mở bút toán" }).first().click();
  await page.waitForURL(/entries\/\d+/);
  assert.match(await words(page), /Thành lập tổ chức đảng/);
  // A recovery code stands in once and never again.
  for (const works of [true, false]) {
    const other = await visit(house);
    await signIn(other, "dongda");
    const link = other.getByRole("link", { name: /dự phòng/ });
    if (await link.count()) await link.first().click();
    await other.fill("input[name=code]", codes[0]);
    await other.locator("main form button.primary").first().click();
    await other.waitForLoadState();
    assert.equal(/second-factor/.test(other.url()), !works, other.url());
  }
  assert.deepEqual(page.complaints, []);
});

test("a founding is recorded once, seen as 03/05, and taken back to 02/05 with both lines in the book", async () => {
  const page = await officer(house, "canbo");
  const before = (await (await page.request.get("/api/v1/units/hl/trace?indicator=party_org_founded&period=2024-Q1")).json()).value;
  assert.equal(before, 3);
  await page.goto("/facts/new?fact=party_org_founded&unit=hl-khoi");
  await page.fill("[name=on]", "25/3/2024");
  await page.fill("[name=decision_no]", "712-QĐ/QU");
  await page.locator("main form button.primary").dblclick();
  await page.waitForURL(/entries\/\d+/);
  const entry = page.url().match(/entries\/(\d+)/)[1];
  assert.match(await words(page), /Đã ghi sổ/);
  await page.goto("/units/hl/board?period=2024-Q1");
  assert.match(await words(page), /04\/05 80%/);
  await page.goto(`/entries/${entry}/reversal`);
  const form = page.locator("form[action$='/reversal']");
  await form.locator("input[type=radio]").first().check();
  await form.locator("[name=reason]").fill("Ghi nhầm quyết định");
  await form.locator("button.primary, button").last().click();
  await page.waitForURL((address) => !address.pathname.endsWith(`/entries/${entry}`));
  await page.goto("/units/hl/board?period=2024-Q1");
  assert.match(await words(page), /03\/05 60%/);
  const trace = await (await page.request.get("/api/v1/units/hl/trace?indicator=party_org_founded&period=2024-Q1")).json();
  assert.equal(trace.value, 3);
  assert.equal(trace.entries.length, 5, "the founding and its reversal both stay");
  assert.deepEqual(page.complaints, []);
});

test("a ward's officer meets nothing of another ward", async () => {
  const page = await officer(house, "hongkhoa");
  for (const path of ["/units/p-lt", "/units/p-lt/board", "/units/lg/board", "/units/p-lt/trace?indicator=party_org_founded", "/api/v1/units/p-lt/figures?period=2026", "/audit", "/accounts"]) {
    assert.equal((await page.request.get(path)).status(), 404, path);
  }
  for (const path of ["/units", "/units?view=list", "/search?q=Lam+Thượng", "/entries", "/units/differences"]) {
    const text = await (await page.request.get(path)).text();
    assert.ok(!text.replace(/value="[^"]*"/g, "").includes("Đảng ủy phường Lam Thượng"), path);
  }
  await page.goto("/account");
  await page.fill("[name='token-name'], [name=name]", "Bảng tính");
  const unit = page.locator("[name='token-unit'], [name=unit]").first();
  await unit.fill("p-hl").catch(() => unit.selectOption("p-hl"));
  await page.locator("[name='token-until'], [name=until]").first().fill("2026-12-31");
  await page.getByRole("button", { name: "Tạo mã truy cập" }).click();
  const token = (await words(page)).match(/\b[0-9a-f]{64}\b/)?.[0];
  assert.ok(token, await words(page));
  const ask = (path) => fetch(house.address + path, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask("/api/v1/units/p-hl/figures?period=2026")).status, 200);
  assert.equal((await ask("/api/v1/units/p-lt/figures?period=2026")).status, 404);
});

test("the keyboard is enough", async () => {
  const page = await visit(house);
  await page.goto("/sign-in");
  await page.focus("#name");
  await page.keyboard.type("canbo");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(/board/);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  await page.goto("/units/hl/board?period=2024-Q1");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const figure = page.locator("a.fig").first();
  await figure.focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog, [role=dialog]").first().waitFor();
  await page.waitForFunction(() => document.activeElement.closest("dialog, [role=dialog]"));
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.matches("a.fig"));
  assert.match(page.url(), /board/);
  assert.deepEqual(page.complaints, []);
});

test("without script everything is there", async () => {
  const page = await officer(house, "canbo", { javaScriptEnabled: false });
  await page.goto("/units/hl/board?period=2024-Q1");
  await page.locator("a.fig").first().click();
  assert.match(page.url(), /trace/);
  await page.goto("/facts/new?fact=party_member_admitted&unit=hl-khoi");
  await page.fill("[name=on]", "31/2/2024");
  await page.fill("[name=count]", "ba");
  await page.fill("[name=note]", "Ghi thử");
  await page.locator("main form button.primary").click();
  assert.equal(await page.inputValue("[name=on]"), "31/2/2024");
  assert.equal(await page.inputValue("[name=note]"), "Ghi thử");
  assert.ok((await page.locator(".faults li").count()) >= 2);
  await page.goto("/units?view=list");
  await page.locator("thead a").first().click();
  assert.equal(await page.locator("th[aria-sort=ascending]").count(), 1);
  await page.goto("/papers/new?unit=hl&period=2024-Q1");
  await page.locator("main form button.primary").click();
  assert.match(page.url(), /papers\/\d+/);
  const file = await page.request.get(page.url() + "/bao-cao.docx");
  assert.equal(file.status(), 200);
  assert.match(file.headers()["content-type"], /wordprocessingml/);
});

test("a paper shows how far it is, then its text with numbers that open", async () => {
  const page = await officer(house, "canbo");
  await page.goto("/papers/new?unit=hl&period=2024-Q1");
  await page.locator("main form button.primary").click();
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });
  await page.reload();
  assert.match(await words(page), /03\/05/);
  await page.locator(".paper-text a.fig").first().click();
  await page.locator("dialog, [role=dialog]").first().waitFor();
  assert.match(page.url(), /known_at=\d+/);
  assert.deepEqual(page.complaints, []);
});

test("looking as another is read only and told", async () => {
  const page = await officer(house, "quantri");
  await page.goto("/accounts/2");
  await page.locator("form[action$='/view'] button").click();
  await page.goto("/");
  assert.match(await page.locator("main").innerText(), /đang xem như/);
  const answer = await page.request.post("/facts", { form: { unit: "p-hl" }, headers: { origin: house.address } });
  assert.ok([403, 404].includes(answer.status()), String(answer.status()));
  await page.locator("form[action='/view-as/end'] button").click();
  await page.goto("/audit");
  assert.match(await words(page), /Trần Minh Khoa|hongkhoa/);
});

test("English says no Vietnamese in its frame, and the look is kept", async () => {
  const page = await officer(house, "lanhdao");
  await page.goto("/account");
  await page.check("input[value=en]");
  await page.check("input[value=dark]");
  await page.locator("form[action='/preferences'] button").click();
  await page.goto("/units/hl/board?period=2024-Q1");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  const frame = await page.locator("aside.side nav").innerText();
  assert.ok(!/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i.test(frame), frame);
});

for (const [theme, width] of [["light", 1440], ["dark", 1440], ["light", 360], ["dark", 360]]) {
  test(`nothing serious on any page, and nothing wider than the screen: ${theme}, ${width} px`, async () => {
    const visitors = new Map();
    const found = [];
    for (const [who, path] of PAGES) {
      if (!visitors.has(who)) {
        const options = { colorScheme: theme, viewport: { width, height: 800 } };
        visitors.set(who, who ? await officer(house, who, options) : await visit(house, options));
      }
      const page = visitors.get(who);
      const answer = await page.goto(path, { waitUntil: "load" });
      if (path !== "/nothing-here" && answer.status() !== 200) found.push(`${path}: ${answer.status()}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push(`${path}: ${wide} px wide`);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, impact, nodes } of violations) {
        if (impact === "serious" || impact === "critical") found.push(`${path}: ${id} at ${nodes[0].target.join(" ")} (${nodes.length})`);
      }
      found.push(...page.complaints.splice(0).map((text) => `${path}: ${text}`));
    }
    assert.deepEqual(found, []);
  });
}
