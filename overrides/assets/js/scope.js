// What the other scripts of a page start from: the site's root, and storage kept apart for each site on a host.
// The names are Material's, which scripts of a site's own may know.
"use strict";

document.documentElement.classList.replace("no-js", "js");

window.__md_scope = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).dataset.scope ?? ".", location.href);

// A browser that forbids storage throws already where it is named, so that the names stand inside `try`.
window.__md_get = (key, storage, scope = window.__md_scope) => {
  try {
    return JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${key}`) ?? "null");
  } catch {
    return null; // The page is shown as if nothing had been kept.
  }
};

window.__md_set = (key, value, storage, scope = window.__md_scope) => {
  try {
    (storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // Nothing is remembered then.
  }
};
