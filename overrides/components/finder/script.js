// The finder: a box in the header and on the first page. On a playbook's page it remembers that it was opened, and adds
// the button that pins it.
import { Box } from './box.js';
import { Kept } from './kept.js';
import { Library } from './load.js';

const inputs = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[data-finder]'))];
const [first] = inputs;
if (first) {
  const top = new URL(`${(first.dataset.finderBase || '.').replace(/\/$/, '')}/`, location.href);
  const kept = new Kept(storage(), top.pathname);
  const library = new Library(top);
  inputs.forEach((input, number) => new Box(input, number, library, kept));
  document.addEventListener('keydown', (event) => {
    const target = /** @type {Element} */ (event.target);
    const typing = target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || !kept.slash) return;
    const input = inputs.find((own) => own.checkVisibility());
    if (input) {
      event.preventDefault();
      input.focus();
    }
  });
  remember(top, kept);
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * @param {URL} top
 * @param {Kept} kept
 */
function remember(top, kept) {
  const bar = document.querySelector('.bg-record--playbook .bg-bar');
  const title = bar?.querySelector('h1')?.textContent?.trim();
  const url = location.pathname.startsWith(top.pathname) ? location.pathname.slice(top.pathname.length) : '';
  if (!bar || !title || !url) return;
  const line = { url, title };
  kept.visit(line);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'bg-button bg-button--small bg-pin';
  const tell = () => {
    button.setAttribute('aria-pressed', String(kept.isPinned(url)));
    button.textContent = kept.isPinned(url) ? 'Pinned' : 'Pin';
    button.title = 'Pinned playbooks stand in the empty finder, in this browser';
  };
  button.addEventListener('click', () => { kept.toggle(line); tell(); });
  tell();
  const owner = bar.querySelector('.bg-bar__owner');
  owner?.parentNode?.insertBefore(button, owner);
}
