// Elements from data. Text of records and people only ever becomes the text of a node.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | (() => void)>} [attributes] A function is what a click does; `true` sets a
 *   bare attribute, `false` leaves it out.
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener('click', value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * A button of the desk. `key` finds it again after the part around it is drawn anew, so that the focus stays.
 * @param {string} text
 * @param {string} key
 * @param {() => void} act
 * @param {string} [style]
 */
export function button(text, key, act, style = '') {
  return make('button', { type: 'button', class: `bg-button ${style}`.trim(), 'data-key': key, act }, text);
}

/**
 * Puts new content into a part of the page and keeps the focus where it was.
 * @param {Element} box
 * @param {...(Node | null)} children
 */
export function redraw(box, ...children) {
  const held = box.contains(document.activeElement) ? document.activeElement : null;
  const key = held?.getAttribute('data-key');
  const row = held?.closest('[data-row]')?.getAttribute('data-row');
  box.replaceChildren(...children.filter((child) => child !== null));
  if (!key) return;
  const same = box.querySelector(`[data-key="${CSS.escape(key)}"]`);
  // A button that is gone leaves the focus to its row, and not to the first of the list.
  const again = same ?? (row && box.querySelector(`[data-row="${CSS.escape(row)}"] [data-key]`)) ?? box.querySelector('[data-key]');
  if (!(again instanceof HTMLElement)) return;
  again.focus({ preventScroll: true });
  // Something new to read, which may begin above what is in view.
  if (!same) again.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/** Whether the halves of the desk stand side by side, as its style has it. */
export const roomy = () => matchMedia('(min-width: 64em)').matches;

/** What was opened or closed by hand: the desk is drawn anew whenever something happens. @type {Map<string, boolean>} */
const turned = new Map();

/**
 * A fold that stays as it was left.
 * @param {string} key
 * @param {(Node | string)[]} title
 * @param {() => (Node | null)[]} content Made once it is opened.
 * @param {boolean} [open] How it stands until somebody turns it.
 */
export function folded(key, title, content, open = false) {
  const stands = turned.get(key) ?? open;
  const box = make('details', { class: 'bg-fold', open: stands }, make('summary', { 'data-key': `fold-${key}` }, ...title));
  const fill = () => {
    if (box.open && box.childElementCount === 1) box.append(...content().filter((one) => one !== null));
  };
  fill();
  box.addEventListener('toggle', () => {
    // A browser tells of a fold that is made open, too.
    if (turned.has(key) || box.open !== stands) turned.set(key, box.open);
    fill();
  });
  return box;
}

/**
 * An element that the template must have.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return found;
}
