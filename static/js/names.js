// Name notes: locked and unlocked here, with a key that never leaves the page and is gone when the page is.
(() => {
  "use strict";
  const ROUNDS = 600_000;
  const LEAST = 12;
  const known = JSON.parse(document.getElementById("locked-names")?.textContent || "null");
  if (!known) return;
  const find = (selector) => document.querySelector(selector);
  const text = new TextEncoder();
  const toBase = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const fromBase = (base) => Uint8Array.from(atob(base), (letter) => letter.charCodeAt(0));
  let key = null;

  async function derive(phrase, { salt, rounds }) {
    const from = await crypto.subtle.importKey("raw", text.encode(phrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt: fromBase(salt), iterations: rounds }, from,
      { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"],
    );
  }
  // Each note is bound to its card: it opens on no other.
  async function seal(card, words) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(card) }, key, text.encode(words));
    return toBase([...iv, ...new Uint8Array(locked)]);
  }
  async function unseal(card, base, by = key) {
    const bytes = fromBase(base);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: text.encode(card) }, by, bytes.slice(12));
    return new TextDecoder().decode(plain);
  }

  async function unlock(phrase) {
    const tried = await derive(phrase, known.lock);
    try { await unseal("check", known.lock.check, tried); } catch { return false; }
    key = tried;
    return true;
  }
  async function names() {
    const found = new Map();
    for (const [card, base] of Object.entries(known.notes)) {
      try { found.set(card, await unseal(card, base)); } catch { /* Of an older passphrase, or of another card: shown to nobody. */ }
    }
    return found;
  }
  async function post(body) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
    const got = await fetch(location.pathname, {
      method: "POST", credentials: "same-origin", redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token }, body: JSON.stringify(body),
    });
    if (got.status !== 200) throw new Error(String(got.status));
    return got.json();
  }

  const busy = (form, is) => form.querySelector(".button--primary").toggleAttribute("aria-busy", is);
  function complain(form, words) {
    const place = form.querySelector("[data-names-error]");
    if (words) place.querySelector("span").textContent = words;
    place.hidden = false;
    form.querySelector("input").focus();
  }

  // --- The page of a circle's notes ---
  const page = find("#names");
  function show(part) {
    for (const each of ["new", "locked", "open"]) find(`[data-names-${each}]`).hidden = each !== part;
  }
  async function open() {
    const found = await names();
    for (const input of document.querySelectorAll("[data-card]")) input.value = input.defaultValue = found.get(input.dataset.card) || "";
    show("open");
  }
  async function begin(form) {
    const [phrase, again] = form.querySelectorAll("input");
    const words = form.querySelector("[data-names-error] span").dataset;
    if (phrase.value.length < LEAST) { complain(form, words.short); return; }
    if (phrase.value !== again.value) { complain(form, words.unlike); return; }
    busy(form, true);
    const lock = { salt: toBase(crypto.getRandomValues(new Uint8Array(16))), rounds: ROUNDS };
    key = await derive(phrase.value, lock);
    lock.check = await seal("check", "ringar");
    try { await post({ lock }); } catch { location.reload(); return; }
    known.lock = lock;
    form.reset();
    await open();
  }
  async function save(form) {
    const said = form.querySelector("[data-names-saved]");
    const changed = [...form.querySelectorAll("[data-card]")].filter((input) => input.value.trim() !== input.defaultValue);
    const notes = {};
    for (const input of changed) notes[input.dataset.card] = input.value.trim() ? await seal(input.dataset.card, input.value.trim()) : "";
    try {
      const { saved } = await post({ notes });
      for (const input of changed) input.defaultValue = input.value.trim();
      Object.assign(known.notes, notes);
      said.textContent = said.dataset.word.replace("%(time)s", saved);
    } catch { said.textContent = said.dataset.failed; }
  }

  // --- The register's tiles ---
  async function onTiles() {
    const found = await names();
    for (const place of document.querySelectorAll("[data-note]")) {
      place.textContent = found.get(place.dataset.note) || "";
      place.hidden = !place.textContent;
    }
    find("#names-dialog").close();
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-names-new], [data-names-unlock], [data-names-open]")) return;
    event.preventDefault();
    if (form.matches("[data-names-new]")) { await begin(form); return; }
    if (form.matches("[data-names-open]")) { await save(form); return; }
    busy(form, true);
    const right = await unlock(form.querySelector("input").value);
    busy(form, false);
    form.reset();
    if (!right) { complain(form); return; }
    form.querySelector("[data-names-error]").hidden = true;
    await (page ? open() : onTiles());
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-names-lock]")) location.reload();
  });
  if (!page) return;
  if (!window.crypto?.subtle) { find("[data-names-unable]").hidden = false; return; }
  show(known.lock ? "locked" : "new");
})();
