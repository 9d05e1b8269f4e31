// A paper list typed in with a keyboard: a digit marks the row and goes on to the next, arrows change row.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-paper-row]")];
  const keys = document.querySelector("[data-paper-keys]");
  if (!rows.length) return;
  keys.hidden = false;

  const enter = (row) => {
    if (!row) return;
    (row.querySelector("input:checked") || row.querySelector("input[type=radio]")).focus();
    row.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, textarea")) return;
    const at = rows.indexOf(event.target.closest("[data-paper-row]"));
    const radio = /^[0-4]$/.test(event.key) && rows[Math.max(at, 0)].querySelector(`[data-key="${event.key}"]`);
    if (radio) {
      radio.checked = true;
      enter(rows[Math.max(at, 0) + 1] || rows[Math.max(at, 0)]);
    } else if (event.key === "ArrowDown") enter(rows[Math.min(at + 1, rows.length - 1)]);
    else if (event.key === "ArrowUp") enter(rows[Math.max(at - 1, 0)]);
    else return;
    event.preventDefault();
  });
  enter(document.querySelector("[data-struck]") || rows[0]);
})();
