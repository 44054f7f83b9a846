// How a step is done, at the desk: a copy of what the page says of it further down, and the way to it in the list there.

import { folded, make, roomy } from './element.js';

/** @typedef {import('./playbook.js').Step} Step */

/**
 * The instructions of a step, its side effects and the way back, in the words of its page, without the names by which
 * things of the page refer to each other.
 * @param {Step} step
 * @returns {HTMLElement | null}
 */
export function instructions(step) {
  const text = document.getElementById(step.id)?.querySelector('.bg-step__body')?.cloneNode(true);
  if (!(text instanceof HTMLElement)) return null;
  for (const panel of text.querySelectorAll('[role="tabpanel"]')) {
    panel.setAttribute('aria-label', panel.getAttribute('data-platform-name') ?? '');
  }
  for (const one of text.querySelectorAll('[id], [aria-labelledby], [aria-controls]')) {
    for (const name of ['id', 'aria-labelledby', 'aria-controls']) one.removeAttribute(name);
  }
  text.querySelectorAll('.bg-how__tab').forEach((tab, number) => tab.setAttribute('data-key', `how-${step.id}-${number}`));
  for (const link of text.querySelectorAll('a')) leadToList(link);
  text.classList.add('bg-desk__how');
  return text;
}

/**
 * The instructions of the step at hand: in view where there is room for them.
 * @param {Step} step
 */
export function how(step) {
  const text = instructions(step);
  if (!text) return null;
  const instructed = Boolean(text.querySelector('.bg-how'));
  return folded(`how-${step.id}`, [instructed ? 'How to do it' : 'If it does not work'], () => [text], instructed && roomy());
}

/**
 * Shows the instructions of the platform that an incident was declared on.
 * @param {string} platform
 */
export function choosePlatform(platform) {
  const tab = document.querySelector(`.bg-how__tab[value="${CSS.escape(platform)}"]`);
  if (tab instanceof HTMLElement) tab.click();
}

/**
 * Opens a step in the list of the desk, and takes the keyboard there.
 * @param {string} id
 * @returns {boolean} Whether there is such a step.
 */
export function reveal(id) {
  const row = document.querySelector(`[data-desk="steps"] [data-row="${CSS.escape(id)}"] > details`);
  const list = row?.closest('[data-desk="steps"]')?.closest('details');
  if (!(row instanceof HTMLDetailsElement) || !list) return false;
  [list.open, row.open] = [true, true];
  row.scrollIntoView({ block: 'start' });
  row.querySelector('summary')?.focus({ preventScroll: true });
  return true;
}

/**
 * From the desk a link to a step leads to the list there, and not far down the page.
 * @param {HTMLAnchorElement} link
 */
function leadToList(link) {
  const address = link.getAttribute('href') ?? '';
  if (!address.startsWith('#')) return;
  link.addEventListener('click', (event) => {
    if (link.closest('[data-response-panel]') && reveal(address.slice(1))) event.preventDefault();
  });
}

/**
 * @param {string} id
 * @param {string} text
 */
export function stepLink(id, text) {
  const link = make('a', { href: `#${id}` }, text);
  leadToList(link);
  return link;
}
