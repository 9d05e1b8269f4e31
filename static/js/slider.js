// One row of a table at a time, chosen with a slider. Without this script the whole table stands there.
(() => {
  "use strict";
  for (const section of document.querySelectorAll("[data-slider]")) {
    const control = section.querySelector("[data-slider-control]");
    const input = control?.querySelector("input");
    if (!input) continue;
    const rows = [...section.querySelectorAll("[data-slide]")];
    const show = () => {
      for (const row of rows) {
        row.hidden = row.dataset.slide !== input.value;
        if (!row.hidden) input.setAttribute("aria-valuetext", row.dataset.said);
      }
    };
    control.hidden = false;
    input.addEventListener("input", show);
    show();
  }
})();
