"use strict";
(() => {
  const view = document.querySelector("#view"), frame = document.querySelector("#report"), kept = document.querySelector("#kept");
  const waiting = new Map();
  let timer = 0, watched = null, last = Promise.resolve();

  function say(state) {
    kept.textContent = view.dataset[state];
    kept.className = `kept ${state}`;
  }

  async function send(card) {
    const { fp, choice, remark } = card;
    try {
      const answer = await fetch(view.dataset.url, {
        method: "POST", keepalive: true, headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ fingerprint: fp, decision: choice, remark }),
      });
      return answer.ok;
    } catch { return false; }
  }

  // What was decided last goes last: one request after the other, the latest state of each issue.
  async function flush() {
    const cards = [...waiting.values()];
    waiting.clear();
    const told = [];
    for (const card of cards) told.push(await send(card));
    if (!waiting.size) say(told.every(Boolean) ? "saved" : "failed");
  }

  function note(element) {
    const { fp, choice, remark } = element.dataset;
    waiting.set(fp, { fp, choice, remark });
    say("saving");
    clearTimeout(timer);
    timer = setTimeout(() => { last = last.then(flush); }, 250);
  }

  // The report keeps decisions in the browser; here the program keeps them, and the browser shall keep nothing.
  function forget() {
    for (const name of Object.keys(localStorage)) if (name.startsWith("gouji ")) localStorage.removeItem(name);
  }

  function watch() {
    const page = frame.contentDocument;
    if (!page?.querySelector("main") || page === watched) return;
    watched = page;
    forget();
    new MutationObserver((changes) => {
      for (const card of new Set(changes.map((change) => change.target))) if (card.matches(".issue")) note(card);
      forget();
    }).observe(page.querySelector("main"), { subtree: true, attributes: true, attributeFilter: ["data-choice", "data-remark"] });
    frame.contentWindow.focus();
  }

  frame.addEventListener("load", watch);
  if (frame.contentDocument?.readyState === "complete") watch();
  addEventListener("pagehide", () => { for (const card of waiting.values()) send(card); });
  document.documentElement.classList.add("scripted");
  document.querySelector("#bring").addEventListener("change", (event) => event.target.form.submit());
  const menu = document.querySelector("#menu");
  addEventListener("keydown", (event) => { if (event.key === "Escape") menu.open = false; });
  addEventListener("blur", () => { if (document.activeElement === frame) menu.open = false; });
  document.addEventListener("click", (event) => { if (!event.target.closest("#menu") || event.target.matches("a")) setTimeout(() => { menu.open = false; }); });
})();
