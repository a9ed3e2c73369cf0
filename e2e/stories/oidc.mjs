import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HERE, PROGRAM, freePort, openBrowser, scratch, signIn, start, stop, visit, words } from "../house.mjs";

const PASSWORD = "mot-mat-khau-rat-dai-2026";
const SECRET = "a-secret-of-the-tests";

test("an officer is linked to the shared account, signs in by it, and a refusal opens nothing", { timeout: 180_000 }, async () => {
  const folder = scratch();
  const running = [];
  const browser = await openBrowser();
  try {
    const database = ["--database", `sqlite:${join(folder, "x.db")}`];
    const call = (words, input) => execFileSync(PROGRAM, [...database, ...words], { cwd: folder, input, stdio: ["pipe", "ignore", "pipe"] });
    call(["import", join(HERE, "../samples/programme")]);
    call(["user", "add", "hanh", "--name", "Nguyễn Thu Hạnh", "--title", "Chuyên viên", "--role", "organization_officer", "--unit", "lg"], `${PASSWORD}\n`);
    const [port, other] = [await freePort(), await freePort()];
    const address = `http://127.0.0.1:${port}`;
    const issuer = `http://127.0.0.1:${other}`;
    running.push(await start(process.execPath, [join(HERE, "oidc/server.mjs"), String(other), `${address}/sign-in/oidc/callback`, SECRET], { folder, says: "ready" }));
    writeFileSync(join(folder, "secret"), SECRET);
    const oidc = ["--oidc-issuer", issuer, "--oidc-client", "nennep", "--oidc-secret-file", join(folder, "secret")];
    running.push(await start(PROGRAM, [...database, "serve", "--listen", `127.0.0.1:${port}`, "--public-address", address, ...oidc], { folder }));
    const door = () => visit({ address, browser });

    // Nobody is linked yet: the page names what to tell the administrator.
    const stranger = await door();
    await stranger.goto("/sign-in");
    const button = (page) => page.getByRole("link", { name: /Tài khoản cơ quan/ });
    await button(stranger).click();
    await stranger.locator("#hanh").click();
    await stranger.waitForURL(/callback/);
    assert.match(await words(stranger), /chưa liên kết[^]*hanh/i);

    // The officer links the account, and is asked once more before.
    const page = await signIn(await door(), "hanh", PASSWORD);
    if (/password/.test(page.url())) {
      // A password chosen by another is changed first.
      for (const field of await page.locator("main input[type=password]").all()) {
        await field.fill((await field.getAttribute("autocomplete")) === "current-password" ? PASSWORD : `${PASSWORD}-moi`);
      }
      await Promise.all([page.waitForNavigation(), page.locator("main form button.primary").click()]);
    }
    await page.goto("/account");
    await page.getByRole("link", { name: "Liên kết tài khoản cơ quan" }).click();
    await page.locator("#hanh").click();
    await page.getByRole("button", { name: "Liên kết" }).click();
    await page.waitForURL(/\/account/);
    assert.match(await words(page), /đã liên kết/);

    // From now on the shared account opens the house, in any browser.
    const again = await door();
    await again.goto("/sign-in");
    await button(again).click();
    await again.locator("#hanh").click();
    await again.waitForURL(/board/);
    assert.match(await again.locator("aside.side .who").innerText(), /Nguyễn Thu Hạnh/);

    // The other officer of that server is still a stranger, and a refusal is told.
    const refused = await door();
    await refused.goto("/sign-in");
    await button(refused).click();
    await refused.locator("#refuse").click();
    await refused.waitForURL(/callback/);
    assert.match(await words(refused), /không xác nhận/i);
    const callback = refused.url();
    await refused.goto("/units/lg/board");
    assert.match(refused.url(), /sign-in/);
    // The way back works in the browser that went, and once.
    const thief = await door();
    const stolen = await thief.goto(callback.replace(/[?].*/, "?code=abc&state=abc"));
    assert.ok(stolen.status() >= 400 && stolen.status() < 500, String(stolen.status()));

    await page.goto("/account");
    await page.getByRole("button", { name: "Bỏ liên kết" }).click();
    await page.getByRole("link", { name: "Liên kết tài khoản cơ quan" }).waitFor();
    for (const one of [stranger, page, again]) assert.deepEqual(one.complaints, []);
  } finally {
    await browser.close();
    for (const child of running.reverse()) await stop(child);
    rmSync(folder, { recursive: true, force: true });
  }
});
