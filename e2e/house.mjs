// A house of its own for the stories: the demonstration, served by the program itself, and browsers that visit it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const PASSWORD = "nen-nep-mau-2026";
const PROGRAM = process.env.NENNEP_BIN ?? "../target/debug/nennep";
const CHROMIUM = process.env.NENNEP_CHROMIUM ?? "/usr/bin/chromium";

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts the program with these words and waits until it says that it serves. */
export async function start(words, folder, environment = {}) {
  const child = spawn(PROGRAM, words, { cwd: folder, env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  await new Promise((done, fail) => {
    child.stderr.on("data", (text) => {
      told += text;
      if (told.includes("http://")) done();
    });
    child.on("exit", (code) => fail(new Error(`the program ended with ${code}: ${told}`)));
    setTimeout(() => fail(new Error(`the program does not serve: ${told}`)), 120_000).unref();
  });
  return child;
}

export async function stop(child) {
  if (child.exitCode !== null) return;
  const ended = new Promise((done) => child.on("exit", done));
  child.kill("SIGTERM");
  await ended;
}

export async function openHouse() {
  const folder = mkdtempSync(join(tmpdir(), "nennep-e2e-"));
  const port = await freePort();
  const child = await start(["demo", "--data", join(folder, "demo"), "--listen", `127.0.0.1:${port}`], folder);
  const browser = await openBrowser();
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    browser,
    folder,
    async close() {
      await browser.close();
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function openBrowser() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

/** Opens a browser of its own; whatever the page complains of is kept in `complaints`. */
export async function visit(house, options = {}) {
  const context = await house.browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: house.address, locale: "vi-VN", ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/status of 4\d\d/.test(text)) page.complaints.push(text);
  });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  return page;
}

export async function signIn(page, name) {
  await page.goto("/sign-in");
  await page.fill("#name", name);
  await page.fill("#password", PASSWORD);
  await page.click("form[action='/sign-in'] button.primary");
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in") || address.pathname.includes("second-factor"));
  return page;
}

export async function officer(house, name, options) {
  return signIn(await visit(house, options), name);
}
