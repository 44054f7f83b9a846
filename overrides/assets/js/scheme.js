// Light or dark, set before anything is painted: what the reader chose, or else what the device says. The button in
// the header is the label of the choice that comes next; partials/palette.html has a radio button for each.
"use strict";

{
  const choices = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[name=__palette]")]);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** The scheme that a choice means now: "as the device" stands for one of the others. */
  const scheme = (/** @type {HTMLInputElement} */ choice) => {
    const media = choice.dataset.mdColorMedia;
    const device = `(prefers-color-scheme: ${dark.matches ? "dark" : "light"})`;
    const meant = media === "(prefers-color-scheme)" ? choices.find((one) => one.dataset.mdColorMedia === device) : choice;
    return (meant ?? choice).dataset.mdColorScheme ?? "default";
  };

  const show = (/** @type {HTMLInputElement} */ choice) => {
    document.body.setAttribute("data-md-color-scheme", scheme(choice));
    choice.checked = true;
    for (const one of choices) {
      /** @type {HTMLElement} */ (one.nextElementSibling).hidden = one !== choice;
    }
  };

  const stored = window.__md_get("__palette");
  const fits = choices.findIndex((one) => matchMedia(one.dataset.mdColorMedia ?? "").matches);
  show(/** @type {HTMLInputElement} */ (choices[stored?.index] ?? choices[fits] ?? choices[0]));

  dark.addEventListener("change", () => choices.filter((one) => one.checked).forEach(show));
  choices.forEach((choice, index) => {
    choice.addEventListener("change", () => {
      const { mdColorMedia: media, mdColorScheme: name } = choice.dataset;
      window.__md_set("__palette", { index, color: { media, scheme: name } });
      show(choice);
    });
    choice.addEventListener("keydown", ({ key }) => {
      const next = choices[(index + 1) % choices.length];
      if (key === "Enter" && next) {
        next.click();
        next.focus();
      }
    });
  });
}
