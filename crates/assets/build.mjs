// Bundles the pages' look: node build.mjs --out DIR [--modules DIR/node_modules]
// Writes hashed files, their .br and .gz siblings and manifest.json; the same sources give the same bytes.
import { mkdirSync, readFileSync, rmSync, writeFileSync, readdirSync } from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: { out: { type: "string" }, modules: { type: "string" } } });
const out = resolve(options.out ?? join(here, "dist"));
const modules = resolve(options.modules ?? join(here, "node_modules"));
const fromModules = createRequire(join(modules, "from-here.js"));
const esbuild = fromModules("esbuild");
const subset = fromModules("subset-font");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Of Inter only the digits are used (see fonts.css); the rest of the file would be 20 kB a weight for nothing.
const digitsOfInter = {
  name: "digits-of-inter",
  setup(build) {
    build.onLoad({ filter: /inter-latin-\d+-normal\.woff2$/ }, async ({ path }) => {
      return { contents: await subset(readFileSync(path), "0123456789", { targetFormat: "woff2" }), loader: "file" };
    });
  },
};

const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["src/app.css", "src/app.js"],
  nodePaths: [modules],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  metafile: true,
  write: false,
  legalComments: "none",
  // The oldest browsers still met in offices; newer syntax is rewritten for them.
  target: ["chrome109", "edge109", "firefox115", "safari16"],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  plugins: [digitsOfInter],
  logLevel: "warning",
});

const manifest = {};
for (const file of result.outputFiles) {
  keep(basename(file.path), file.contents);
}
const icon = readFileSync(join(here, "src/icon.svg"));
keep(`icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8).toUpperCase()}.svg`, icon);
// Licences of what is handed on to the browser travel with it.
keep("licences.txt", Buffer.from(licences(["htmx.org", "echarts", "zrender", "@fontsource/be-vietnam-pro", "@fontsource/inter"])));
const sorted = Object.fromEntries(Object.entries(manifest).sort());
writeFileSync(join(out, "manifest.json"), JSON.stringify(sorted, null, 2) + "\n");

function keep(name, bytes) {
  const logical = name.replace(/-[A-Z0-9]{8}(?=\.[a-z0-9]+$)/, "");
  manifest[logical] = name;
  writeFileSync(join(out, name), bytes);
  if (extname(name) === ".woff2") return;
  writeFileSync(join(out, name + ".gz"), gzipSync(bytes, { level: 9 }));
  writeFileSync(
    join(out, name + ".br"),
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  );
}

function licences(packages) {
  const parts = packages.map((name) => {
    const home = join(modules, name);
    const about = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    const texts = readdirSync(home, { withFileTypes: true }).filter((file) => file.isFile() && /^(licen[cs]e|notice)/i.test(file.name));
    const body = texts.map((file) => file.name).sort().map((file) => readFileSync(join(home, file), "utf8").trim()).join("\n\n");
    return `${about.name} ${about.version} (${about.license})\n\n${body}\n`;
  });
  return parts.join("\n----------------------------------------\n\n");
}
