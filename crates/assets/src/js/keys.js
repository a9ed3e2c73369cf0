// "/" goes to the search; Esc or a click elsewhere closes small menus.
export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target)) {
      const field = document.querySelector("[data-slash]");
      if (field) {
        event.preventDefault();
        field.focus();
        field.select();
      }
    }
    if (event.key === "Escape") {
      const open = event.target.closest?.("details.pick[open], details.menu[open]") ?? document.querySelector("details.pick[open]");
      if (open) {
        event.preventDefault();
        open.open = false;
        open.querySelector("summary").focus();
      }
    }
  }, true);
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.pick[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("focusin", (event) => {
    for (const open of document.querySelectorAll("details.pick[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
}

function writing(element) {
  return element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
}
