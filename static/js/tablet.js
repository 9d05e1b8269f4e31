// A tablet that may lose its network: it keeps the pages of one study, which are about nobody, and answers, encrypted
// (vault.js), until the server has them. Where a browser can't, each answer is sent as it is given, as ever.
(() => {
  "use strict";
  const facts = JSON.parse(document.getElementById("tablet-facts")?.textContent || "null");
  if (!facts || !window.Vault?.able || !navigator.serviceWorker || !window.caches) return;
  const DROP = 72 * 3_600_000;
  const PAGES = "ringar-tablet";
  const vault = window.Vault("ringar-tablet", ["answers"]);
  const refused = {
    get count() { try { return Number(localStorage.getItem("ringar.tablet.refused")) || 0; } catch { return 0; } },
    add(more) { try { localStorage.setItem("ringar.tablet.refused", this.count + more); } catch { /* A browser that keeps nothing. */ } },
  };

  // --- The code, as circles/rules/slips.py reads it ---
  const SIGNS = facts.alphabet;
  function read(typed) {
    const plain = typed.normalize("NFKC").replace(/[٠-٩۰-۹]/g, (sign) => sign.charCodeAt(0) & 15).replace(/[\s\-–.·\u200e\u200f]/g, "");
    const code = plain.toUpperCase().replaceAll("B", "8").replaceAll("Z", "2");
    const places = [...code].reverse().map((sign, at) => SIGNS.indexOf(sign) * (1 + at % 2));
    const fits = code.length === 8 && places.every((place) => place >= 0) && places.reduce((sum, place) => sum + place, 0) % SIGNS.length === 0;
    return fits ? code : "";
  }

  // What stands against the code, as far as this tablet and, where there is a network, the server knows: "" for nothing.
  async function against(typed) {
    const code = read(typed);
    if (!code) return "wrong_code";
    for (const [at, row] of await vault.all("answers")) if (read((await vault.unseal(at, row)).code) === code) return "slip_used";
    if (!navigator.onLine) return "";
    try {
      const got = await fetch(facts.check, { method: "POST", body: new URLSearchParams({ code, study: facts.study }), cache: "no-store", signal: AbortSignal.timeout(4_000) });
      if (got.ok || got.status >= 500) return "";
      const page = new DOMParser().parseFromString(await got.text(), "text/html");
      return page.querySelector("[data-problem]")?.dataset.problem || "wrong_code";
    } catch { return ""; }
  }

  // --- What waits ---
  async function keep(form) {
    const op = crypto.randomUUID();
    const body = new URLSearchParams(new FormData(form));
    body.set("op", op);
    const sealed = await vault.seal(op, { code: body.get("code"), to: form.action, body: String(body) });
    await vault.change("answers", (rows) => rows.put({ queued: Date.now(), ...sealed }, op));
    await Promise.race([send(), new Promise((late) => setTimeout(late, 4_000))]);
  }
  const drop = (op) => vault.change("answers", (rows) => rows.delete(op));

  // One after the other, by one page at a time; what the server can't take is counted and gone, and so is what is too old.
  const send = () => navigator.locks.request("ringar-tablet-send", async () => {
    for (const [op, row] of await vault.all("answers")) {
      if (row.queued < Date.now() - DROP) { await drop(op); refused.add(1); continue; }
      if (!navigator.onLine) break;
      const { to, body } = await vault.unseal(op, row);
      try {
        const got = await fetch(to, { method: "POST", body: new URLSearchParams(body), redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(20_000) });
        const taken = got.type === "opaqueredirect";
        if (!taken && got.status !== 422 && got.status !== 404) break;
        await drop(op);
        if (!taken) refused.add(1);
      } catch { break; }
    }
    await note();
  });

  async function note() {
    const place = document.querySelector("[data-tablet-note]");
    if (!place) return;
    const waiting = (await vault.all("answers")).length;
    const says = [];
    if (waiting) says.push(facts.words.waiting.replace("%(count)s", waiting));
    if (refused.count) says.push(facts.words.refused.replace("%(count)s", refused.count));
    if (await isReady()) says.push(facts.words.ready);
    place.textContent = says.join(" ");
    place.hidden = !says.length;
  }

  // --- The pages ---
  const isReady = async () => Boolean(navigator.serviceWorker.controller && await caches.match(facts.keep.at(-1), { cacheName: PAGES, ignoreVary: true }));
  async function keepPages() {
    if (!navigator.onLine) return;
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    const cache = await caches.open(PAGES);
    await cache.addAll(facts.keep);
    const wanted = new Set(facts.keep.map((address) => new URL(address, location.href).href));
    for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  }

  window.Tablet = { against, keep };
  note();
  addEventListener("online", send);
  setInterval(send, 30_000);
  send();
  if (document.querySelector("[data-tablet-note]")) {
    navigator.serviceWorker.addEventListener("controllerchange", note);
    keepPages().then(note).catch(() => {});
  }
})();
