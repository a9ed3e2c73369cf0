// Everything used on every page. Each page works without any of it.
import htmx from "htmx.org";
import { drawer } from "./js/drawer.js";
import { forms } from "./js/forms.js";
import { grid } from "./js/grid.js";
import { keys } from "./js/keys.js";
import { polls } from "./js/polls.js";
import { proofs } from "./js/proof.js";
import { tables } from "./js/tables.js";
import { theme } from "./js/theme.js";

// The waiting marks of htmx are not ours; it adds no other styles, and evaluates text only where hx-on or js: ask for it.
document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== htmx.indicatorStyleSheet);

theme();
keys();
forms();
drawer();
grid();
polls();
proofs();
toldOnce();
ready(document);
document.addEventListener("nennep:content", (event) => ready(event.target));
document.addEventListener("htmx:after:swap", () => ready(document));

function ready(root) {
  tables(root);
  if (root.querySelector("[data-chart]")) {
    import("./chart.js").then((chart) => chart.draw(root));
  }
}

// A receipt is told once: neither reloading nor going back tells it again.
function toldOnce() {
  const address = new URL(location.href);
  if (address.searchParams.has("receipt")) {
    address.searchParams.delete("receipt");
    history.replaceState(history.state, "", address);
  }
}
