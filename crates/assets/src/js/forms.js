// Forms: no deed is sent twice; choices that only narrow a list send themselves; a link can be copied.
export function forms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method !== "post") return;
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
  });
  // A page shown again from the browser's memory may send again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    }
  });
  for (const form of document.querySelectorAll("form[data-autosubmit]")) {
    for (const button of form.querySelectorAll("button")) button.hidden = true;
  }
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.hasAttribute("data-autosubmit")) form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
}

async function copy(button) {
  const text = button.dataset.copy || location.href;
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(new URL(text, location.href).href);
    button.textContent = button.dataset.copied;
  } catch {
    button.textContent = button.dataset.notCopied;
  }
  setTimeout(() => (button.textContent = words), 4000);
}
