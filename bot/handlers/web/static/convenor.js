// What a page gains where scripts run: the newest comes into view, and Enter sends. Everything works without it.
(() => {
  "use strict";
  const talk = document.getElementById("talk");
  const words = document.getElementById("words");
  // A little more than one line: whoever reads further up is left in peace.
  const NEAR = 240;
  // In milliseconds: long enough for a program that restarts, short enough not to be missed.
  const AGAIN = 3000;

  const nearTheEnd = () => window.innerHeight + window.scrollY >= document.body.scrollHeight - NEAR;
  const toTheEnd = () => talk.lastElementChild?.scrollIntoView({ block: "end" });

  if (talk && ["", "#latest"].includes(location.hash)) toTheEnd();

  let following = true;
  document.addEventListener("htmx:before:swap", () => { following = nearTheEnd(); });
  document.addEventListener("htmx:after:swap", () => { if (talk && following) toTheEnd(); });

  // A line that did not come up, or news that could not be fetched, is asked for again.
  for (const fault of ["htmx:error", "htmx:response:error"]) {
    document.addEventListener(fault, (event) => setTimeout(() => htmx.trigger(event.target, "again"), AGAIN));
  }

  // Signed out elsewhere: the page says so, instead of taking words that would not be heard. What was being typed is
  // sent, because the answer to that gives it back.
  const hasWords = (form) => [...form.elements].some((box) => box.matches("textarea, [type=text]") && box.value !== box.defaultValue);
  document.getElementById("live")?.addEventListener("over", () => {
    const begun = [...document.forms].find(hasWords);
    if (begun) begun.requestSubmit(); else location.reload();
  });

  // A page that waits for something looks again by itself; without scripts it has a link for that.
  const again = document.querySelector("a[data-again]");
  const lookAgain = async () => {
    const answer = await fetch(again.href).catch(() => null);
    if (answer?.ok && !(await answer.text()).includes("data-again")) location.assign(again.href);
    else setTimeout(lookAgain, AGAIN / 2);
  };
  if (again) setTimeout(lookAgain, AGAIN / 2);

  words?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (words.value.trim()) words.form.requestSubmit();
  });
})();
