// A house of its own for the stories: the demonstration, served by the program itself, and browsers that visit it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const PASSWORD = "nen-nep-mau-2026";
export const HERE = dirname(fileURLToPath(import.meta.url));
export const PROGRAM = resolve(process.env.NENNEP_BIN ?? join(HERE, "../target/debug/nennep"));
const CHROMIUM = process.env.NENNEP_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts a program and waits until it says, on either stream, that it serves. */
export async function start(program, words, { folder, says = "http://", env = {} }) {
  const child = spawn(program, words, { cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  await new Promise((done, fail) => {
    const hear = (text) => {
      told += text;
      if (told.includes(says)) done();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", fail);
    child.on("exit", (code) => fail(new Error(`${program} ended with ${code}: ${told}`)));
    setTimeout(() => fail(new Error(`${program} does not serve: ${told}`)), 120_000).unref();
  });
  child.removeAllListeners("exit");
  child.on("exit", (code, signal) => {
    if (!child.isAskedToStop) console.error(`${program} ended by itself, ${signal ?? code}: ${told.slice(-2000)}`);
  });
  process.on("exit", () => child.kill("SIGKILL"));
  return child;
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.isAskedToStop = true;
  const ended = new Promise((done) => child.on("exit", done));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(late);
}

export function scratch() {
  return mkdtempSync(join(tmpdir(), "nennep-e2e-"));
}

export function openBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * A clock set ahead by `time`; timers go on as they are. The library is loaded without its command, which would stand
 * between us and the program: a signal would end the command alone.
 */
function clockAhead(time) {
  return { LD_PRELOAD: "/usr/$LIB/faketime/libfaketime.so.1", FAKETIME: time, FAKETIME_DONT_FAKE_MONOTONIC: "1", DONT_FAKE_MONOTONIC: "1" };
}

/** Serves the demonstration in a folder; `later`, such as "+2d", is how far its clock is ahead. */
export async function serveDemo(folder, port, later) {
  const words = ["demo", "--data", join(folder, "demo"), "--listen", `127.0.0.1:${port}`];
  return start(PROGRAM, words, { folder, env: later ? clockAhead(later) : {} });
}

export async function openHouse() {
  const folder = scratch();
  const port = await freePort();
  let child = await serveDemo(folder, port);
  const browser = await openBrowser();
  return {
    address: `http://127.0.0.1:${port}`,
    browser,
    cookies: new Map(),
    /** The same programme some time later: the house is closed and opened again. */
    async later(time) {
      await stop(child);
      child = await serveDemo(folder, port, time);
      this.cookies.clear();
    },
    async close() {
      await browser.close();
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a browser of its own; whatever the page complains of is kept in `complaints`. */
export async function visit(house, options = {}) {
  const context = await house.browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: house.address, locale: "vi-VN", ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.complaints = [];
  const complain = (text) => page.complaints.push(`${new URL(page.url(), house.address).pathname}: ${text}`);
  page.on("console", (message) => {
    const text = message.text();
    const ours = message.type() === "error" || /content.security.policy/i.test(text);
    // A refusal is told once, by its answer below.
    if (ours && !/status of [45]\d\d/.test(text)) complain(text);
  });
  page.on("pageerror", (error) => complain(error.message));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page, and taking a file, end a request on purpose.
    if (!why.includes("ERR_ABORTED")) complain(`${request.url()} ${why}`);
  });
  page.on("response", (answer) => {
    const isPage = answer.request().resourceType() === "document";
    if (!answer.url().startsWith(house.address)) return;
    if (answer.status() >= 500 || (answer.status() >= 400 && !isPage)) complain(`${answer.url()} ${answer.status()}`);
  });
  return page;
}

/** Types a name and the password; ends on the first page inside, or where a code is asked. */
export async function signIn(page, name, password = PASSWORD) {
  await page.goto("/sign-in");
  await page.fill("#name", name);
  await page.fill("#password", password);
  await page.click("form[action='/sign-in'] button.primary");
  await page.waitForURL((address) => !/^\/sign-in\/?$/.test(address.pathname));
  return page;
}

/** Opens a browser in which this officer is signed in already; one session serves all stories that end none. */
export async function officer(house, name, options = {}) {
  const cookies = house.cookies.get(name);
  if (cookies) return visit(house, { ...options, storageState: { cookies, origins: [] } });
  const page = await signIn(await visit(house, options), name);
  if (page.url().includes("second-factor")) throw new Error(`${name} owes a code that an earlier story did not turn off`);
  house.cookies.set(name, await page.context().cookies());
  return page;
}

/** The words of the page as one line. */
export const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");
