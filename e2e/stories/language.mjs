import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { story } from "../shared.mjs";

const VIETNAMESE = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìĩóòõúùũýỳ]/i;

async function prefer(page, choices) {
  await page.goto("/account");
  for (const choice of choices) await page.check(`form[action='/preferences'] input[value=${choice}]`);
  await Promise.all([page.waitForNavigation(), page.locator("form[action='/preferences'] button").click()]);
}

story("English says no Vietnamese in its frame, and the look is kept until it is changed back", async ({ visit }) => {
  const page = await signIn(await visit(), "lanhdao");
  await prefer(page, ["en", "dark"]);
  for (const path of ["/units/hl/board?period=2024-Q1", "/units?view=list", "/entries", "/tasks"]) {
    await page.goto(path);
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    const frame = [
      await page.locator("aside.side nav").innerText(),
      await page.locator("aside.side form[action='/sign-out']").innerText(),
      await page.locator("a.skip").innerText(),
      await page.getAttribute("#q", "placeholder"),
      // The name of a unit stays as it is.
      (await page.locator("h1").first().innerText()).replace("Thành ủy Lam Giang", ""),
      ...(await page.locator("main button, main a.button, main thead th, main form.sieve label").evaluateAll((all) => all.map((one) => (one.querySelector("select, input") ? one.firstChild.textContent : one.textContent)))),
    ];
    for (const text of frame) assert.ok(!VIETNAMESE.test(text.replace("Tiếng Việt", "")), `${path}: ${text}`);
  }
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await prefer(page, ["vi", "light"]);
  await page.goto("/units/hl/board?period=2024-Q1");
  assert.equal(await page.getAttribute("html", "lang"), "vi");
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  assert.match(await page.locator("aside.side nav").innerText(), /Bảng theo dõi/);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), dark);
  await page.reload();
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
});
