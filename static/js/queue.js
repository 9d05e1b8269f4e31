// Marks wait here, encrypted, until the server has said that it has them. Nothing here is needed where there is no
// script: every form works alone. One vault (vault.js) per person who signs in, so that nobody sends another's marks.
(() => {
  "use strict";
  const HOUR = 3_600_000;
  const WARN = 24 * HOUR;
  const DROP = 72 * HOUR;
  const MOST = 200;
  const body = document.body;
  const recall = (name) => { try { return localStorage.getItem(name) || ""; } catch { return ""; } };
  const keepNote = (name, text) => { try { if (text) localStorage.setItem(name, text); else localStorage.removeItem(name); } catch { /* A browser that keeps nothing. */ } };
  if (body.dataset.person) keepNote("ringar.person", body.dataset.person);
  const person = recall("ringar.person");
  const able = Boolean(person && window.Vault?.able && window.BroadcastChannel);
  const words = JSON.parse(document.getElementById("queue-words")?.textContent || "null");
  const plural = new Intl.PluralRules(document.documentElement.lang || "sv");

  // --- Words ---
  const fill = (text, values) => text.replace(/%\((\w+)\)[sd]/g, (whole, name) => values[name] ?? whole);
  const count = (samples, n) => {
    const fits = Object.keys(samples).find((one) => plural.select(Number(one)) === plural.select(n)) ?? "100";
    return fill(samples[fits], { count: n });
  };

  const vault = able ? window.Vault(`ringar-${person}`, ["registers", "queue"]) : null;

  // --- The queue. A slot is one card at one session: `sent` was in a request and never changes until it is answered;
  // `next` is what was pressed since; `base` is the version of the mark that the leader saw; `past` are the presses that
  // made it what it is, so that they can be taken back after a reload too. ---
  let slots = new Map();
  const saved = new Map(); // what the server last said of this phone's own marks: a page may not have heard it yet
  let state = "idle"; // sending, waiting (no network), signed-out, failed
  const channel = able ? new BroadcastChannel(`ringar-${person}`) : null;
  const held = (work) => navigator.locks.request(`ringar-queue-${person}`, work);
  const name = (session, enrolment) => `${session}/${enrolment}`;

  async function load() {
    const rows = await vault.all("queue");
    slots = new Map(await Promise.all(rows.map(async ([at, row]) => [at, await vault.unseal(at, row)])));
  }
  // All or none: a page that is left meanwhile leaves no half of a press, and no half of an answer.
  async function store({ kept = [], dropped = [] }) {
    const sealed = await Promise.all(kept.map(async (slot) => {
      const at = name(slot.session, slot.enrolment);
      return [at, { queued: slot.queued, ...(await vault.seal(at, slot)) }];
    }));
    if (sealed.length + dropped.length) await vault.change("queue", (rows) => {
      for (const [at, row] of sealed) rows.put(row, at);
      for (const slot of dropped) rows.delete(name(slot.session, slot.enrolment));
    });
  }
  const keep = (slot) => store({ kept: [slot] });
  const drop = (slot) => store({ dropped: [slot] });
  function tell(settled = []) {
    document.dispatchEvent(new CustomEvent("ringar:queue", { detail: { settled } }));
    channel?.postMessage({ settled });
  }
  channel?.addEventListener("message", async (event) => {
    if (event.data.left) { vault.forget(); location.reload(); return; }
    await held(load);
    document.dispatchEvent(new CustomEvent("ringar:queue", { detail: event.data }));
  });
  function become(now) {
    state = now;
    document.dispatchEvent(new CustomEvent("ringar:queue", { detail: { settled: [] } }));
  }

  // `marks`: {session, enrolment, status, version, before, was, press, reason}; `version` and `before` as the page knew
  // them, `was` what stood on the tile. `undoing` takes the press back instead of adding one.
  async function mark(marks, undoing = false) {
    await held(async () => {
      await load();
      const kept = [], dropped = [];
      for (const wanted of marks) {
        const at = name(wanted.session, wanted.enrolment);
        const seen = { version: wanted.version, status: wanted.before };
        const { version, status } = saved.get(at)?.version > seen.version ? saved.get(at) : seen;
        const slot = slots.get(at) ||
          { session: wanted.session, enrolment: wanted.enrolment, base: version, before: status, sent: null, queued: Date.now() };
        if (slot.conflict) Object.assign(slot, { base: slot.conflict.version, before: slot.conflict.theirs, conflict: null });
        delete slot.refused;
        slot.next = { status: wanted.status, at: new Date().toISOString(), press: wanted.press, reason: wanted.reason };
        slot.past = (slot.past ?? []).filter((past) => past.press !== wanted.press);
        if (!undoing) slot.past.push({ press: wanted.press, was: wanted.was, status: wanted.status, at: Date.now() });
        (!slot.sent && wanted.status === slot.before ? dropped : kept).push(slot);
      }
      await store({ kept, dropped });
      await load();
    });
    tell();
    return flush();
  }

  async function choose(session, enrolment, mine) {
    let settled = [];
    await held(async () => {
      await load();
      const slot = slots.get(name(session, enrolment));
      if (!slot?.conflict) return;
      const { theirs, version } = slot.conflict;
      settled = [{ session, enrolment, status: theirs, version, saved: "" }];
      if (mine) await keep({ ...slot, conflict: null, base: version, before: theirs, next: { status: slot.conflict.mine, at: new Date().toISOString() } });
      else await drop(slot);
      await remember(settled);
      await load();
    });
    tell(settled);
    return flush();
  }

  async function again(session, enrolment) {
    await held(async () => {
      await load();
      const slot = slots.get(name(session, enrolment));
      if (slot) await keep({ ...slot, refused: "" });
      await load();
    });
    return flush();
  }
  async function forget(session, enrolment) {
    await held(async () => {
      await load();
      const slot = slots.get(name(session, enrolment));
      if (slot) await drop(slot);
      await load();
    });
    tell();
  }

  // --- Sending ---
  let sending = null;
  let more = false;
  let pause = 3_000;
  let timer = 0;

  function flush() {
    if (!able || leaving()) return Promise.resolve();
    if (sending) { more = true; return sending; }
    clearTimeout(timer);
    sending = navigator.locks.request(`ringar-send-${person}`, async () => {
      do { more = false; } while (await send() || more);
    }).finally(() => { sending = null; });
    return sending;
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
    pause = Math.min(pause * 2, 30_000);
  }
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";

  // In the order of pressing. What goes into a request is written down first: after a crash it is sent again word for word.
  const gather = () => held(async () => {
    await load();
    const found = [...slots.values()].filter((slot) => (slot.sent || slot.next) && !slot.conflict && !slot.refused)
      .sort((a, b) => (a.sent ?? a.next).at.localeCompare((b.sent ?? b.next).at)).slice(0, MOST);
    const kept = found.filter((slot) => !slot.sent);
    for (const slot of kept) {
      const { status, at, press, reason } = slot.next;
      slot.sent = { op: crypto.randomUUID(), session: slot.session, enrolment: slot.enrolment, status, version: slot.base, at, ...(press && { press }), ...(reason && { reason }) };
      slot.next = null;
    }
    await store({ kept });
    return found.map((slot) => slot.sent);
  });

  // True where something was settled and more may wait.
  async function send() {
    // Without a network nothing is called sent, so that a press can still be taken back here.
    if (!navigator.onLine) { await held(load); become(slots.size ? "waiting" : "idle"); return false; }
    const operations = await gather();
    if (!operations.length) { if (state !== "idle") become("idle"); return false; }
    become("sending");
    let results;
    try {
      const got = await fetch("/sync/", {
        method: "POST", credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(20_000),
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ operations }),
      });
      if (got.type === "opaqueredirect" || got.status === 401) { become("signed-out"); return false; }
      if (got.status === 403) await fetch("/", { credentials: "same-origin" }); // an old page: any new one brings a new token
      const said = got.headers.get("Content-Type")?.startsWith("application/json") ? await got.json() : {};
      if (!Array.isArray(said.results)) { become("failed"); later(); return false; }
      results = said.results;
    } catch {
      become("waiting");
      later();
      return false;
    }
    pause = 3_000;
    await settle(operations, results);
    return true;
  }

  async function settle(operations, results) {
    const told = new Map(results.map((result) => [result.op, result]));
    const settled = [], kept = [], dropped = [];
    await held(async () => {
      await load();
      for (const sent of operations) {
        const slot = slots.get(name(sent.session, sent.enrolment));
        const result = told.get(sent.op);
        if (!result || slot?.sent?.op !== sent.op) continue;
        const [stands, left] = settleOne(slot, result);
        if (left) kept.push(left); else dropped.push(slot);
        if (stands) settled.push({ session: slot.session, enrolment: slot.enrolment, saved: "", ...stands });
      }
      await store({ kept, dropped });
      await remember(settled);
      await load();
      tell(settled); // before anybody can press: what has left the queue stands on the tile
    });
  }

  // The mark as the server has it, where the answer says; and the slot after it, or null where it has left the queue.
  function settleOne(waits, result) {
    const { sent } = waits;
    const slot = { ...waits, sent: null };
    if (result.outcome === "saved") {
      const stands = { status: result.status, version: result.version, saved: result.saved };
      saved.set(name(slot.session, slot.enrolment), stands);
      const isDone = !slot.next || slot.next.status === result.status;
      return [stands, isDone ? null : { ...slot, base: result.version, before: result.status }];
    }
    if (result.outcome === "conflict") {
      const mine = slot.next?.status ?? sent.status;
      const conflict = { mine, theirs: result.theirs, version: result.version };
      return [{ status: result.theirs, version: result.version }, mine === result.theirs ? null : { ...slot, next: null, conflict }];
    }
    const { status, at, press, reason } = sent;
    return [null, { ...slot, next: slot.next || { status, at, press, reason }, refused: result.sentence }];
  }

  // --- Registers of these days, for a room without a network ---
  async function keepRegisters({ now, registers }) {
    const ahead = Date.parse(now) - Date.now(); // the phone's clock may go wrong
    const rows = await Promise.all(registers.map(async (register) => [register.session, {
      until: Date.parse(register.starts) + WARN - ahead, ...(await vault.seal(register.session, { ...register, ahead })),
    }]));
    const wanted = new Set(rows.map(([at]) => at));
    const known = await vault.all("registers");
    await vault.change("registers", (store) => {
      for (const [at] of known) if (!wanted.has(at)) store.delete(at);
      for (const [at, row] of rows) store.put(row, at);
    });
  }
  async function register(session) {
    const row = await vault.one("registers", session);
    return row && row.until > Date.now() ? vault.unseal(session, row) : null;
  }
  async function registers() {
    const rows = (await vault.all("registers")).filter(([, row]) => row.until > Date.now());
    const found = await Promise.all(rows.map(([at, row]) => vault.unseal(at, row)));
    return found.sort((a, b) => a.starts.localeCompare(b.starts));
  }
  // The kept registers learn what the server has answered.
  async function remember(settled) {
    for (const session of new Set(settled.map((mark) => mark.session))) {
      const row = await vault.one("registers", session);
      if (!row) continue;
      const kept = await vault.unseal(session, row);
      for (const stands of settled) {
        const tile = stands.session === session && kept.tiles.find((each) => each.enrolment === stands.enrolment);
        if (tile && stands.version >= tile.version) Object.assign(tile, { status: stands.status, version: stands.version, saved: stands.saved });
      }
      const sealed = await vault.seal(session, kept);
      await vault.change("registers", (store) => store.put({ until: row.until, ...sealed }, session));
    }
  }
  async function fetchRegisters() {
    if (!body.dataset.person || !navigator.onLine) return;
    try {
      const got = await fetch("/sync/", { credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json", "Ringar-Poll": "1" } });
      if (got.ok) await keepRegisters(await got.json());
    } catch { /* Without a network what is kept stays. */ }
  }

  // --- Too old: said from a day on, gone after three. Also what somebody else left on this phone. ---
  async function sweep() {
    let gone = 0;
    await held(async () => {
      const old = (await vault.all("queue")).filter(([, row]) => row.queued < Date.now() - DROP);
      const past = (await vault.all("registers")).filter(([, row]) => row.until <= Date.now());
      if (old.length) await vault.change("queue", (rows) => { for (const [at] of old) rows.delete(at); });
      if (past.length) await vault.change("registers", (rows) => { for (const [at] of past) rows.delete(at); });
      gone = old.length;
      await load();
    });
    for (const { name: other } of await indexedDB.databases?.() ?? []) {
      if (!other.startsWith("ringar-") || other === `ringar-${person}` || other === "ringar-tablet") continue;
      const theirs = window.Vault(other, ["registers", "queue"]);
      const fresh = (await theirs.all("queue")).some(([, row]) => row.queued >= Date.now() - DROP);
      if (fresh) theirs.close(); else await theirs.remove();
    }
    return gone;
  }

  // --- Signing out: wiped here first, then on the server, which wipes once more (Clear-Site-Data) ---
  const leaving = () => recall("ringar.leaving") !== "";
  async function wipe() {
    await vault.remove();
    slots = new Map();
    keepNote("ringar.person", "");
  }
  async function leave(form) {
    // A storage that hangs must not keep anybody signed in.
    await Promise.race([wipe(), new Promise((late) => setTimeout(late, 3_000))]);
    channel?.postMessage({ left: true });
    if (navigator.onLine) { form.submit(); return; }
    // Without a network the service worker sends it before it shows anything again.
    keepNote("ringar.leaving", "yes");
    const cache = await caches.open("ringar-leaving");
    await cache.put("/leaving", new Response(token()));
    location.assign("/offline/");
  }
  // Where no service worker did it before this page was shown.
  async function signOut() {
    const got = await fetch(document.querySelector("form[data-logout]").action, { method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": token() } });
    if (got.status >= 500) return;
    keepNote("ringar.leaving", "");
    keepNote("ringar.person", "");
    location.replace("/");
  }
  // Answers that this browser, as a tablet that goes round, still has (tablet.js). The server's answer wipes them too.
  async function tabletAnswers() {
    if (!(await indexedDB.databases?.() ?? []).some((one) => one.name === "ringar-tablet")) return 0;
    const theirs = window.Vault("ringar-tablet", ["answers"]);
    const rows = await theirs.all("answers");
    await theirs.close();
    return rows.length;
  }
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-logout]") || !able) return;
    event.preventDefault();
    event.stopPropagation();
    const waiting = slots.size;
    const answers = await tabletAnswers().catch(() => 0);
    const dialog = document.getElementById("leave-dialog");
    if (!(waiting + answers) || !dialog) { leave(form); return; }
    const says = [waiting && count(words.leave, waiting), answers && count(words.leave_answers, answers)];
    dialog.querySelector("[data-leave-count]").textContent = says.filter(Boolean).join(" ");
    dialog.querySelector("[data-leave-send]").hidden = !waiting;
    dialog.querySelector("[data-leave-send]").onclick = async () => { dialog.close(); await flush(); };
    dialog.querySelector("[data-leave-now]").onclick = () => { dialog.close(); leave(form); };
    dialog.showModal();
  }, true);

  // --- A word on every page while marks wait ---
  function note(gone = 0) {
    const place = document.querySelector("[data-queue-note]");
    if (!place || !words) return;
    const out = state === "signed-out" || "signedOut" in place.dataset;
    const torn = [...slots.values()].filter((slot) => slot.conflict || slot.refused);
    const waiting = slots.size - torn.length;
    const oldest = Math.min(...[...slots.values()].map((slot) => slot.queued));
    const says = [];
    if (gone) says.push(count(words.gone, gone));
    if (slots.size && oldest < Date.now() - WARN) says.push(count(words.old, slots.size));
    else if (waiting && out && !document.getElementById("register")) says.push(count(words.signed_out, waiting));
    else if (waiting && !document.getElementById("register")) says.push(count(words.waiting_note, waiting));
    if (torn.length && !document.getElementById("register")) says.push(count(words.to_choose, torn.length));
    const there = place.querySelector("[data-queue-register]");
    there.hidden = !torn.length || Boolean(document.getElementById("register"));
    if (torn.length) there.href = there.dataset.queueRegister.replace(words.some_session, torn[0].session);
    place.hidden = !says.length;
    place.querySelector("[data-queue-words]").textContent = says.join(" ");
    const door = place.querySelector("[data-queue-sign-in]");
    if (door) {
      door.hidden = !(waiting && state === "signed-out" && !("signedOut" in place.dataset));
      door.href = `${door.dataset.queueSignIn}?next=${encodeURIComponent(location.pathname)}`;
    }
  }
  document.addEventListener("ringar:queue", () => note());

  function keepShell() {
    navigator.serviceWorker?.register("/sw.js").then((ready) => ready.active?.postMessage({ lang: document.documentElement.lang })).catch(() => {});
  }

  async function begin() {
    const signedOut = Boolean(document.querySelector("[data-signed-out]"));
    if (signedOut) keepNote("ringar.leaving", ""); // the server says so itself
    if (body.dataset.person && leaving()) { await signOut(); return false; }
    if (signedOut) keepShell(); // already where one signs in: the evening's first page has no script left to fetch
    if (!able) return false;
    const gone = await sweep();
    note(gone);
    if (body.dataset.person) {
      keepShell();
      flush().then(fetchRegisters);
    }
    return true;
  }
  addEventListener("online", () => { pause = 3_000; flush(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });

  window.Ringar = {
    able, words, fill, count, mark, choose, again, forget, flush, register, registers,
    get state() { return state; },
    slots: (session) => new Map([...slots.values()].filter((slot) => slot.session === session).map((slot) => [slot.enrolment, slot])),
    become,
    ready: begin().catch(() => false),
  };
})();
