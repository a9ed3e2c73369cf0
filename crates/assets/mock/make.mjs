// Wraps parts/*.html in the one shell and writes them beside this file, with the built files under built/.
// A part begins with <!-- {"title": …, "here": …, "scope": …} -->; templates of the server follow the result.
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "../dist");
cpSync(dist, join(here, "built"), { recursive: true });
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
for (const name of ["app.css", "app.js", "icon.svg"]) cpSync(join(dist, manifest[name]), join(here, "built", name));
const shell = readFileSync(join(here, "shell.html"), "utf8");
const bare = readFileSync(join(here, "bare.html"), "utf8");

for (const file of readdirSync(join(here, "parts")).sort()) {
  const text = readFileSync(join(here, "parts", file), "utf8");
  const [, head, body] = text.match(/^<!-- (\{.*?\}) -->\n([\s\S]*)$/);
  const about = JSON.parse(head);
  writeFileSync(join(here, file), wrap(about, body));
}

// The drawer as it stands over the board once script has opened it.
const part = (file) => readFileSync(join(here, "parts", file), "utf8").replace(/^<!-- .*\n/, "");
const closing = `<div class="actions"><button type="button" data-drawer-close="">Đóng <kbd>Esc</kbd></button></div>\n</header>`;
const sheet = part("trace-page.html").replace("</header>", closing).replace("<h1>", '<h1 id="drawer-title" tabindex="-1">');
const lit = part("board.html").replace('class="fig"', 'class="fig open lit"');
const over = `<div class="veil"></div>\n<dialog class="drawer" open aria-modal="true" aria-labelledby="drawer-title">\n<div class="sheet">\n${sheet}</div>\n</dialog>`;
const trace = wrap({ title: "Nguồn gốc số liệu", here: "board" }, `${lit}<!-- after -->\n${over}\n`);
writeFileSync(join(here, "trace.html"), trace.replace('<div class="shell">', '<div class="shell" inert>'));

function wrap(about, body) {
  const [main, after = ""] = body.split("<!-- after -->\n");
  const filled = (about.bare ? bare : shell)
    .replaceAll("{title}", about.title)
    .replace("{main}", () => main.trimEnd())
    .replace("{after}", () => after.trimEnd())
    .replace("<main ", () => (about.sheet ? '<main class="sheet" ' : "<main "))
    .replace('class="narrow"', () => (about.visit ? 'class="visit"' : 'class="narrow"'))
    .replaceAll(/ ?\{here:(\w+)\}/g, (_, place) => (place === about.here ? ' aria-current="page"' : ""));
  // A page that shows no figure of a period leaves the period out of the scope.
  return (about.period === false ? filled.replace(/ *<!-- period -->[\s\S]*?<!-- \/period -->\n/, "") : filled).replaceAll(/ *<!-- \/?(period|places) -->\n/g, "");
}
