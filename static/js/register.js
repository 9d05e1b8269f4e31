// The register: hold a tile for its menu, and an honest save badge.
// Without this script every tile is a form that works.
(() => {
  "use strict";
  const HOLD = 450;
  const DOUBLE_TAP = 350;
  const badge = () => document.getElementById("save-badge");
  const lost = document.querySelector("[data-register-lost]");

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

  // Saved is what the server has said; until then the badge says that it is being saved.
  const say = (text) => { const here = badge(); if (here) here.textContent = text; };
  const isWrite = (event) => event.detail.requestConfig?.verb === "post";
  let focused = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    // A page that nobody looks at asks for nothing.
    if (event.detail.elt.id === "register-poll" && document.hidden) event.preventDefault();
    if (!isWrite(event)) return;
    focused = document.activeElement?.closest("li")?.id || null;
    say(badge()?.dataset.saving || "");
    closeMenus();
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      if (!isWrite(event)) return;
      say(badge()?.dataset.failed || "");
      if (!lost) return;
      const stale = event.detail.xhr?.status === 403;
      for (const words of lost.querySelectorAll("p")) words.hidden = stale !== ("stale" in words.dataset);
      lost.hidden = false;
    });
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!isWrite(event) || !event.detail.successful) return;
    if (lost) lost.hidden = true;
  });
  // A tile that was replaced while it had the focus keeps it.
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (!focused || event.detail.target.id !== focused) return;
    const tile = document.getElementById(focused)?.querySelector("[data-tile], button");
    if (tile) tile.focus({ preventScroll: true });
  });
})();
