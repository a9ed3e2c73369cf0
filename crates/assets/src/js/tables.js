// A frame that need not scroll is no stop for the keyboard; stacked rows keep being a table for readers.
const watcher = new ResizeObserver((seen) => seen.forEach(({ target }) => fit(target)));

export function tables(root) {
  for (const frame of root.querySelectorAll(".scroll")) {
    watcher.observe(frame);
    fit(frame);
  }
  for (const table of root.querySelectorAll("table.stack")) {
    role(table, "table");
    table.querySelectorAll("thead, tbody, tfoot").forEach((part) => role(part, "rowgroup"));
    table.querySelectorAll("tr").forEach((row) => role(row, "row"));
    table.querySelectorAll("td").forEach((cell) => role(cell, "cell"));
    table.querySelectorAll("th").forEach((cell) => role(cell, cell.scope === "row" ? "rowheader" : "columnheader"));
  }
}

function fit(frame) {
  const scrolls = frame.scrollWidth > frame.clientWidth + 1 && getComputedStyle(frame).overflowX !== "visible";
  if (scrolls) frame.tabIndex = 0;
  else frame.removeAttribute("tabindex");
}

function role(element, name) {
  if (!element.hasAttribute("role")) element.setAttribute("role", name);
}
