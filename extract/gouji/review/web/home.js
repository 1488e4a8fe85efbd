"use strict";
(() => {
  const form = document.querySelector("#upload"), pick = document.querySelector("#pick"), said = document.querySelector("#said");
  const lang = new URLSearchParams(location.search).get("lang") ?? "";
  const words = form.dataset;
  let timer = 0;
  document.documentElement.classList.add("scripted");

  function tell(lines) {
    said.textContent = lines.join("\n");
    said.hidden = !lines.length;
  }

  // ---- the list: fetched again while anything is being checked; only what changed is replaced ----
  async function refresh() {
    clearTimeout(timer);
    try {
      const answer = await fetch(`/list?lang=${lang}`);
      if (answer.ok) swap(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#drafts"));
    } catch { tell([words.gone]); return; }
    wait();
  }

  // A row that has not changed stays the same element: a click that is under way must find it.
  function swap(fresh) {
    const list = document.querySelector("#drafts"), rows = [...fresh.children], ids = new Set(rows.map((row) => row.id));
    for (const old of [...list.children]) if (!ids.has(old.id) && !old.matches(".sending")) old.remove();
    const sending = [...list.querySelectorAll(".sending")];
    let before = sending.at(-1) ?? null;
    for (const row of rows) {
      if (row.matches(".empty") && sending.length) continue;
      before = put(list, row, before);
    }
  }

  function put(list, row, before) {
    const old = document.getElementById(row.id);
    if (old?.outerHTML === row.outerHTML) return old;
    const made = document.importNode(row, true), focused = old?.contains(document.activeElement);
    if (old) old.replaceWith(made); else if (before) before.after(made); else list.prepend(made);
    if (focused) made.querySelector("a, button")?.focus();
    return made;
  }

  function wait() {
    const busy = document.querySelector('[data-state="waiting"], [data-state="running"]');
    if (busy) timer = setTimeout(refresh, 700);
  }

  // ---- sending: one request for each file, so that one that is refused does not cost the others ----
  async function take(files) {
    const refused = [];
    tell([]);
    for (const file of files) {
      if (file.size > Number(words.most)) { refused.push(`${file.name}：${words.large}`); continue; }
      const why = await send(file);
      if (why) refused.push(why);
      tell(refused);
      await refresh();
    }
    tell(refused);
  }

  function send(file) {
    const row = document.createElement("li"), title = document.createElement("h3"), bar = document.createElement("progress");
    const about = document.createElement("p");
    row.className = "row sending";
    about.className = "sub";
    [title.textContent, about.textContent, bar.max, bar.value] = [file.name, words.sending, 1, 0];
    row.append(title, bar, about);
    document.querySelector("#drafts .empty")?.remove();
    document.querySelector("#drafts").prepend(row);
    return new Promise((done) => {
      const request = new XMLHttpRequest(), body = new FormData();
      body.append("drafts", file, file.name);
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
      request.onload = () => { row.remove(); done(request.status === 201 ? "" : request.response?.error ?? words.gone); };
      request.onerror = () => { row.remove(); done(`${file.name}：${words.gone}`); };
      request.send(body);
    });
  }

  pick.addEventListener("change", async () => {
    const files = [...pick.files];
    pick.value = "";
    await take(files);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => { if (carries(event)) { event.preventDefault(); form.classList.add("over"); } });
  }
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
  wait();
})();
