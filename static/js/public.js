// Participants' pages: reading aloud where the phone has the voice, and the code of a slip that was scanned.
// Without this script everything on the page can be read and sent.
(() => {
  "use strict";

  // The code comes after # and so never reaches a server by itself. It is taken out of the address at once.
  const code = document.querySelector("[data-code]");
  if (code && /^#[0-9A-Z]{8}$/.test(location.hash)) {
    code.value = code.value || `${location.hash.slice(1, 5)} ${location.hash.slice(5)}`;
    history.replaceState(null, "", location.pathname + location.search);
  }

  const button = document.querySelector("[data-listen]");
  const speech = window.speechSynthesis;
  if (!button || !speech) return;
  const wanted = button.dataset.listen.toLowerCase().split(" ");
  const word = button.querySelector("[data-word]");
  const words = { listen: word.textContent, stop: button.dataset.stop };
  const tag = (voice) => voice.lang.toLowerCase().replace("_", "-");
  const fits = (voice, want) => tag(voice) === want || tag(voice).startsWith(`${want}-`);

  // A voice on the phone itself comes first: another sends the text away to be read.
  const voiceFor = () => {
    const own = speech.getVoices().filter((voice) => voice.localService);
    for (const want of wanted) {
      const found = own.find((voice) => fits(voice, want));
      if (found) return found;
    }
    return null;
  };
  const offer = () => { button.hidden = !voiceFor(); };
  const show = (reading) => {
    button.toggleAttribute("data-reading", reading);
    word.textContent = reading ? words.stop : words.listen;
  };
  const read = () => {
    const voice = voiceFor();
    const lines = [...document.querySelectorAll("main [data-say]")].map((element) => element.textContent.trim());
    lines.forEach((line, at) => {
      const spoken = new SpeechSynthesisUtterance(line);
      spoken.voice = voice;
      spoken.lang = voice.lang;
      spoken.rate = 0.9;
      if (at === lines.length - 1) spoken.addEventListener("end", () => show(false));
      speech.speak(spoken);
    });
    show(true);
  };
  button.addEventListener("click", () => {
    const reading = button.hasAttribute("data-reading");
    speech.cancel();
    if (reading) show(false); else read();
  });
  window.addEventListener("pagehide", () => speech.cancel());
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
})();
