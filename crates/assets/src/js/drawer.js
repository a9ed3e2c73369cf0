// A link with data-drawer opens its page in a drawer over the present one. The address changes with it, Esc and Back close it.
const wide = matchMedia("(min-width: 900px)");
const loaded = location.pathname + location.search;
let shown = null;

export function drawer() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-drawer-close], .veil")) {
      if (shown) {
        event.preventDefault();
        history.back();
      }
      return;
    }
    const link = event.target.closest("a[data-drawer]");
    if (!link || !wide.matches || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown && !event.defaultPrevented) {
      event.preventDefault();
      history.back();
    }
  });
  window.addEventListener("popstate", (event) => {
    if (event.state?.htmx) return;
    // The page behind and the drawer's page are one document to the browser: whichever is asked for and not here is fetched.
    const behind = here() === loaded;
    if (shown && behind) close();
    else if (!shown && !behind) location.reload();
  });
}

function here() {
  return location.pathname + location.search;
}

async function open(link) {
  link.setAttribute("aria-busy", "true");
  let main;
  try {
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    main = page.querySelector("main.sheet");
    if (!main) throw new Error("no sheet");
    const title = page.title;
    show(link, main, title);
  } catch {
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function show(link, main, title) {
  const onTop = shown !== null;
  if (onTop) take(false);
  const veil = document.createElement("div");
  veil.className = "veil";
  const dialog = document.createElement("dialog");
  dialog.className = "drawer";
  dialog.setAttribute("aria-modal", "true");
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  sheet.append(...main.childNodes);
  dialog.append(sheet);
  const heading = sheet.querySelector("h1");
  if (heading) {
    heading.id = "drawer-title";
    heading.tabIndex = -1;
    dialog.setAttribute("aria-labelledby", heading.id);
  }
  const actions = sheet.querySelector(".sheet-head .actions") ?? sheet.querySelector(".sheet-head").appendChild(element("div", "actions"));
  actions.append(closing(main.dataset.close));
  document.body.append(veil, dialog);
  dialog.setAttribute("open", "");
  const behind = [...document.body.children].filter((part) => part !== veil && part !== dialog && !part.inert);
  behind.forEach((part) => (part.inert = true));
  link.classList.add("open", "lit");
  const before = document.title;
  document.title = title;
  history[onTop ? "replaceState" : "pushState"]({ drawer: true }, "", link.href);
  shown = { link, veil, dialog, behind, before };
  (heading ?? dialog).focus();
  dialog.dispatchEvent(new CustomEvent("nennep:content", { bubbles: true }));
}

function close() {
  take(true);
}

function take(refocus) {
  const { link, veil, dialog, behind, before } = shown;
  veil.remove();
  dialog.remove();
  behind.forEach((part) => (part.inert = false));
  link.classList.remove("open", "lit");
  document.title = before;
  shown = null;
  if (!refocus) return;
  link.focus();
  // Going back to an address with a fragment moves the focus there, with one of the next frames.
  const target = document.querySelector(":target");
  const again = () => {
    if (shown === null && document.activeElement === target) link.focus();
  };
  if (target) [1, 100, 300].forEach((later) => setTimeout(again, later));
}

function closing(word) {
  const button = element("button", "");
  button.type = "button";
  button.dataset.drawerClose = "";
  button.append(`${word} `, Object.assign(document.createElement("kbd"), { textContent: "Esc" }));
  return button;
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
