// Small conveniences for every page. Nothing here is needed for a page to work.
(() => {
  "use strict";

  // A double tap sends a form once. The button keeps its width and says that it works.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (!button || !button.classList.contains("button")) return;
    button.style.minInlineSize = `${button.offsetWidth}px`;
    button.setAttribute("aria-busy", "true");
    button.dataset.sent = "yes";
    if (button.dataset.busy) {
      const word = button.querySelector("[data-word]");
      if (word) word.textContent = button.dataset.busy;
    }
  });
  // Coming back with the browser's arrow shows the page as it was left: make its forms usable again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll(".button[data-sent]")) { delete button.dataset.sent; button.removeAttribute("aria-busy"); }
  });

  // Steppers: the number field works alone; the buttons make it quicker.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const input = button.closest(".stepper").querySelector("input");
    if (Number(button.dataset.step) > 0) input.stepUp(); else input.stepDown();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("input", (event) => event.target.classList?.remove("stepper__value--proposed"));

  // Menus: one open at a time; Escape, a touch outside and leaving with Tab close it.
  const MENUS = "details.menu, details.tile-menu";
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open], details.tile-menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  // A list that would end below the window, or behind the bar at its foot, opens upwards.
  const turn = (menu) => {
    delete menu.dataset.up;
    const [top, bottom] = [menu.getBoundingClientRect().top, menu.lastElementChild.getBoundingClientRect().bottom];
    const bars = [...document.querySelectorAll(".action-bar, .bottom-nav")].map((bar) => bar.getBoundingClientRect());
    const foot = Math.min(innerHeight, ...bars.filter((bar) => bar.height).map((bar) => bar.top));
    if (bottom > foot && top - menu.lastElementChild.offsetHeight > 0) menu.dataset.up = "";
  };
  document.addEventListener("toggle", (event) => {
    if (!event.target.open || !event.target.matches(MENUS)) return;
    closeMenus(event.target);
    turn(event.target);
  }, true);
  for (const name of ["click", "focusin"]) {
    document.addEventListener(name, (event) => closeMenus(event.target.closest(MENUS)));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open], details.tile-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // Dialogs: <button data-dialog="id"> opens <dialog id>, a click outside or [data-close] closes it.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog) { event.preventDefault(); dialog.showModal(); }
      return;
    }
    const dialog = event.target.closest("dialog");
    if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) dialog.close();
  });

  // A touch on a toast keeps it (pointers and keyboards keep it by hovering and focusing, in the style sheet).
  document.addEventListener("pointerdown", (event) => {
    const toast = event.target.closest("[data-toast]");
    if (toast) toast.classList.add("toast--kept");
  });

  // Copying, printing and sharing are the browser's own; the controls show only where they work.
  const actions = {
    copy: (element) => navigator.clipboard.writeText(element.dataset.copy),
    share: (element) => {
      const { title, text, share: url } = element.dataset;
      return navigator.share({ title, ...(text && { text }), ...(url && { url }) });
    },
    print: () => window.print(),
  };
  const able = { copy: navigator.clipboard, share: navigator.share, print: window.print };
  const reveal = (root) => {
    for (const name of Object.keys(actions)) {
      for (const element of root.querySelectorAll(`[data-${name}][hidden]`)) element.hidden = !able[name];
    }
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
  };
  document.addEventListener("click", async (event) => {
    for (const name of Object.keys(actions)) {
      const element = event.target.closest(`[data-${name}]`);
      if (!element) continue;
      try {
        await actions[name](element);
        if (element.dataset.done) element.querySelector("[data-word]").textContent = element.dataset.done;
        if (element.dataset.then) document.getElementById(element.dataset.then).requestSubmit();
      } catch { /* The person closed the share sheet: nothing to say. */ }
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    for (const form of event.target.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    reveal(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-sent]");
    if (form) delete form.dataset.sent;
  });
  // What has been typed since a question was sent isn't overwritten by its answer.
  const asked = new WeakMap();
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const form = detail.elt.closest("form");
    if (form) asked.set(form, new FormData(form));
  });
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    const typed = [detail.target, ...detail.target.querySelectorAll("input:not([type=checkbox], [type=radio])")];
    if (typed.some(({ form, name, value }) => form && asked.has(form) && asked.get(form).get(name) !== value)) detail.shouldSwap = false;
  });
  reveal(document);

  // Filters apply themselves when the form says so; their button is for those without scripts.
  for (const button of document.querySelectorAll("form[data-autosubmit] [data-autosubmit-button]")) button.hidden = true;
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });
})();
