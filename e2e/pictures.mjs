// Pictures of every page, to be looked at: node pictures.mjs FOLDER [WORDS]; with words only pages whose name has them.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openHouse } from "./house.mjs";
import { pages, prepare, visitor } from "./pages.mjs";

const [folder, only = ""] = process.argv.slice(2);
if (!folder) throw new Error("node pictures.mjs FOLDER [WORDS]");
const LOOKS = [
  ["light", { colorScheme: "light", viewport: { width: 1440, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1440, height: 900 } }],
  ["phone", { colorScheme: "light", viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 }],
];
const PRINTED = ["board", "trace", "unit-list", "paper"];

const house = await openHouse();
try {
  const table = pages(await prepare(house)).filter(([, , name]) => name.includes(only));
  for (const [look, options] of LOOKS) {
    const target = join(folder, look);
    mkdirSync(target, { recursive: true });
    const visitors = new Map();
    for (const [who, path, name, act] of table) {
      if (!visitors.has(who)) visitors.set(who, await visitor(house, who, options));
      const page = visitors.get(who);
      await page.goto(path, { waitUntil: "load" });
      if (act) await act(page);
      await page.waitForTimeout(350);
      await page.screenshot({ path: join(target, `${name}.png`) });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      if (height > options.viewport.height) await page.screenshot({ path: join(target, `${name}-whole.png`), fullPage: true });
      if (look === "light" && PRINTED.includes(name)) await page.pdf({ path: join(folder, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
      if (page.complaints.length) console.log(name, page.complaints.splice(0));
    }
    await Promise.all([...visitors.values()].map((page) => page.context().close()));
    console.log(look);
  }
} finally {
  await house.close();
}
