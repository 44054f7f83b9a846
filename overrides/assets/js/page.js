// Small mends that every page needs. Each works on what is there and does nothing otherwise.
"use strict";

/** Puts every table of Markdown into a box that scrolls, so that a wide one does not widen the page. */
function boxTables() {
  for (const table of document.querySelectorAll(".md-content table:not([class])")) {
    const box = document.createElement("div");
    box.className = "md-typeset__scrollwrap";
    table.replaceWith(box);
    box.append(table);
  }
}

/** Makes what scrolls sideways reachable with the keyboard, and only while it does scroll. */
function watchScrollers() {
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth + 1;
      if (scrolls) {
        target.setAttribute("tabindex", "0");
      } else {
        target.removeAttribute("tabindex");
      }
      if (scrolls && target.tagName !== "CODE" && !target.hasAttribute("role")) {
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", "Table, scrolls sideways");
      }
    }
  });
  const scrollers = ".md-typeset__scrollwrap, .bg-scroll, .md-typeset pre > code";
  document.querySelectorAll(scrollers).forEach((element) => watch.observe(element));
}

/** Names the check boxes of Markdown lists by their text: Material leaves them without a label. */
function nameCheckBoxes() {
  document.querySelectorAll(".task-list-item input[type=checkbox]").forEach((box) => {
    box.setAttribute("aria-label", box.closest("li")?.textContent.trim() ?? "");
  });
}

/** Shows what the address names: opens what it is folded into, or the content tab that it is. */
function showNamed() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // A link that was cut off within a letter names nothing.
  }
  const named = document.getElementById(name);
  if (named instanceof HTMLInputElement && named.name.startsWith("__tabbed_")) {
    named.checked = true;
  }
  let folded = named?.closest("details:not([open])");
  if (!named || !folded) {
    return;
  }
  for (; folded; folded = named.closest("details:not([open])")) {
    folded.setAttribute("open", "");
  }
  named.scrollIntoView();
}

/** Unfolds everything for paper, and folds it again after. Newer browsers have a rule in print.css for it. */
function unfoldForPaper() {
  /** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details")].filter((one) => !one.open && one.closest(".md-content"));
    folded.forEach((one) => (one.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)));
}

/** Closes the menu as menus do: with Escape, or with a press beside it. */
function closeMenu() {
  const menu = document.querySelector("[data-menu]");
  if (!(menu instanceof HTMLDetailsElement)) {
    return;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) {
      menu.open = false;
    }
  });
}

closeMenu();
nameCheckBoxes();
boxTables();
showNamed();
addEventListener("hashchange", showNamed);
unfoldForPaper();
watchScrollers();
