import assert from "node:assert/strict";
import { giveCode, oneTimeCode, turnOff, turnOn } from "../codes.mjs";
import { PASSWORD, signIn, words } from "../house.mjs";
import { story } from "../shared.mjs";

const BOARD = "/units/dd/board?period=2024-Q1";

/** Opens a figure of the board and gives its drawer. */
async function open(page, figure) {
  await page.locator("a.fig", { hasText: figure }).first().click();
  const drawer = page.locator("dialog[open]");
  await drawer.waitFor();
  assert.match(page.url(), /trace/, "the drawer has its own address");
  return drawer;
}

story("a second factor, then the board, a figure and its entries; a recovery code works once", async ({ visit }) => {
  const page = await signIn(await visit(), "dongda");
  const { secret, codes } = await turnOn(page);
  try {
    assert.equal(codes.length, 10);
    await page.goto("/account");
    await Promise.all([page.waitForURL(/sign-in/), page.locator("aside form[action='/sign-out'] button").click()]);
    await page.goto(BOARD);
    assert.match(page.url(), /sign-in/, "signed out means signed out");
    await signIn(page, "dongda");
    assert.match(page.url(), /second-factor/);
    await page.goto(BOARD);
    assert.match(page.url(), /second-factor/, "the password alone opens no page");
    await giveCode(page, "000000");
    assert.match(page.url(), /second-factor/, "a wrong code opens nothing");
    await giveCode(page, oneTimeCode(secret, 1));
    await page.goto(BOARD);
    assert.match(await words(page), /02\/05 40%/);
    const drawer = await open(page, "02/05");
    assert.match(await drawer.innerText(), /\+02\s+Quận ủy Đống Đa/);
    await drawer.getByRole("link", { name: "Mở bút toán" }).first().click();
    await page.waitForURL(/entries\/\d+/);
    assert.match(await words(page), /Thành lập tổ chức đảng/);

    for (const works of [true, false]) {
      const other = await signIn(await visit(), "dongda");
      await giveCode(other, codes[0]);
      assert.equal(/second-factor/.test(other.url()), !works, other.url());
    }
  } finally {
    await turnOff(page, PASSWORD);
  }
});

story("a figure counted from decisions leads to each of them", async ({ officer }) => {
  const page = await officer("canbo");
  await page.goto("/units/hl/board?period=2024-Q1");
  const drawer = await open(page, "03/05");
  const decided = (await drawer.innerText()).match(/Số (\d+-QĐ\/QU), ngày/)[1];
  await drawer.getByRole("link", { name: "Mở bút toán" }).first().click();
  await page.waitForURL(/entries\/\d+/);
  assert.ok((await words(page)).includes(decided), decided);
  await page.goto(`/search?q=${encodeURIComponent(decided)}`);
  assert.ok((await words(page)).includes(decided), "the number of a decision finds it");
});

story("a wrong name and a wrong password are told in the same words", async ({ visit }) => {
  const told = [];
  for (const name of ["kiemtra", "khong-co-ai"]) {
    const page = await visit();
    await page.goto("/sign-in");
    await page.fill("#name", name);
    await page.fill("#password", "sai-mat-khau-nay");
    await page.locator("main form button.primary").click();
    await page.locator(".faults").waitFor();
    assert.equal(await page.inputValue("#name"), name, "what was typed is kept");
    assert.equal(await page.inputValue("#password"), "");
    told.push(await page.locator(".faults").innerText());
  }
  assert.equal(told[0], told[1]);
});

story("looking as another is read only and told", async ({ visit }) => {
  const page = await signIn(await visit(), "quantri");
  await page.goto("/accounts/2");
  await Promise.all([page.waitForNavigation(), page.locator("form[action$='/view'] button").click()]);
  await page.goto("/");
  assert.match(await words(page), /đang xem như/);
  const origin = new URL(page.url()).origin;
  const answer = await page.request.post("/facts", { form: { unit: "p-hl" }, headers: { origin } });
  assert.ok([403, 404].includes(answer.status()), String(answer.status()));
  await Promise.all([page.waitForNavigation(), page.locator("form[action='/view-as/end'] button").click()]);
  await page.goto("/audit");
  assert.match(await words(page), /Trần Minh Khoa|hongkhoa/);
});
