"use strict";
(() => {
  const one = (what, root = document) => root.querySelector(what);
  const all = (what, root = document) => [...root.querySelectorAll(what)];
  const words = JSON.parse(one("#words").textContent);
  const fill = (name, ...values) => words[name].replace(/\{(\d)\}/g, (_, at) => values[at]);
  const drafts = all(".draft"), cards = all(".issue"), search = one("#search");
  const phone = matchMedia("(max-width: 900px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let current = null, hits = [], hit = -1, keeps = true, timer = 0;
  document.documentElement.classList.add("scripted");

  function say(text) {
    one("#say").textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { one("#say").textContent = ""; }, 6000);
  }

  // ---- decisions: in the page, kept by the browser if it may, exported and imported as JSON ----
  const place = (card) => `gouji ${card.closest(".draft").dataset.name} ${card.dataset.fp}`;
  const given = new Map(cards.map((card) => [card, `${card.dataset.choice} ${card.dataset.remark}`]));

  function keep(card) {
    const { choice, remark } = card.dataset;
    try {
      localStorage.setItem(place(card), JSON.stringify({ choice, remark, given: given.get(card) }));
    } catch {
      if (keeps) say(words.unsaved);
      keeps = false;
    }
  }

  function recall(card) {
    try {
      const kept = JSON.parse(localStorage.getItem(place(card)));
      // What the program was told since is newer than what the browser kept.
      if (kept && kept.given === given.get(card)) set(card, kept.choice, kept.remark);
    } catch {
      keeps = false;
    }
  }

  function set(card, choice, remark) {
    card.dataset.choice = ["accepted", "rejected", "open"].includes(choice) ? choice : "";
    card.dataset.remark = String(remark ?? "");
    for (const button of all("[data-choose]", card)) {
      button.setAttribute("aria-pressed", String(button.dataset.choose === card.dataset.choice));
    }
    const badge = one(".chosen", card);
    badge.textContent = words[card.dataset.choice] ?? "";
    badge.hidden = !card.dataset.choice;
    const field = one(".remark", card);
    if (field.value !== card.dataset.remark) field.value = card.dataset.remark;
  }

  function choose(card, choice) {
    set(card, card.dataset.choice === choice ? "" : choice, card.dataset.remark);
    keep(card);
    tell();
  }

  function save() {
    const rows = cards.filter((card) => card.dataset.choice || card.dataset.remark).map((card) => ({
      fingerprint: card.dataset.fp, decision: card.dataset.choice || "open", remark: card.dataset.remark,
      document: card.closest(".draft").dataset.name, code: card.dataset.code,
    }));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(rows, null, 1) + "\n"], { type: "application/json" }));
    link.download = drafts.length === 1 ? `${drafts[0].dataset.name}.${words.file}` : words.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(fill("saved", rows.length));
  }

  async function load(file) {
    try {
      const rows = JSON.parse(await file.text());
      let used = 0;
      for (const row of rows) {
        const mine = cards.filter((card) => card.dataset.fp === row.fingerprint
          && (!row.document || drafts.length === 1 || card.closest(".draft").dataset.name === row.document));
        for (const card of mine) { set(card, row.decision, row.remark); keep(card); }
        used += mine.length > 0;
      }
      say(fill("loaded", used, rows.length - used));
    } catch {
      say(words.bad);
    }
    filter();
  }

  // ---- filters and search ----
  const visible = () => cards.filter((card) => !card.hidden && !card.closest(".draft").hidden);

  function filter() {
    const off = new Set(all('.filter[aria-pressed="false"]').map((button) => button.dataset.severity));
    const code = one("#codes").value, choice = one("#choices").value, sought = search.value.trim().toLowerCase();
    for (const card of cards) {
      const { severity, dataset } = { severity: card.dataset.severity, dataset: card.dataset };
      const chosen = !choice || (choice === "none" ? !dataset.choice : dataset.choice === choice);
      const holds = !sought || `${card.textContent} ${dataset.remark}`.toLowerCase().includes(sought);
      card.hidden = off.has(severity) || (code && dataset.code !== code) || !chosen || !holds;
    }
    find(sought);
    tell();
  }

  function tell() {
    const here = cards.filter((card) => !card.closest(".draft").hidden);
    const parts = [fill("shown", visible().length, here.length)];
    if (here.length) parts.push(fill("done", here.filter((card) => card.dataset.choice).length, here.length));
    if (search.value.trim()) parts.push(fill("hits", hits.length));
    one("#count").textContent = parts.join(" · ");
  }

  function find(sought) {
    hits = [];
    hit = -1;
    const draft = drafts.find((each) => !each.hidden);
    for (const block of sought && draft ? all(".paper :is(p, h2, h3, h4, h5, td, th)", draft) : []) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const text = nodes.map((node) => node.data).join("").toLowerCase();
      for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
        hits.push(range(nodes, at, at + sought.length));
      }
    }
    if (window.CSS?.highlights) CSS.highlights.set("hits", new Highlight(...hits));
  }

  function range(nodes, start, stop) {
    const made = document.createRange();
    for (const node of nodes) {
      if (start >= 0 && start <= node.length) { made.setStart(node, start); start = -1; }
      if (stop <= node.length) { made.setEnd(node, stop); break; }
      if (start >= 0) start -= node.length;
      stop -= node.length;
    }
    return made;
  }

  function next() {
    if (!hits.length) return;
    hit = (hit + 1) % hits.length;
    reveal(hits[hit].startContainer.parentElement);
    getSelection().removeAllRanges();
    getSelection().addRange(hits[hit]);
  }

  // ---- from an issue to its places and back ----
  function reveal(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  const pieces = (id) => all(`[id="${id}"], [data-m="${id}"]`);

  function clear() {
    if (current) current.removeAttribute("aria-current");
    current = null;
    for (const each of all(".at-now, .term-now")) each.classList.remove("at-now", "term-now");
    for (const each of all(".beside")) each.remove();
  }

  function select(card, jump) {
    clear();
    if (!card) return;
    current = card;
    card.setAttribute("aria-current", "true");
    const ids = (list) => (list ? list.split(" ") : []);
    for (const id of ids(card.dataset.term)) pieces(id).forEach((each) => each.classList.add("term-now"));
    for (const id of ids(card.dataset.at)) pieces(id).forEach((each) => each.classList.add("at-now"));
    beside(card);
    const first = document.getElementById(ids(card.dataset.at)[0]);
    if (jump && first) reveal(first);
  }

  // The sums that fail, next to the paragraph or under the table in which the first place stands.
  function beside(card) {
    const first = document.getElementById((card.dataset.at ?? "").split(" ")[0]);
    const block = first?.closest("figure, .paper > *"), sums = all(".math", card);
    if (!block || !sums.length) return;
    const box = document.createElement("aside");
    box.className = "beside";
    for (const sum of sums) {
      const line = document.createElement("p");
      const why = sum.closest("li")?.firstChild;
      if (why?.nodeType === Node.TEXT_NODE) line.append(why.cloneNode(), " ");
      line.append(sum.cloneNode(true));
      box.append(line);
    }
    if (block.tagName === "FIGURE") block.append(box); else block.after(box);
  }

  function go(id, card) {
    const target = document.getElementById(id);
    if (!target) return;
    if (card && card !== current) select(card, false);
    reveal(target);
    if (target.tabIndex >= 0) target.focus({ preventScroll: true });
    if (phone.matches && current) one("#back").hidden = false;
  }

  function ask(mark) {
    const numbers = mark.dataset.at.split(" ");
    const card = document.getElementById(numbers[(numbers.indexOf(current?.id) + 1) % numbers.length]);
    card.hidden = false;
    select(card, false);
    reveal(card);
    card.focus({ preventScroll: true });
  }

  function step(by) {
    const list = visible(), at = list.indexOf(current);
    const card = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    if (!card) return;
    select(card, !phone.matches);
    reveal(card);
    card.focus({ preventScroll: true });
  }

  function show(number) {
    drafts.forEach((draft, at) => { draft.hidden = at !== number; });
    clear();
    filter();
  }

  // ---- events ----
  document.addEventListener("click", (event) => {
    const target = event.target, card = target.closest(".issue"), link = target.closest("a[data-go]");
    const button = target.closest("[data-choose]"), mark = target.closest("mark[data-at]");
    if (link) { event.preventDefault(); go(link.dataset.go, card); }
    else if (button) choose(card, button.dataset.choose);
    else if (mark) ask(mark);
    else if (target.closest(".filter")) {
      const pressed = target.getAttribute("aria-pressed") === "true";
      target.setAttribute("aria-pressed", String(!pressed));
      filter();
    } else if (card && !target.closest("input, summary, details") && !String(getSelection())) select(card, !phone.matches);
    else if (target.closest(".paper [title]")) say(target.closest("[title]").title);
  });
  document.addEventListener("input", (event) => {
    const card = event.target.closest(".issue");
    if (card) { card.dataset.remark = event.target.value; keep(card); } else if (event.target === search) filter();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("#codes, #choices")) filter();
    if (event.target.id === "files") show(Number(event.target.value));
    if (event.target.id === "file" && event.target.files.length) { load(event.target.files[0]); event.target.value = ""; }
  });
  const keys = {
    j: () => step(1), k: () => step(-1), "/": () => search.focus(), "?": () => one("#helpbox").showModal(),
    1: () => current && choose(current, "accepted"), 2: () => current && choose(current, "rejected"),
    3: () => current && choose(current, "open"), r: () => current && one(".remark", current).focus(), Escape: clear,
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || one("dialog[open]")) return;
    if (target.matches("input, select")) {
      if (event.key === "Escape") target.blur();
      if (event.key === "Enter" && target === search) next();
      return;
    }
    if (event.key === "Enter" && target.matches("mark[data-at]")) ask(target);
    else if (event.key === "Enter" && target.matches(".issue")) select(target, true);
    else if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  one("#export").addEventListener("click", save);
  one("#import").addEventListener("click", () => one("#file").click());
  one("#print").addEventListener("click", () => print());
  one("#help").addEventListener("click", () => one("#helpbox").showModal());
  one("#close").addEventListener("click", () => one("#helpbox").close());
  one("#back").addEventListener("click", () => { one("#back").hidden = true; if (current) reveal(current); });
  addEventListener("beforeprint", () => { for (const fold of all(".issue details")) fold.open = true; });

  for (const card of cards) { set(card, card.dataset.choice, card.dataset.remark); recall(card); }
  show(0);
})();
