// What a phone does with the secret of a second factor, and the way through the pages that ask for it.
import { createHmac } from "node:crypto";
import { words } from "./house.mjs";

/** The six digits that a phone shows now, or some steps later, for a secret written in base 32. */
export function oneTimeCode(secret, later = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[^A-Z2-7]/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", bytes).update(step).digest();
  const place = hash[19] & 15;
  return String((hash.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Turns the second factor on by the pages; gives the secret and the recovery codes, and leaves the page of the codes open. */
export async function turnOn(page) {
  await page.goto("/account");
  await page.getByRole("link", { name: "Bật xác nhận hai bước" }).click();
  await page.waitForURL(/second-factor/);
  const secret = (await words(page)).match(/\b(?:[A-Z2-7]{4} ?){8}\b/)?.[0].replace(/ /g, "");
  if (!secret) throw new Error(`no secret on the page: ${await words(page)}`);
  await page.fill("input[name=code]", oneTimeCode(secret));
  await page.locator("main form button.primary").click();
  await page.locator("ul.codes li").first().waitFor();
  return { secret, codes: await page.locator("ul.codes li").allInnerTexts() };
}

/** Gives a code where one is asked, and waits for the answer. */
export async function giveCode(page, code) {
  await page.fill("input[name=code]", code);
  await Promise.all([page.waitForNavigation(), page.locator("main form button.primary").click()]);
}

/** Turns the second factor off, so that the next story signs in by password alone. */
export async function turnOff(page, password) {
  await page.goto("/account");
  await page.fill("#factor-password", password);
  await page.getByRole("button", { name: "Tắt xác nhận hai bước" }).click();
  await page.getByRole("link", { name: "Bật xác nhận hai bước" }).waitFor();
}
