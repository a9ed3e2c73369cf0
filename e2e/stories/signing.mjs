// A paper is drafted, overtaken by an entry, decided on, signed, edited outside and brought back; after more entries it is printed
// the same, byte for byte. And somebody else's report is checked.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { officer, openHouse, words } from "../house.mjs";

/** A house of its own: its book goes on. */
const house = await openHouse();
after(() => house.close());

/** What Word does when an officer types over a number and adds a sentence. */
const EDIT = `
import sys, zipfile
source, target = sys.argv[1:3]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
    for item in old.infolist():
        part = old.read(item)
        if item.filename == "word/document.xml":
            text = part.decode()
            at = text.index("party_member_admitted/")
            at = text.index("</w:t>", at)
            start = text.rindex(">", 0, at) + 1
            text = text[:start] + "77" + text[at:]
            part = text.replace("</w:body>", "<w:p><w:r><w:t>Thêm một câu ở Word.</w:t></w:r></w:p></w:body>", 1).encode()
        new.writestr(item.filename, part)
`;

async function record(page, on) {
  await page.goto("/facts/new?unit=hl&fact=party_member_admitted");
  await page.fill("[name=on]", on);
  await page.fill("[name=count]", "3");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/entries\/\d+/);
}

async function file(page, paper, ending) {
  const answer = await page.request.get(`${paper}/bao-cao.${ending}`);
  assert.equal(answer.status(), 200, ending);
  return answer.body();
}

test("a paper is decided on, signed, brought back from Word, and printed the same after more entries", { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "nennep-"));
  const page = await officer(house, "canbo");
  await page.goto("/papers/new?unit=hl&period=2024-Q1");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/papers\/\d+/);
  const paper = page.url();
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });

  // An entry comes in: the page says which numbers changed, and the paper is not signed unasked.
  await record(page, "25/3/2024");
  await page.goto(paper);
  await page.locator("#changed").waitFor();
  assert.match(await words(page), /số liệu đã đổi từ khi lập bài/);
  const sign = page.locator('form[action$="/signing"]');
  await sign.locator("[name=dated]").fill("28/11/2026");
  await sign.locator("button").click();
  await page.waitForLoadState();
  assert.match(await words(page), /ghi lý do vì sao vẫn ký số cũ/);
  await page.locator('form[action$="/signing"] [name=kept_reason]').fill("Số liệu đã chốt tại hội nghị");
  await page.locator('form[action$="/signing"] [name=signer_title]').fill("Bí thư");
  await page.locator('form[action$="/signing"] [name=signer_name]').fill("Lê Thu Mẫu");
  await page.locator('form[action$="/signing"] button').click();
  await page.locator("#slip").waitFor({ timeout: 60_000 });
  assert.match(await words(page), /Phiếu kiểm chứng.*Số 01-BC\/QU.*[0-9a-f]{64}/s);
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });
  const endings = await page.locator("#work a[href*='/bao-cao.']").evaluateAll((links) => links.map((link) => link.getAttribute("href").split(".").pop()));
  const signed = new Map();
  for (const ending of endings) signed.set(ending, await file(page, paper, ending));

  // Edited outside and brought back.
  const [out, back] = [join(folder, "bao-cao.docx"), join(folder, "da-sua.docx")];
  writeFileSync(out, signed.get("docx"));
  execFileSync("python3", ["-c", EDIT, out, back]);
  await page.setInputFiles('form[action$="/returned"] input[type=file]', back);
  await page.locator('form[action$="/returned"] button').click();
  await page.waitForURL(/returned/);
  assert.match(await words(page), /01 số liệu khác bài.*77.*Thêm một câu ở Word/s);

  await record(page, "26/3/2024");
  for (const [ending, bytes] of signed) {
    assert.ok(bytes.equals(await file(page, paper, ending)), `${ending} is not what was signed`);
  }
});

test("a report is checked: doubts first, then figures, then the text; a wrong file is told at its field", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "nennep-"));
  const report = join(folder, "bao-cao.txt");
  writeFileSync(report, "Kết nạp 06/17 đảng viên mới, đạt 36% chỉ tiêu giao.\nĐiện thoại: 0243 555 230.\n");
  const page = await officer(house, "canbo");
  await page.goto("/checks");
  await page.setInputFiles("#f-file", report);
  await page.locator("main form button.primary").click();
  await page.locator("#doubts").waitFor();
  const said = await words(page);
  assert.match(said, /Tỷ lệ ghi 36%, tính lại được 35,3%/);
  assert.match(said, /Đảng viên kết nạp mới.*không khớp/s);
  assert.equal(await page.locator(".checked .read").count(), 1, "a telephone is no figure");
  const picture = join(folder, "anh.docx");
  writeFileSync(picture, readFileSync(report));
  await page.goto("/checks");
  await page.setInputFiles("#f-file", picture);
  await page.locator("main form button.primary").click();
  await page.locator("#f-file-fault").waitFor();
});
