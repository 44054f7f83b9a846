// What Material's bundle expects to find: the site's root, and storage kept apart for each site on a host.
"use strict";

window.__md_scope = new URL(document.currentScript.dataset.scope, location.href);

window.__md_hash = (text) => [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);

window.__md_get = (key, storage = localStorage, scope = window.__md_scope) => {
  try {
    return JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
  } catch {
    return null; // A browser that forbids storage still shows the page.
  }
};

window.__md_set = (key, value, storage = localStorage, scope = window.__md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // Nothing is remembered then.
  }
};
