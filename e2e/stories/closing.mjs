// The figures of a quarter climb, are closed, are known otherwise later, are opened by two officers, and close by themselves.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { officer, openHouse, words } from "../house.mjs";

const PLACE = "/units/p-ys/submissions/2026-Q3/party";
const INDICATOR = "party_member_admitted";

/** A house of its own: its clock is set on. */
const house = await openHouse();
after(() => house.close());

async function press(page, deed, fields = {}) {
  await page.goto(PLACE);
  const form = page.locator(`form[action$="/${deed}"]`);
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator("button").last().click();
  await page.waitForLoadState();
}

async function record(page, on, count) {
  await page.goto(`/facts/new?unit=p-ys&fact=${INDICATOR}`);
  await page.fill("[name=on]", on);
  await page.fill("[name=count]", String(count));
  await page.locator("main form button.primary").click();
  await page.waitForURL(/entries\/\d+/);
}

async function known(page) {
  await page.goto(`/units/p-ys/trace?indicator=${INDICATOR}&period=2026-Q3`);
  return words(page);
}

test("a quarter is handed down, submitted, returned, accepted and closed; a late fact shows both values; two open it; it closes by itself", { timeout: 300_000 }, async () => {
  const one = await officer(house, "canbo");
  const two = await officer(house, "truongban");

  // The target, by a decision.
  await one.goto(`/targets/new?unit=p-ys&indicator=${INDICATOR}&giver=lg`);
  for (const [name, value] of [["period", "2026"], ["value", "12"], ["decision_no", "88-QĐ/TU"], ["decision_on", "15/01/2026"], ["decision_by", "Thành ủy Lam Giang"]]) {
    await one.fill(`[name=${name}]`, value);
  }
  await one.locator("main form button.primary").click();
  await one.waitForLoadState();
  assert.match(await words(one), /88-QĐ\/TU/);

  await record(one, "12/8/2026", 2);
  await press(one, "submission", { words: "Phường chưa có cán bộ nhập số liệu" });
  assert.match(await words(one), /Đã nộp số liệu/);
  await one.goto(PLACE);
  await one.locator(`[name="remark-${INDICATOR}"]`).fill("Thiếu quyết định ngày 20/8/2026");
  await one.locator('form[action$="/return"] button').click();
  await one.waitForLoadState();
  assert.match(await words(one), /trả lại.*Thiếu quyết định ngày 20\/8\/2026/s);
  await record(one, "20/8/2026", 1);
  await press(one, "submission", { words: "Phường chưa có cán bộ nhập số liệu" });
  await press(one, "acceptance");
  await press(one, "closing");
  assert.match(await words(one), /Đã khóa kỳ/);

  // A late fact: both values side by side, the reason, and the mark.
  await record(one, "25/9/2026", 3);
  assert.match(await words(one), /bổ sung kỳ trước/);
  const both = await known(one);
  assert.match(both, /Đã báo cáo và hiện biết.*\+03/s);
  await one.locator('a[href*="/restatements"]').first().click();
  await one.waitForLoadState();
  assert.match(await words(one), /ghi muộn.*\+03/s);

  // Two officers open it until tonight.
  const today = await one.evaluate(() => new Date().toLocaleDateString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }));
  await press(one, "opening-request", { until_on: today, words: "Bổ sung quyết định kết nạp gửi muộn" });
  assert.match(await words(one), /Cán bộ khác có quyền khóa kỳ mới mở được/);
  await press(two, "opening");
  const opened = await words(two);
  assert.match(opened, /Đã mở lại kỳ\./);
  const until = today.split("/").map((part) => part.padStart(2, "0")).join("/");
  assert.ok(opened.includes(`Kỳ đang mở đến hết ${until};`), opened);
  await record(two, "26/9/2026", 1);
  assert.doesNotMatch(await words(two), /bổ sung kỳ trước/);
  assert.deepEqual([...one.complaints, ...two.complaints], []);
  await one.context().close();
  await two.context().close();

  // Two days on.
  await house.later("+2d");
  const later = await officer(house, "canbo");
  await later.goto(PLACE);
  const closed = await words(later);
  assert.match(closed, /đã khóa/);
  assert.match(closed, /Khóa lại tự động/);
  assert.doesNotMatch(closed, /khác số đã khóa/);
  await later.context().close();
});
