// The register: a press is shown at once, kept in the queue (queue.js) and called saved when the server has said so.
// Without this script every tile is a form that works. The same script fills the page without a network.
(() => {
  "use strict";
  const HOLD = 450;
  const DOUBLE_TAP = 350;
  const POLL = 4_000;
  const place = document.getElementById("register");
  if (!place) return; // loaded ahead, on the evening's page

  const openMenu = (tile) => {
    const menu = tile.closest("li").querySelector("[data-tile-menu]");
    if (!menu) return;
    menu.open = true;
    const current = menu.querySelector("[aria-current]") || menu.querySelector("button");
    if (current) current.focus();
  };

  let timer = null;
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    held = null;
    const tile = event.target.closest("[data-tile]");
    if (!tile) return;
    timer = setTimeout(() => { held = tile; openMenu(tile); }, HOLD);
  });
  for (const name of ["pointerup", "pointercancel", "pointermove"]) {
    document.addEventListener(name, (event) => {
      if (name === "pointermove" && Math.abs(event.movementX) + Math.abs(event.movementY) < 6) return;
      clearTimeout(timer);
    });
  }
  document.addEventListener("contextmenu", (event) => {
    if (event.target.closest("[data-tile]")) event.preventDefault();
  });

  // A hold is no tap, and the second half of a double tap is none either.
  const tapped = new Map();
  document.addEventListener("click", (event) => {
    // The menu may lie under the finger that held: its lifting is no click on anything.
    if (held) {
      event.preventDefault();
      event.stopImmediatePropagation();
      held = null;
      return;
    }
    const tile = event.target.closest("[data-tile]");
    if (!tile) return;
    const id = tile.closest("li").id;
    const again = event.timeStamp - (tapped.get(id) ?? -DOUBLE_TAP) < DOUBLE_TAP;
    tapped.set(id, event.timeStamp);
    if (again) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  const closeMenus = () => {
    for (const menu of document.querySelectorAll("details.tile-menu[open], details.menu[open]")) menu.open = false;
  };

  const find = (selector) => document.querySelector(selector);
  // The page is one of three: the others, with their headings, are not on it.
  function show(part) {
    const chosen = find(`[data-shell="${part}"]`);
    if (part === "register") { chosen.hidden = false; return; }
    find('[data-shell="register"]').remove();
    chosen.replaceWith(chosen.content);
  }
  function nothing(why) {
    show("nothing");
    find(`[data-shell-${why}]`).hidden = false;
  }

  if (!window.Ringar?.able) { // no place to keep a mark: the forms send each press themselves
    if (find("[data-shell]")) nothing("left");
    return;
  }
  const { fill, count } = window.Ringar;
  const words = JSON.parse(document.getElementById("register-words").textContent);
  let facts = JSON.parse(document.getElementById("register-facts")?.textContent || "null");
  let tiles = new Map();
  let latest = "";
  const presses = [];

  // --- What a tile says ---
  const slot = (enrolment) => window.Ringar.slots(facts.session).get(enrolment);
  const standing = (enrolment) => {
    const waits = slot(enrolment);
    return waits?.next?.status ?? waits?.sent?.status ?? tiles.get(enrolment).status;
  };
  const rowOf = (enrolment) => document.getElementById(`tile-${enrolment}`);
  const enrolmentOf = (element) => element.closest("li").id.slice(5);

  function make(tile) {
    const row = document.getElementById("tile-blank").content.cloneNode(true).firstElementChild;
    row.id = `tile-${tile.enrolment}`;
    const card = row.querySelector("[data-card]");
    card.classList.add(`code-card--${tile.card.colour}`);
    const use = card.querySelector("use");
    use.setAttribute("href", `${use.getAttribute("href")}${tile.card.picture}`);
    row.querySelector(".tile__name").textContent = tile.card.words;
    row.querySelector(".tile__number").textContent = tile.card.number;
    row.querySelector("[data-menu-of]").textContent = fill(words.menu, { card: tile.card.name });
    row.querySelector("[data-menu-card]").textContent = tile.card.name;
    place.append(row);
    return row;
  }

  function savedWords(enrolment) {
    const waits = slot(enrolment);
    const tile = tiles.get(enrolment);
    if (waits?.conflict) return words.choose;
    if (waits?.refused) return words.failed;
    if (waits) return window.Ringar.state === "sending" && waits.sent ? words.saving : words.waits;
    return tile.saved && tile.status !== "not_recorded" ? fill(words.saved, { time: tile.saved }) : "";
  }

  function paint(enrolment) {
    const row = rowOf(enrolment) || make(tiles.get(enrolment));
    const status = standing(enrolment);
    const face = row.querySelector(".tile");
    face.dataset.state = status;
    face.toggleAttribute("data-waiting", Boolean(slot(enrolment)));
    row.querySelector(".tile__state").textContent = words.states[status];
    row.querySelector(".tile__saved").textContent = savedWords(enrolment);
    for (const item of row.querySelectorAll("[data-set]")) {
      if (item.value === status) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current");
    }
    paintChoice(row, slot(enrolment));
  }

  // Both values of a conflict, or what a rule said: until somebody has chosen.
  function paintChoice(row, waits) {
    const kind = waits?.conflict ? "conflict" : waits?.refused ? "refused" : "";
    const shown = row.querySelector(".tile-choice");
    const text = waits?.conflict
      ? fill(words.conflict, { mine: words.states[waits.conflict.mine], theirs: words.states[waits.conflict.theirs] })
      : waits?.refused || "";
    if (shown?.dataset.says === `${kind}${text}`) return;
    shown?.remove();
    row.classList.toggle("register-tile--conflict", Boolean(kind));
    if (!kind) return;
    const choice = document.getElementById(`tile-${kind}`).content.cloneNode(true).firstElementChild;
    choice.dataset.says = `${kind}${text}`;
    choice.querySelector(".tile-choice__words").textContent = text;
    for (const button of choice.querySelectorAll("[data-choose]")) button.textContent = words.states[waits.conflict[button.dataset.choose]];
    row.append(choice);
  }

  // --- The count and the badge ---
  const ORDER = ["present", "part", "absent", "notified", "not_recorded"];
  function paintTally() {
    const states = [...tiles.keys()].map(standing).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
    const here = states.filter((one) => one === "present" || one === "part").length;
    find("#register-tally b").textContent = here;
    find("#register-tally bdi").textContent = states.length;
    find("#register-tally .tally__bar").replaceChildren(...states.map((state) => {
      const step = document.createElement("i");
      step.dataset.state = state === "part" ? "present" : state;
      return step;
    }));
  }

  function badge() {
    const waits = [...window.Ringar.slots(facts.session).values()];
    const { state } = window.Ringar;
    if (waits.some((one) => one.refused) || (waits.length && state === "failed")) return ["failed", words.failed];
    if (waits.some((one) => one.sent) && state === "sending") return ["saving", words.saving];
    const torn = waits.filter((one) => one.conflict).length;
    if (waits.length > torn) return ["waiting", count(words.waiting, waits.length - torn)];
    if (torn) return ["waiting", count(words.to_choose, torn)];
    return latest ? ["saved", fill(words.saved, { time: latest })] : ["quiet", words.nothing];
  }
  function paintBadge() {
    const [kind, text] = badge();
    const made = document.getElementById(`badge-${kind}`).content.cloneNode(true);
    made.querySelector("span span").textContent = text;
    const here = document.getElementById("save-badge");
    if (here.textContent.trim() !== text || here.dataset.kind !== kind) here.replaceChildren(made);
    here.dataset.kind = kind;
  }

  function paintNotices() {
    const waiting = window.Ringar.slots(facts.session).size;
    const { state } = window.Ringar;
    find("[data-register-failed]").hidden = state !== "failed";
    find("[data-register-signed-out]").hidden = state !== "signed-out";
    if (!waiting) find("[data-register-waits]").hidden = true;
  }

  function paintAll() {
    for (const enrolment of tiles.keys()) paint(enrolment);
    paintTally();
    paintBadge();
    paintNotices();
  }

  // What the server has said of a mark; an older word never replaces a newer.
  function learn(tile) {
    const known = tiles.get(tile.enrolment);
    if (known && tile.version < known.version) return;
    tiles.set(tile.enrolment, { ...known, ...tile });
    if (tile.saved > latest) latest = tile.saved;
  }

  // --- Pressing ---
  // A press waits until the queue is open. Where it can't be opened, the forms send each press themselves.
  let queue = "opening";
  const waiting = [];
  function whenOpen(event, act, button) {
    if (queue === "shut") return;
    event.preventDefault();
    if (queue === "open") act();
    else waiting.push({ act, button });
  }
  function opened(able) {
    queue = able ? "open" : "shut";
    for (const { act, button } of waiting.splice(0)) {
      if (able) act();
      else button.form.requestSubmit(button);
    }
  }

  const uuid = () => crypto.randomUUID();
  function press(wanted, undoing = "") {
    const id = undoing || uuid();
    const marks = wanted
      .filter(([enrolment, status]) => standing(enrolment) !== status || slot(enrolment)?.refused) // now with a reason
      .map(([enrolment, status, reason]) => ({
        session: facts.session, enrolment, status, reason, press: id, was: standing(enrolment),
        version: tiles.get(enrolment).version, before: tiles.get(enrolment).status,
      }));
    if (!marks.length) return;
    if (!undoing) presses.push({ id, marks: marks.map(({ enrolment, was, status }) => ({ enrolment, was, status })) });
    window.Ringar.mark(marks, Boolean(undoing));
  }
  // What was pressed before the page was loaded, as far as it waits in the queue. What was refused has its own buttons.
  function rememberPresses() {
    const found = new Map();
    for (const [enrolment, { past = [], refused }] of window.Ringar.slots(facts.session)) {
      if (refused) continue;
      for (const { press: id, was, status, at } of past) {
        if (!found.has(id)) found.set(id, { id, at, marks: [] });
        found.get(id).marks.push({ enrolment, was, status });
      }
    }
    presses.push(...[...found.values()].sort((a, b) => a.at - b.at));
  }
  const onTap = (status) => (status === "present" ? "absent" : "present");

  document.addEventListener("click", (event) => {
    const tile = event.target.closest("[data-tile]");
    const item = event.target.closest("[data-set]");
    if (tile || item) whenOpen(event, () => set(tile, item), tile || item);
  });
  function set(tile, item) {
    const enrolment = enrolmentOf(tile || item);
    if (closed() || (tile && slot(enrolment)?.conflict)) return;
    const reason = item?.closest("form")?.elements.reason?.value;
    press([[enrolment, item ? item.value : onTap(standing(enrolment)), reason]]);
    if (item) { closeMenus(null); rowOf(enrolment).querySelector(".tile").focus?.({ preventScroll: true }); }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose], [data-again], [data-forget], [data-send-again]");
    if (!button) return;
    if ("sendAgain" in button.dataset) { window.Ringar.flush(); return; }
    const enrolment = enrolmentOf(button);
    if ("choose" in button.dataset) window.Ringar.choose(facts.session, enrolment, button.dataset.choose === "mine");
    if ("again" in button.dataset) window.Ringar.again(facts.session, enrolment);
    if ("forget" in button.dataset) window.Ringar.forget(facts.session, enrolment);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter || form.querySelector("button");
    if (form.matches("[data-everyone]")) whenOpen(event, everyone, button);
    if (form.matches("[data-undo]")) undo(event, form, button);
    if (form.matches("[data-close-register]")) close(event, form, button);
  }, true);

  function everyone() {
    if (!closed()) press([...tiles.keys()].filter((one) => standing(one) === "not_recorded").map((one) => [one, "present"]));
  }

  // The last press of this page or of the queue of which something stands; before that, what the server knows to be mine.
  function undo(event, form, button) {
    while (presses.length && !stands(presses.at(-1)).length) presses.pop();
    if (queue === "open" && !presses.length && !facts.kept) return;
    whenOpen(event, () => {
      if (presses.length) takeBack(presses.pop());
      else if (!facts.kept) form.requestSubmit(button);
    }, button);
  }
  const stands = (press) => press.marks.filter((mark) => standing(mark.enrolment) === mark.status);
  function takeBack(last) {
    press(stands(last).map((mark) => [mark.enrolment, mark.was]), last.id);
  }

  // Counting the room sets the rest to absent on the server: not while it lacks marks that are here.
  function close(event, form, button) {
    if (queue === "shut" || (queue === "open" && !window.Ringar.slots(facts.session).size)) return;
    event.stopPropagation();
    whenOpen(event, async () => {
      if (window.Ringar.slots(facts.session).size) await window.Ringar.flush();
      if (window.Ringar.slots(facts.session).size) find("[data-register-waits]").hidden = false;
      else form.requestSubmit(button);
    }, button);
  }

  // --- Listening ---
  document.addEventListener("ringar:queue", (event) => {
    if (!facts) return;
    for (const mark of event.detail.settled) if (mark.session === facts.session && tiles.has(mark.enrolment)) learn(mark);
    paintAll();
    if (facts.kept && event.detail.settled.length && window.Ringar.state !== "waiting") find("[data-shell-back]").hidden = false;
  });

  async function poll() {
    if (document.hidden || !navigator.onLine) return;
    try {
      const url = words.changes.replace(words.some_session, facts.session);
      const got = await fetch(`${url}?since=${facts.version}`, { credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json", "Ringar-Poll": "1" } });
      if (got.status === 401 || got.type === "opaqueredirect") { window.Ringar.become("signed-out"); return; }
      if (got.status !== 200) return;
      const said = await got.json();
      facts.version = said.version;
      for (const tile of said.tiles) learn(tile);
      paintAll();
    } catch { /* No network: the next time. */ }
  }

  // --- Without a network: the page is made of what the phone holds ---
  const early = () => Boolean(facts.kept && Date.parse(facts.opens) > Date.now() + facts.ahead);
  const closed = () => Boolean(facts.kept && (facts.locked || early()));
  async function shell() {
    const session = location.pathname.match(/^\/sessions\/([0-9a-f-]{36})\/register\/$/)?.[1];
    const kept = session && await window.Ringar.register(session);
    if (kept) {
      facts = { ...kept, kept: true };
      find("[data-shell-number]").textContent = fill(words.session, { number: kept.number });
      find("[data-shell-title]").textContent = kept.title;
      find("[data-shell-day]").textContent = `${kept.day} ${kept.clock}`;
      find("[data-shell-opens]").textContent = fill(words.opens, { day: kept.day });
      find("[data-shell-early]").hidden = !early();
      find("[data-shell-locked]").hidden = !kept.locked;
      find("[data-sign-in]").href = `${find("[data-sign-in]").dataset.signIn}?next=${location.pathname}`;
      show("register");
      return;
    }
    const registers = await window.Ringar.registers();
    if (!registers.length || session) {
      nothing(session ? "unknown" : "none");
      return;
    }
    show("list");
    for (const one of registers) {
      const row = document.getElementById("shell-session").content.cloneNode(true);
      row.querySelector("a").href = words.register.replace(words.some_session, one.session);
      row.querySelector("[data-row-title]").textContent = `${one.title} · ${fill(words.session, { number: one.number })}`;
      row.querySelector("[data-row-day]").textContent = `${one.day} ${one.clock}`;
      find("[data-shell-sessions]").append(row);
    }
  }

  async function begin() {
    const able = await window.Ringar.ready;
    if (!facts && find("[data-shell]")) {
      if (able) await shell();
      else nothing("left");
    }
    if (!facts || !able) { opened(false); return; }
    tiles = new Map();
    for (const tile of facts.tiles) learn(tile);
    rememberPresses();
    paintAll();
    opened(true);
    setInterval(poll, POLL);
    if (facts.kept) addEventListener("online", () => { find("[data-shell-back]").hidden = false; });
  }
  begin();
})();
