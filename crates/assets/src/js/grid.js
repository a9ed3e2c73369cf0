// A table of fields that is filled like a sheet: arrows and Enter go from cell to cell, a block can be pasted, and each column
// says at once how its sum stands to what was received. The server says the same.
const table = (input) => input.closest("[data-grid]");

/** Rows of fields, top down; what is not a target has no place here. */
const rowsOf = (part) => [...part.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("td input")]).filter((row) => row.length > 0);

function placeOf(rows, input) {
  for (const [row, cells] of rows.entries()) {
    const column = cells.indexOf(input);
    if (column >= 0) return [row, column];
  }
  return null;
}

function go(input, down, right) {
  const rows = rowsOf(table(input));
  const place = placeOf(rows, input);
  const next = place && rows[place[0] + down]?.[place[1] + right];
  if (!next) return false;
  next.focus();
  next.select();
  return true;
}

/** Sideways only from the end of what stands in the cell, so that a caret can still be moved in it. */
function isAtEnd(input, right) {
  const { selectionStart, selectionEnd, value } = input;
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return selectionStart === selectionEnd && selectionStart === (right > 0 ? value.length : 0);
}

function keyed(event) {
  const input = event.target;
  if (!input.matches?.("[data-grid] td input") || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const down = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key] ?? 0;
  const right = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
  if (right !== 0 && (event.shiftKey || !isAtEnd(input, right))) return;
  if (down === 0 && right === 0) return;
  // Enter in a cell never sends the form.
  if (go(input, down, right) || event.key === "Enter") event.preventDefault();
}

function pasted(event) {
  const input = event.target;
  if (!input.matches?.("[data-grid] td input")) return;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const block = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  if (block.length === 1 && block[0].length === 1) return;
  event.preventDefault();
  // A block that is too long does not run on from units into seats.
  const rows = rowsOf(input.closest("tbody"));
  const place = placeOf(rows, input);
  for (const [down, line] of block.entries()) {
    for (const [right, value] of line.entries()) {
      const cell = rows[place[0] + down]?.[place[1] + right];
      if (cell) cell.value = value.trim();
    }
  }
  count(table(input));
}

const said = (number) => (number < 10 ? `0${number}` : String(number).replace(/\B(?=(\d{3})+$)/g, "."));

/** The least a cell promises; what cannot be read is not counted. */
function least(text) {
  const match = /^(\d+|\d{1,3}(?:\.\d{3})+)(?:\s*[-–—]\s*[\d.]+)?$/.exec(text.trim());
  return match ? Number(match[1].replaceAll(".", "")) : 0;
}

/** Says of each column what the server would say. */
function count(grid) {
  const rows = [...grid.querySelectorAll("[data-summed] tr")].map((row) => [...row.querySelectorAll("td input")]);
  for (const [column, head] of [...grid.querySelectorAll("thead th")].slice(1).entries()) {
    const sum = rows.reduce((sum, cells) => sum + least(cells[column]?.value ?? ""), 0);
    for (const check of head.querySelectorAll("[data-check]")) {
      const { min, most, of } = check.dataset;
      let words = grid.dataset.alone;
      let by = 0;
      if (min !== "") {
        const [left, over] = [Number(min) - sum, sum - Number(most)];
        by = Math.max(left, over, 0);
        words = left > 0 ? grid.dataset.left : over > 0 ? grid.dataset.over : grid.dataset.whole;
        check.parentElement.classList.toggle("off", by > 0);
      }
      check.textContent = words.replace("{sum}", said(sum)).replace("{of}", of).replace("{by}", said(by));
    }
  }
  for (const input of grid.querySelectorAll("td input")) input.classList.toggle("changed", input.value.trim() !== input.dataset.was);
}

export function grid() {
  const grids = document.querySelectorAll("[data-grid]");
  if (grids.length === 0) return;
  document.addEventListener("keydown", keyed);
  document.addEventListener("paste", pasted);
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-grid] td input")) count(table(event.target));
  });
  for (const one of grids) count(one);
}
