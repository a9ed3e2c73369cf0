// A paper is drafted and reworded, overtaken by entries, decided on, signed, edited outside and brought back; after more entries it is
// printed the same, byte for byte. And somebody else's report is checked.
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

/** Rewords the paper that is open: a sentence more, a number put in, and a number changed by hand for a moment. */
async function reword(page) {
  await page.locator("a.button", { hasText: "Sửa lời văn" }).click();
  const sheet = page.locator(".writing");
  const sentence = sheet.locator("p", { hasText: "đảng viên mới" }).first();
  await sentence.waitFor();
  const numbers = await sheet.locator(".taken").count();
  await sentence.evaluate((line) => {
    const end = document.createRange();
    end.selectNodeContents(line);
    end.collapse(false);
    getSelection().removeAllRanges();
    getSelection().addRange(end);
    line.closest(".writing").focus();
  });
  await page.keyboard.type(" Hội nghị thống nhất số");
  await page.selectOption("[data-insert]", { index: 1 });
  assert.equal(await sheet.locator(".taken").count(), numbers + 1, "the number is an object of the text");
  const proof = page.locator("#proof");
  await proof.locator("p", { hasText: "Hội nghị thống nhất số" }).waitFor();
  const changed = async (printed) =>
    sheet.evaluate((editor, number) => {
      const object = editor.querySelector(".taken");
      const was = object.textContent;
      object.textContent = number;
      editor.dispatchEvent(new Event("input", { bubbles: true }));
      return was;
    }, printed);
  const was = await changed("999");
  await proof.locator("text=01 SỐ KHÔNG KHỚP SỔ").waitFor();
  await changed(was);
  await proof.locator("text=SỐ KHÔNG KHỚP SỔ").waitFor({ state: "detached" });
  await page.locator("form[data-words] button.primary").click();
  await page.locator(".tag", { hasText: "đã sửa" }).waitFor();
}

test("a paper is reworded, decided on, signed, brought back from Word, and printed the same after more entries", { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "nennep-"));
  const page = await officer(house, "canbo");
  await page.goto("/papers/new?unit=hl&period=2024-Q1");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/papers\/\d+/);
  const draft = page.url();
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });
  await reword(page);

  // An entry comes in: the page says which numbers changed. Made anew with them, the paper keeps its words.
  await record(page, "24/3/2024");
  await page.goto(draft);
  await page.locator("#changed").waitFor();
  assert.match(await words(page), /số liệu đã đổi từ khi lập bài/);
  await page.locator("section:has(#changed) form button").click();
  await page.waitForURL((url) => /papers\/\d+$/.test(url.href) && url.href !== draft);
  const paper = page.url();
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });
  assert.match(await words(page), /Hội nghị thống nhất số/);

  // Another entry: this time the paper stays as it is, and is not signed unasked.
  await record(page, "25/3/2024");
  await page.goto(paper);
  await page.locator("#changed").waitFor();
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

test("a committee words its papers with a proof beside, and what is wrong is told at its line", { timeout: 120_000 }, async () => {
  const page = await officer(house, "canbo");
  await page.goto("/wordings/behind?unit=hl");
  const proof = page.locator("#proof");
  const usual = await page.inputValue("#f-words");
  await page.fill("#f-words", `# VIỆC GẤP\n\n${usual}`);
  await proof.locator("h3", { hasText: "I- VIỆC GẤP" }).waitFor();
  await page.fill("#f-words", "# VIỆC GẤP\n\n{{ khong_co }}");
  await proof.locator("li.late", { hasText: "3: {{ khong_co }}" }).waitFor();
  await page.locator("form[data-proof] button.primary").click();
  await page.locator(".faults").waitFor();
  assert.equal(await page.inputValue("#f-words"), "# VIỆC GẤP\n\n{{ khong_co }}", "nothing typed is lost");
  await page.fill("#f-words", `# VIỆC GẤP\n\n${usual}`);
  await page.locator("form[data-proof] button.primary").click();
  await page.locator("p.sum", { hasText: "Lời riêng của đơn vị" }).waitFor();
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
