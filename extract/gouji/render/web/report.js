"use strict";
(() => {
  const one = (what, root = document) => root.querySelector(what);
  const all = (what, root = document) => [...root.querySelectorAll(what)];
  const words = JSON.parse(one("#words").textContent);
  const fill = (name, ...values) => words[name].replace(/\{(\d)\}/g, (_, at) => values[at]);
  const drafts = all(".draft"), cards = all(".issue"), search = one("#search");
  const phone = matchMedia("(max-width: 900px)");
  let current = null, hits = [], hit = -1, keeps = true, timer = 0;
  document.documentElement.classList.add("scripted");

  function say(text) {
    clearTimeout(timer);
    one("#say").textContent = text;
    timer = setTimeout(() => { one("#say").textContent = ""; }, 6000);
  }

  // ---- decisions: in the page, kept by the browser if it may, exported and imported as JSON ----
  const place = (card) => `gouji ${card.closest(".draft").dataset.name} ${card.dataset.fp}`;
  const given = new Map(cards.map((card) => [card, `${card.dataset.choice} ${card.dataset.remark}`]));

  function keep(card) {
    const { choice, remark } = card.dataset;
    try { localStorage.setItem(place(card), JSON.stringify({ choice, remark, given: given.get(card) })); } catch {
      if (keeps) say(words.unsaved);
      keeps = false;
    }
  }

  function recall(card) {
    try {
      const kept = JSON.parse(localStorage.getItem(place(card)));
      // What the program was told since is newer than what the browser kept.
      if (kept && kept.given === given.get(card)) set(card, kept.choice, kept.remark);
    } catch { keeps = false; }
  }

  function set(card, choice, remark) {
    card.dataset.choice = ["accepted", "rejected", "open"].includes(choice) ? choice : "";
    card.dataset.remark = String(remark ?? "");
    for (const button of all("[data-choose]", card)) button.ariaPressed = button.dataset.choose === card.dataset.choice;
    const badge = one(".chosen", card), field = one(".remark", card);
    Object.assign(badge, { textContent: words[card.dataset.choice] ?? "", hidden: !card.dataset.choice });
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
    const href = URL.createObjectURL(new Blob([JSON.stringify(rows, null, 1) + "\n"], { type: "application/json" }));
    const download = drafts.length === 1 ? `${drafts[0].dataset.name}.${words.file}` : words.file;
    Object.assign(document.createElement("a"), { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
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
    } catch { say(words.bad); }
    filter();
  }

  // ---- filters and search ----
  const visible = () => cards.filter((card) => !card.hidden && !card.closest(".draft").hidden);

  function filter() {
    const off = new Set(all('.filter[aria-pressed="false"]').map((button) => button.dataset.severity));
    const code = one("#codes").value, choice = one("#choices").value, sought = search.value.trim().toLowerCase();
    for (const card of cards) {
      const chosen = !choice || (choice === "none" ? !card.dataset.choice : card.dataset.choice === choice);
      const holds = !sought || `${card.textContent} ${card.dataset.remark}`.toLowerCase().includes(sought);
      card.hidden = off.has(card.dataset.severity) || (code && card.dataset.code !== code) || !chosen || !holds;
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
    [hits, hit] = [[], -1];
    const draft = drafts.find((each) => !each.hidden);
    for (const block of sought && draft ? all(".paper :is(p, h2, h3, h4, h5, td, th)", draft) : []) {
      const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const text = nodes.map((node) => node.data).join("").toLowerCase();
      for (let at = -1; (at = text.indexOf(sought, at + 1)) >= 0;) hits.push(range(nodes, at, at + sought.length));
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
    getSelection().setBaseAndExtent(hits[hit].startContainer, hits[hit].startOffset, hits[hit].endContainer, hits[hit].endOffset);
  }

  // ---- from an issue to its places and back ----
  function reveal(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.scrollIntoView({ block: "center", inline: "center" });
  }

  const mark = (id, name) => all(`[id="${id}"], [data-m="${id}"]`).forEach((each) => each.classList.add(name));
  const ids = (list) => (list ? list.split(" ") : []);

  function clear() {
    current = current?.removeAttribute("aria-current") ?? null;
    for (const each of all(".at-now, .term-now")) each.classList.remove("at-now", "term-now");
    for (const each of all(".beside")) each.remove();
  }

  function select(card, jump) {
    clear();
    if (!card) return;
    current = card;
    card.setAttribute("aria-current", "true");
    for (const id of ids(card.dataset.term)) mark(id, "term-now");
    for (const id of ids(card.dataset.at)) mark(id, "at-now");
    const first = document.getElementById(ids(card.dataset.at)[0]);
    beside(card, first);
    if (jump && first) reveal(first);
  }

  // The sums that fail, next to the paragraph or under the table in which the first place stands.
  function beside(card, first) {
    const block = first?.closest("figure, .paper > *"), sums = all(".math", card);
    if (!block || !sums.length) return;
    const box = Object.assign(document.createElement("aside"), { className: "beside" });
    for (const sum of sums) {
      const line = document.createElement("p");
      line.append((sum.closest("li") ?? one("h3", card)).firstChild.cloneNode(), " ", sum.cloneNode(true));
      box.append(line);
    }
    block[block.tagName === "FIGURE" ? "append" : "after"](box);
  }

  function go(id, card) {
    const target = document.getElementById(id);
    if (card && card !== current) select(card, false);
    reveal(target);
    if (target.tabIndex >= 0) target.focus({ preventScroll: true });
    if (phone.matches && current) one("#back").hidden = false;
  }

  function ask(mark) {
    const numbers = mark.dataset.at.split(" ");
    const card = document.getElementById(numbers[(numbers.indexOf(current?.id) + 1) % numbers.length]);
    card.hidden = false;
    showCard(card, false);
  }

  function showCard(card, jump) {
    select(card, jump);
    reveal(card);
    card.focus({ preventScroll: true });
  }

  function step(by) {
    const list = visible(), card = list[Math.min(Math.max(list.indexOf(current) + by, 0), list.length - 1)];
    if (card) showCard(card, !phone.matches);
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
    else if (target.matches(".filter")) { target.ariaPressed = target.ariaPressed !== "true"; filter(); }
    else if (card && !target.closest("input, summary, details") && !String(getSelection())) select(card, !phone.matches);
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
    } else if (event.key === "Enter" && target.matches("mark[data-at]")) ask(target);
    else if (event.key === "Enter" && target.matches(".issue")) select(target, true);
    else if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  const buttons = {
    export: save, import: () => one("#file").click(), print: () => print(), help: keys["?"],
    close: () => one("#helpbox").close(), back: () => { one("#back").hidden = true; if (current) reveal(current); },
  };
  for (const [id, act] of Object.entries(buttons)) one(`#${id}`).addEventListener("click", act);
  addEventListener("beforeprint", () => { for (const fold of all(".issue details")) fold.open = true; });

  for (const card of cards) { set(card, card.dataset.choice, card.dataset.remark); recall(card); }
  show(0);
})();
