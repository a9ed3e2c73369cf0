// <section id="…" data-poll="url" data-poll-seconds="2"> is replaced by the element of the same id at url until it no longer asks.
export function polls() {
  for (const element of document.querySelectorAll("[data-poll]")) wait(element, 0);
}

function wait(element, misses) {
  const seconds = Math.max(1, Number(element.dataset.pollSeconds) || 2) * Math.min(8, 2 ** misses);
  setTimeout(() => fetchAgain(element, misses), seconds * 1000);
}

async function fetchAgain(element, misses) {
  if (!element.isConnected) return;
  if (document.hidden) {
    wait(element, misses);
    return;
  }
  let fresh;
  try {
    const answer = await fetch(element.dataset.poll, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh = page.getElementById(element.id);
  } catch {
    wait(element, misses + 1);
    return;
  }
  if (!fresh) {
    location.reload();
    return;
  }
  element.replaceWith(fresh);
  fresh.dispatchEvent(new CustomEvent("nennep:content", { bubbles: true }));
  if (fresh.dataset.poll) wait(fresh, 0);
}
