// Small mends that every page needs. Each works on what is there and does nothing otherwise.
"use strict";

(() => {
  // Whatever scrolls sideways must be reachable with the keyboard, and only while it does scroll.
  const scrollers = document.querySelectorAll(".md-typeset__scrollwrap, .bg-scroll, .md-typeset pre > code");
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth + 1;
      if (!scrolls) {
        target.removeAttribute("tabindex");
        continue;
      }
      target.setAttribute("tabindex", "0");
      if (target.tagName !== "CODE" && !target.hasAttribute("role")) {
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", "Table, scrolls sideways");
      }
    }
  });
  scrollers.forEach((element) => watch.observe(element));

  // Check boxes of Markdown lists have no label of their own.
  document.querySelectorAll(".task-list-item input[type=checkbox]").forEach((box) => {
    box.setAttribute("aria-label", box.closest("li").textContent.trim());
  });

  // An address may name one of Material's content tabs: open it.
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.name && named.name.startsWith("__tabbed_")) {
    named.checked = true;
  }

  // The menu closes as a menu does: Escape, or a press beside it.
  const menu = document.querySelector("[data-menu]");
  if (menu) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) {
        menu.open = false;
      }
    });
  }
})();
