// Sets light or dark before anything is painted: what the reader chose, or else what the device says.
"use strict";

{
  const chosen = window.__md_get("__palette");
  const stored = chosen && chosen.color && chosen.color.media !== "(prefers-color-scheme)" ? chosen.color.scheme : null;
  const device = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  document.body.setAttribute("data-md-color-scheme", stored || device);
}
