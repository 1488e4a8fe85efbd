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

  function swap(fresh) {
    const list = document.querySelector("#drafts");
    const sending = [...list.querySelectorAll(".sending")], known = new Map([...list.children].map((row) => [row.id, row]));
    const rows = [...fresh.children].map((row) => {
      const old = known.get(row.id);
      return old && old.outerHTML === row.outerHTML ? old : document.importNode(row, true);
    });
    const focused = document.activeElement?.closest(".row")?.id;
    list.replaceChildren(...sending, ...rows.filter((row) => !sending.length || row.id));
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.querySelector("a, button")?.focus();
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
