// After the phone's share sheet has closed with a yes, the leader needn't say so again.
(() => {
  "use strict";
  const form = document.querySelector("[data-shared]");
  document.addEventListener("ringar:done", (event) => {
    if (form && event.target.matches("[data-share]")) form.requestSubmit();
  });
})();
