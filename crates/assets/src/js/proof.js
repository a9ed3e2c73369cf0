// <form data-proof="url" data-proof-at="id"> shows at #id what url makes of it while it is typed. <form data-words> shows the numbers
// in its text, `[02/05|figure]`, as objects that cannot be typed into; without script they are typed as they stand.
const PAUSE = 500;

export function proofs() {
  for (const form of document.querySelectorAll("form[data-words]")) words(form);
  for (const form of document.querySelectorAll("form[data-proof]")) {
    proof(form);
    kept(form);
  }
}

// What is typed and not sent is not left without a question.
function kept(form) {
  let isTyped = false;
  form.addEventListener("input", () => (isTyped = true));
  form.addEventListener("submit", () => (isTyped = false));
  window.addEventListener("beforeunload", (event) => {
    if (isTyped) event.preventDefault();
  });
}

function proof(form) {
  let timer;
  let asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  async function ask() {
    const mine = ++asked;
    const place = document.getElementById(form.dataset.proofAt);
    if (!place) return;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.proof, {
        method: "POST",
        headers: { accept: "text/html" },
        body: new URLSearchParams(new FormData(form)),
      });
      // An answer that was overtaken is not shown over a newer one.
      if (mine !== asked || !answer.ok) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...part.body.childNodes);
      place.dispatchEvent(new CustomEvent("nennep:content", { bubbles: true }));
    } catch {
      // Away from the network the last proof stays; saving will say what is wrong.
    } finally {
      if (mine === asked) place.removeAttribute("aria-busy");
    }
  }
}

function words(form) {
  const area = form.querySelector("textarea");
  const sheet = document.createElement("div");
  sheet.className = "writing";
  sheet.contentEditable = "true";
  sheet.spellcheck = false;
  sheet.role = "textbox";
  sheet.ariaMultiLine = "true";
  sheet.setAttribute("aria-labelledby", `${area.id}-label`);
  sheet.setAttribute("aria-describedby", area.getAttribute("aria-describedby"));
  sheet.replaceChildren(...lines(area.value));
  area.hidden = true;
  area.after(sheet);
  sheet.addEventListener("input", () => write(area, sheet));
  // Numbers stay objects when a sentence is moved; all else that is pasted comes in as plain words.
  const changed = () => {
    write(area, sheet);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const taken = (event) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    event.preventDefault();
    const part = selection.getRangeAt(0).cloneContents();
    event.clipboardData.setData("text/plain", [...part.childNodes].map(said).join(part.querySelector("p") ? "\n\n" : ""));
    if (event.type === "cut") {
      selection.deleteFromDocument();
      changed();
    }
  };
  sheet.addEventListener("copy", taken);
  sheet.addEventListener("cut", taken);
  sheet.addEventListener("paste", (event) => {
    event.preventDefault();
    const pasted = document.createDocumentFragment();
    for (const [at, line] of lines(event.clipboardData.getData("text/plain")).entries()) {
      if (at > 0) pasted.append(document.createElement("br"), document.createElement("br"));
      pasted.append(...line.childNodes);
    }
    put(pasted);
    changed();
  });
  const choice = form.querySelector("[data-insert]");
  let last;
  document.addEventListener("selectionchange", () => {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (range && sheet.contains(range.startContainer)) last = range.cloneRange();
  });
  choice?.addEventListener("change", () => {
    if (!choice.value) return;
    const token = inside(choice.value);
    choice.value = "";
    if (last) {
      getSelection().removeAllRanges();
      getSelection().addRange(last);
      put(token);
    } else {
      (sheet.lastElementChild ?? sheet).append(" ", token);
    }
    sheet.focus();
    changed();
  });
}

function put(node) {
  const range = getSelection().getRangeAt(0);
  range.deleteContents();
  const last = node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? node.lastChild : node;
  range.insertNode(node);
  if (last) range.setStartAfter(last);
  range.collapse(true);
}

const TOKEN = /\[[^[\]|]+\|[^\]]+\]/gu;

// A paragraph of the editor is one of the paper: lines of one are joined, headings stand alone.
function paragraphs(text) {
  const found = [];
  let open = false;
  for (const line of text.split("\n").map((line) => line.trim())) {
    const alone = /^[#^]/u.test(line);
    if (!line) open = false;
    else if (open && !alone) found[found.length - 1] += ` ${line}`;
    else found.push(line);
    if (line) open = !alone;
  }
  return found;
}

function lines(text) {
  return paragraphs(text).map((line) => {
    const part = document.createElement("p");
    let from = 0;
    for (const token of line.matchAll(TOKEN)) {
      part.append(line.slice(from, token.index), inside(token[0]));
      from = token.index + token[0].length;
    }
    part.append(line.slice(from));
    return part;
  });
}

function inside(token) {
  const cut = token.indexOf("|");
  const object = document.createElement("span");
  object.className = "taken";
  object.contentEditable = "false";
  object.textContent = token.slice(1, cut);
  object.dataset.figure = token.slice(cut + 1, -1);
  return object;
}

function write(area, sheet) {
  const parts = [...sheet.childNodes].map((node) => said(node).replace(/\n+$/u, ""));
  area.value = parts.filter((part) => part.trim()).join("\n\n");
}

function said(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.dataset?.figure) return `[${node.textContent}|${node.dataset.figure}]`;
  if (node.nodeName === "BR") return "\n";
  return [...node.childNodes].map(said).join("");
}
