// From a messy list to a founded organization, as one officer of a ward goes the way, and every figure on it.
import assert from "node:assert/strict";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { words } from "../house.mjs";
import { story } from "../shared.mjs";

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** A tax code that nobody has: nine digits and the digit that checks them; none when ten would be needed. */
function taxCode(nine) {
  const sum = [...nine].reduce((sum, digit, place) => sum + Number(digit) * WEIGHTS[place], 0);
  const check = 10 - (sum % 11);
  return check < 10 ? nine + check : null;
}

const codes = [];
for (let number = 970_100_000; codes.length < 30; number += 1) {
  const code = taxCode(String(number));
  if (code) codes.push(code);
}

/** What twelve rows say wrongly, and what they should say: the code, the workers, the day of registration. */
const WRONG = new Map([
  ...[0, 1, 2, 3, 4, 5].map((place) => [place, ["code", codes[place].slice(0, 9) + ((Number(codes[place][9]) + 1) % 10), codes[place]]]),
  ...["ba chục", "12,5", "khoảng 40"].map((told, place) => [6 + place, ["workers", told, "35"]]),
  ...["31/2/2019", "30/13/2019", "hồi 2019"].map((told, place) => [9 + place, ["day", told, "05/3/2019"]]),
]);

function row(place) {
  const told = { code: codes[place], workers: String(20 + place), day: "01/02/2020" };
  const wrong = WRONG.get(place);
  if (wrong) told[wrong[0]] = wrong[1];
  const name = `Công ty TNHH Thử Nghiệm Số ${place + 1}`;
  return `${place + 1};${told.code};${name};Tư nhân;Hồng Lam;"${told.workers}";${told.day};0912.000.${100 + place}`;
}

const LIST = [
  "UBND PHƯỜNG HỒNG LAM;;;;;;;",
  "DANH SÁCH DOANH NGHIỆP TRÊN ĐỊA BÀN;;;;;;;",
  "Tính đến ngày 31/10/2026;;;;;;;",
  "STT;Mã số thuế;Tên doanh nghiệp;Thành phần kinh tế;Phường;Số lao động;Ngày đăng ký;Điện thoại",
  ...codes.map((_, place) => row(place)),
  "Cộng;;;;;900;;",
  "Ghi chú: số liệu do thuế cung cấp;;;;;;;",
].join("\n");

/** Mends the workbook of held rows as an officer would in a spreadsheet: only the wrong cells change. */
function mended(workbook) {
  const parts = unzipSync(workbook);
  const strings = Object.keys(parts).find((name) => name.endsWith("sharedStrings.xml"));
  let text = strFromU8(parts[strings]);
  for (const [, wrong, right] of WRONG.values()) {
    const cell = new RegExp(`(<t[^>]*>)${wrong}(</t>)`);
    assert.match(text, cell, `the workbook holds «${wrong}»`);
    text = text.replace(cell, `$1${right}$2`);
  }
  parts[strings] = strToU8(text);
  return Buffer.from(zipSync(parts));
}

async function take(page, name, buffer) {
  await page.goto("/enterprises/imports");
  await page.setInputFiles("#file", { name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });
  await page.locator("main form button.primary").click();
  await page.waitForURL(/imports\/\d+/);
  await page.locator("#work:not([data-poll]) .facts").waitFor();
  const looked = await words(page);
  await page.locator("form[action*='/imports/'] button.primary").click();
  await page.locator("#work .notice.ok").waitFor();
  return { looked, taken: await words(page) };
}

const HOST = codes[7];

story("a messy list comes in, twelve held rows are mended in their workbook, and all thirty are there", async ({ officer }) => {
  const page = await officer("hongkhoa");
  const first = await take(page, "thue-hong-lam.csv", LIST);
  assert.match(first.looked, /Mới 18 .*Giữ lại 12/);
  const held = await page.request.get(await page.locator("a[href$='giu-lai.xlsx']").getAttribute("href"));
  assert.equal(held.status(), 200);
  const second = await take(page, "giu-lai.xlsx", mended(await held.body()));
  assert.match(second.looked, /Mới 12 .*Giữ lại 00/);
  await page.goto(`/enterprises?q=${encodeURIComponent("thu nghiem so")}`);
  assert.match(await words(page), /(^|\D)30 doanh nghiệp/);
  await page.goto("/enterprises?q=0912000107");
  assert.match(await words(page), /Thử Nghiệm Số 8/, "a phone number is found whole");
});

