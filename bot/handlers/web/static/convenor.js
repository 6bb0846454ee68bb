// What a page gains where scripts run: the newest comes into view, and Enter sends. Everything works without it.
(() => {
  "use strict";
  const talk = document.getElementById("talk");
  const words = document.getElementById("words");
  // A little more than one line: whoever reads further up is left in peace.
  const NEAR = 240;

  const nearTheEnd = () => window.innerHeight + window.scrollY >= document.body.scrollHeight - NEAR;
  const toTheEnd = () => talk.lastElementChild?.scrollIntoView({ block: "end" });

  if (talk && ["", "#latest"].includes(location.hash)) toTheEnd();

  let following = true;
  document.addEventListener("htmx:before:swap", () => { following = nearTheEnd(); });
  document.addEventListener("htmx:after:swap", () => { if (talk && following) toTheEnd(); });

  // Signed out elsewhere: the page says so, instead of taking words that would not be heard.
  document.getElementById("live")?.addEventListener("over", () => location.reload());

  words?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (words.value.trim()) words.form.requestSubmit();
  });
})();
