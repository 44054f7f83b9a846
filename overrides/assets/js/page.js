// Small mends that every page needs. Each works on what is there and does nothing otherwise.
"use strict";

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
    box.setAttribute("aria-label", box.closest("li").textContent.trim());
  });
}

/** Takes the copy button of every code block out of the list of landmarks: Material wraps each in a `nav`. */
function calmCodeBlocks() {
  document.querySelectorAll(".md-code__nav").forEach((nav) => nav.setAttribute("role", "none"));
}

/** Opens the content tab of Material that the address names. */
function openNamedTab() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.name && named.name.startsWith("__tabbed_")) {
    named.checked = true;
  }
}

/** Closes the menu as menus do: with Escape, or with a press beside it. */
function closeMenu() {
  const menu = document.querySelector("[data-menu]");
  if (!menu) {
    return;
  }
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

closeMenu();
nameCheckBoxes();
openNamedTab();
// Material wraps tables and adds copy buttons once the document is ready, so these two wait until it has.
addEventListener("load", () => {
  watchScrollers();
  calmCodeBlocks();
});
