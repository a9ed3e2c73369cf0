// A choice of light, dark or "as the machine", kept in a cookie so that the server writes it into <html data-theme>.
const name = "nennep_theme";

export function theme() {
  const kept = document.cookie.split("; ").find((part) => part.startsWith(name + "="))?.slice(name.length + 1);
  if (kept && !document.documentElement.dataset.theme) apply(kept);
  const now = document.documentElement.dataset.theme ?? "auto";
  for (const choice of document.querySelectorAll("[data-theme-choice]")) choice.checked = choice.value === now;
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-theme-choice]")) return;
    apply(event.target.value);
    document.cookie = `${name}=${event.target.value}; path=/; max-age=31536000; samesite=lax`;
  });
}

function apply(value) {
  if (value === "light" || value === "dark") document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
  document.dispatchEvent(new CustomEvent("nennep:theme"));
}
