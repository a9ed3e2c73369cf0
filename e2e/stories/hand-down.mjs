// A district hands its year down by keyboard, takes the table out as a sheet, and brings it back.
import assert from "node:assert/strict";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { words } from "../house.mjs";
import { story } from "../shared.mjs";

const TABLE = "/units/lg/hand-down?period=2027&indicators=party_member_admitted,party_org_founded,union_org_founded";

const value = (page) => page.evaluate(() => document.activeElement.value);
const place = (page) =>
  page.evaluate(() => {
    const cell = document.activeElement.closest("td");
    return [cell.parentElement.sectionRowIndex, cell.cellIndex];
  });

async function decide(page, no) {
  await page.fill("[name=decision_no]", no);
  await page.fill("[name=decision_on]", "02/01/2026");
  await page.fill("[name=decision_by]", "Thành ủy Lam Giang");
}

/** Writes another number where a cell of the sheet holds one, as a spreadsheet would. */
function edited(workbook, change) {
  const parts = unzipSync(workbook);
  const name = Object.keys(parts).find((part) => part.endsWith("sheet1.xml"));
  parts[name] = strToU8(change(strFromU8(parts[name])));
  return Buffer.from(zipSync(parts));
}

async function bring(page, buffer) {
  await page.setInputFiles("#f-file", { name: "giao-chi-tieu.xlsx", mimeType: "application/octet-stream", buffer });
  await page.locator("form[action$='/sheet'] button").click();
  await page.waitForLoadState();
}

story("a row is filled by keyboard, the sums follow, and the sheet comes back as it went out", async ({ officer }) => {
  const page = await officer("canbo");
  await page.goto("/targets/new");
  const own = { indicator: "party_member_admitted", giver: "Thành ủy Lam Giang", unit: "lg", period: "2027", value: "20" };
  for (const [name, text] of Object.entries({ ...own, decision_no: "70-QĐ/TU", decision_on: "02/01/2026", decision_by: "Thành ủy Lam Giang" })) {
    const field = page.locator(`main [name=${name}]`);
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(text);
    else await field.fill(text);
  }
  await page.locator("main form button.primary").dblclick();
  await page.waitForURL((address) => /^\/targets\/\d+$/.test(address.pathname));
  assert.match(await words(page), /Đã ghi sổ chỉ tiêu/);

  await page.goto(TABLE);
  const check = page.locator("thead [data-check]").first();
  assert.match(await check.innerText(), /Đã giao 00\/20, còn chưa giao 20/);
  await page.locator("[data-summed] td input").first().focus();
  await page.keyboard.type("12");
  assert.match(await check.innerText(), /Đã giao 12\/20, còn chưa giao 08/, "the sum follows what is typed");
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await place(page), [0, 2], "an arrow at the end of a cell goes on");
  await page.keyboard.type("3-4");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("2");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  assert.deepEqual(await place(page), [1, 1], "Enter goes down and sends nothing");
  await page.keyboard.type("9");
  assert.match(await check.innerText(), /Đã giao 21\/20, vượt 01/);
  await page.keyboard.press("ArrowUp");
  assert.equal(await value(page), "12");
  await page.keyboard.press("Enter");
  await page.keyboard.type("8");
  assert.match(await check.innerText(), /Đã giao 20\/20, đủ/);
  await page.keyboard.press("ArrowDown");
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "0\t1\t2\r\n0\t1\t\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const cells = await page.locator("[data-summed] tr:nth-child(3) td input, [data-summed] tr:nth-child(4) td input").evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(cells, ["0", "1", "2", "0", "1", ""], "a block of a spreadsheet fills the cells");
  await page.keyboard.press("Tab");
  assert.deepEqual(await place(page), [2, 2], "Tab goes its natural way");

  await decide(page, "71-QĐ/TU");
  await page.locator("form.hand-down button.primary").click();
  await page.locator("button[value=record]").waitFor();
  assert.match(await words(page), /09 mới, 00 đổi, 00 như đã giao/);
  await page.locator("button[value=edit]").click();
  await page.locator("[data-grid]").waitFor();
  assert.equal(await page.locator("[data-summed] td input").first().inputValue(), "12", "back in the table nothing is lost");
  await page.locator("form.hand-down button.primary").click();
  await page.locator("button[value=record]").dblclick();
  await page.locator("[data-grid]").waitFor();
  assert.match(await words(page), /Đã ghi sổ bảng giao chỉ tiêu/);

  const out = await page.request.get(await page.locator("a[href*='format=xlsx']").getAttribute("href"));
  assert.equal(out.status(), 200);
  const workbook = await out.body();
  await bring(page, workbook);
  assert.match(await words(page), /00 mới, 00 đổi, 09 như đã giao/);
  await page.goto(TABLE);
  await bring(page, edited(workbook, (sheet) => sheet.replace(/(<c r="D\d+" s="\d+"><v>)12(<\/v>)/, (_, open, close) => `${open}11${close}`)));
  assert.match(await words(page), /03 mục cần sửa/, "a change needs its decision");
  await decide(page, "72-QĐ/TU");
  await page.locator("form.hand-down button.primary").click();
  await page.locator("button[value=record]").waitFor();
  assert.match(await words(page), /00 mới, 01 đổi, 08 như đã giao/);
  await page.locator("button[value=record]").click();
  await page.locator("[data-grid]").waitFor();
  assert.match(await check.innerText(), /Đã giao 19\/20, còn chưa giao 01/);
});

story("the table keeps inside its frame on a telephone, and works without script", async ({ officer }) => {
  const phone = await officer("canbo", { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true });
  await phone.goto("/units/hl/hand-down?period=2024");
  assert.ok((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  const stays = await phone.evaluate(() => {
    const frame = document.querySelector(".grid");
    frame.scrollTo(160, 240);
    const { top, left } = frame.getBoundingClientRect();
    const [corner, head] = frame.querySelectorAll("thead th");
    const name = frame.querySelector("tbody th");
    const near = (one, other) => Math.abs(one - other) < 3;
    return [near(head.getBoundingClientRect().top, top), near(corner.getBoundingClientRect().left, left), near(name.getBoundingClientRect().left, left)];
  });
  assert.deepEqual(stays, [true, true, true], "heads and names stay while the table scrolls");
  const plain = await officer("canbo", { javaScriptEnabled: false });
  await plain.goto("/units/hl/hand-down?period=2024");
  await plain.locator("[data-summed] td input").first().fill("mười");
  await plain.locator("form.hand-down button.primary").click();
  assert.match(await words(plain), /một khoảng như 12-15/);
  assert.equal(await plain.locator("[data-summed] td input").first().inputValue(), "mười");
});
