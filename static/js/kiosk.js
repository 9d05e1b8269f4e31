// The tablet that goes round: one question a screen, sent without a trace in the history, emptied after a minute
// without a touch. Without this script all questions stand on one page and can be sent.
(() => {
  "use strict";
  const IDLE = 45_000, LAST = 15_000; // asked after, emptied after that
  const start = document.body.dataset.start;
  const form = document.querySelector("[data-steps]");

  const leave = (to) => { if (form) form.reset(); window.location.replace(to); };

  // A page that the browser kept for "back" shows nothing of the one before.
  window.addEventListener("pagehide", () => { for (const one of document.forms) one.reset(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) leave(start || window.location.href); });
  const again = document.querySelector("[data-replace]");
  if (again) again.addEventListener("click", (event) => { event.preventDefault(); leave(again.href); });

  if (start) {
    const dialog = document.querySelector("[data-idle]");
    let timer;
    const wait = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (window.speechSynthesis?.speaking) { wait(); return; }
        dialog.showModal();
        timer = window.setTimeout(() => leave(start), LAST);
      }, IDLE);
    };
    const here = () => { if (dialog.open) dialog.close(); wait(); };
    for (const kind of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(kind, here, { passive: true });
    wait();
  }

  if (!form) return;
  const steps = [...form.querySelectorAll("[data-ask]")];
  const walk = form.querySelector("[data-walk]");
  const [back, next] = [walk.querySelector("[data-back]"), walk.querySelector("[data-next]")];
  const send = form.querySelector("[data-send]");
  let at = 0;

  const chosen = (step) => step.querySelector("input:checked");
  const said_no = () => Boolean(form.querySelector("[data-leave]:checked"));
  const show = (to, move) => {
    window.speechSynthesis?.cancel();
    at = to;
    steps.forEach((step, place) => { step.hidden = place !== at; });
    const last = at === steps.length - 1;
    next.hidden = last;
    back.hidden = at === 0;
    next.disabled = steps[at].hasAttribute("data-must") && !chosen(steps[at]);
    if (move) { window.scrollTo(0, 0); steps[at].querySelector("h2").focus({ preventScroll: true }); }
  };
  // The code comes first on a tablet that may have no network (tablet.js).
  const opens = async (step) => {
    const problem = await window.Tablet.against(step.querySelector("[data-code]").value);
    for (const one of step.querySelectorAll("[data-problem]")) one.hidden = one.dataset.problem !== problem;
    step.querySelector("[data-code]").toggleAttribute("aria-invalid", Boolean(problem));
    return !problem;
  };
  const onward = async () => {
    if (window.Tablet && steps[at].hasAttribute("data-asks-code")) {
      next.disabled = true;
      const fits = await opens(steps[at]);
      next.disabled = false;
      if (!fits) { steps[at].querySelector("[data-code]").focus(); return; }
    }
    further();
  };
  const further = () => show(said_no() ? steps.length - 1 : Math.min(at + 1, steps.length - 1), true);
  // A finger that taps twice has answered once: the next question lies under it already.
  const once = (work) => (event) => { if (event.detail < 2) work(); };
  next.addEventListener("click", once(onward));
  back.addEventListener("click", once(() => show(said_no() ? steps.findIndex((step) => step.querySelector("[data-leave]")) : Math.max(at - 1, 0), true)));
  form.addEventListener("change", () => show(at, false));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (at < steps.length - 1) { if (!next.disabled) onward(); return; } // Enter on a question goes on
    send.disabled = true;
    if (window.Tablet) {
      await window.Tablet.keep(form);
      leave(`${form.dataset.done}${window.location.search}`);
      return;
    }
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "follow", cache: "no-store" });
      if (!answer.redirected) throw new Error(String(answer.status));
      leave(answer.url);
    } catch {
      send.disabled = false;
      form.submit(); // the server's own page says what was wrong
    }
  });
  form.classList.add("kiosk__steps--walked");
  walk.hidden = false;
  show(0, false);
})();
