// Draws each card by Microsoft's library, with the sizes and colours that Teams has; what it does not know is an error.
const font = { fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 }, fontWeights: { lighter: 200, default: 400, bolder: 600 } };
const colours = { default: { default: "#242424", subtle: "#616161" }, accent: { default: "#5b5fc7" }, attention: { default: "#c4314b" } };
const config = new AdaptiveCards.HostConfig({
  supportsInteractivity: true,
  fontStyles: { default: { fontFamily: "'Segoe UI', 'Noto Sans', Arial, sans-serif", ...font } },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  containerStyles: { default: { foregroundColors: colours, backgroundColor: "#ffffff" }, emphasis: { foregroundColors: colours, backgroundColor: "#ebebeb" } },
  actions: { maxActions: 6, spacing: "default", buttonSpacing: 8, showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" }, actionsOrientation: "horizontal", actionAlignment: "left" },
  textStyles: { heading: { size: "large", weight: "bolder" } },
  inputs: { label: { requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" }, optionalInputs: { weight: "bolder" }, inputSpacing: "small" }, errorMessage: { color: "attention" } },
});
const reader = window.markdownit({ html: false });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = reader.render(text).replace(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, '<span class="call">$1</span>');
  result.didProcess = true;
};

const make = (kind, name, ...inside) => {
  const made = document.createElement(kind);
  made.className = name;
  made.append(...inside);
  return made;
};

for (const { name, card, title } of drawings) {
  const adaptive = new AdaptiveCards.AdaptiveCard();
  const context = new AdaptiveCards.SerializationContext();
  adaptive.hostConfig = config;
  adaptive.parse(card, context);
  const faults = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  // Teams' own list of people is Teams' own.
  const real = faults.filter((one) => !one.includes("choices.data"));
  if (real.length) throw new Error(`${name}: ${real.join("; ")}`);
  const drawn = adaptive.render();
  // What is asked once more stands open, so that it can be seen.
  for (const button of drawn.querySelectorAll("[aria-expanded=false]")) button.click();
  const body = title
    ? make("div", "dialog", make("p", "title", make("b", "", title), make("i", "", "×")), drawn)
    : make("div", "message", make("div", "face", "C"), make("div", "body", make("p", "by", make("b", "", "Convenor"), " 10:00"), make("div", "card", drawn)));
  document.querySelector("main").append(make("div", "shown", make("h2", "", name), body));
}