story("a visit is recorded on a telephone, and the ladder explains itself", async ({ officer }) => {
  const page = await officer("hongkhoa", { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true });
  await page.goto(`/enterprises/${HOST}`);
  assert.match(await words(page), /Đảng .*Chưa ghi nhận\. Chưa khảo sát nào ghi mục này/);
  await page.goto(`/enterprises/${HOST}/survey`);
  const fill = { workers: "42", party_official: "4", party_probationary: "1", next_step: "Mở hồ sơ thành lập" };
  for (let step = 0; step < 6; step += 1) {
    for (const [name, value] of Object.entries(fill)) {
      const field = page.locator(`input[name=${name}]:visible, textarea[name=${name}]:visible`);
      if (await field.count()) await field.fill(value);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `step ${step + 1} is ${wide} wide`);
    await page.locator("main form button.primary").click();
    await page.waitForLoadState();
  }
  await page.waitForURL(/surveys\/\d+/);
  assert.match(await words(page), /Đã ghi sổ/);
  await page.goto(`/enterprises/${HOST}`);
  assert.match(await words(page), /Có 04 đảng viên chính thức, cần ít nhất 03 \(Điều lệ Đảng, Điều 21, khoản 2\)/);
});

const FIGURE = "/api/v1/units/p-hl/trace?indicator=party_org_founded&period=2026";

story("a case runs to its decision, the decision is printed, the target moves, and the trace opens it", async ({ officer }) => {
  const page = await officer("hongkhoa");
  const figure = async () => (await page.request.get(FIGURE)).json();
  const before = (await figure()).value ?? 0;
  await page.goto(`/enterprises/${HOST}`);
  await page.locator(`a[href='/cases/new?hosts=${HOST}']`).first().click();
  await page.selectOption("[name=procedure]", "found_private_cell");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/cases\/\d+/);
  const one = new URL(page.url()).pathname;
  const happens = async (deed, said) => {
    await page.locator(`input[name=deed][value=${deed}][type=radio]`).check();
    if (said) await page.fill("#words", said);
    await page.locator("main form .submit button").click();
    await page.waitForLoadState();
  };
  const papers = async () => {
    while (await page.locator(".wanting form button").count()) {
      await page.locator(".wanting form button").first().click();
      await page.waitForLoadState();
    }
  };
  await papers();
  await happens("step_done");
  await page.locator("a[href$='/letters/submission']").click();
  await page.locator("main form button.primary").click();
  await page.waitForURL(/letters\/\d+/);
  assert.match(await words(page), /Tờ trình số 01-TTr\/ĐU/);
  await page.goto(one);
  await papers();
  await happens("step_done");
  await happens("sent");
  assert.match(await words(page), /không tính hạn/, "the clock stands still outside");
  await happens("returned", "Đã thẩm định");
  await papers();
  await happens("step_done");

  await page.locator("a[href$='/letters/decision']").click();
  await page.fill("[name=signer_title]", "Bí thư");
  await page.fill("[name=signer_name]", "Trần Thị Thử");
  await page.locator("main form button.primary").dblclick();
  await page.waitForURL(/letters\/\d+/);
  const letter = new URL(page.url()).pathname;
  assert.match(await words(page), /Quyết định số 01-QĐ\/ĐU/);
  await page.goto(one);
  await page.locator("a[href$='/founding']").first().click();
  assert.equal(await page.inputValue("[name=decision_no]"), "01-QĐ/ĐU", "the form knows its decision");
  await page.locator("main form button.primary").dblclick();
  await page.waitForURL((address) => /^\/entries\/\d+$/.test(address.pathname));
  assert.match(await words(page), /01-QĐ\/ĐU/, "the entry knows its decision");
  await page.goto(one);
  assert.match(await words(page), /Đã thành lập: Chi bộ Công ty TNHH Thử Nghiệm Số 8/);

  for (const [ending, begins] of [["docx", "PK"], ["pdf", "%PDF"], ["html", "<!"]]) {
    const file = await page.request.get(`${letter}/quyet-dinh-01.${ending}`);
    assert.equal(file.status(), 200, ending);
    assert.equal((await file.body()).subarray(0, begins.length).toString("latin1"), begins, ending);
  }

  const after = await figure();
  assert.equal(after.value, before + 1, "the target's result moved by one");
  await page.goto("/units/p-hl/board?period=2026");
  const shown = String(before + 1).padStart(2, "0");
  assert.match(await words(page), new RegExp(`${shown}/02`));
  await page.goto("/units/p-hl/trace?indicator=party_org_founded&period=2026");
  assert.match(await words(page), /01-QĐ\/ĐU/, "the figure opens down to the decision");
});
