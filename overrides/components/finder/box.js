// One finder box: a combobox with a list (ARIA Authoring Practices, "editable combobox with list autocomplete"). The
// keyboard stays in the input; the option that it points at is told by aria-activedescendant.
import { FACETS, MOST } from './index.js';
import { SHOWN } from './kept.js';
import { marked, reason } from './why.js';

/** @typedef {import('./index.js').Facet} Facet */
/** @typedef {import('./index.js').Found} Found */
/** @typedef {import('./index.js').Hit} Hit */
/** @typedef {import('./index.js').Index} Index */
/** @typedef {import('./kept.js').Kept} Kept */
/** @typedef {import('./kept.js').Line} Line */
/** @typedef {import('./load.js').Library} Library */

const TITLE = { platform: 'Platform', process: 'Process', severity: 'Severity', owner: 'Owner' };
const ANY = { platform: 'Any platform', process: 'Any process', severity: 'Any severity', owner: 'Any owner' };

export class Box {
  /**
   * @param {HTMLInputElement} input
   * @param {number} number Makes the ids of this box's elements its own.
   * @param {Library} library
   * @param {Kept} kept
   */
  constructor(input, number, library, kept) {
    const form = /** @type {HTMLFormElement} */ (input.form);
    this.input = input;
    this.form = form;
    this.library = library;
    this.kept = kept;
    this.id = `bg-finder-${number}`;
    this.floats = Boolean(form.closest('header'));
    this.panel = /** @type {HTMLElement} */ (form.querySelector('[data-finder-results]'));
    this.facets = /** @type {HTMLDetailsElement} */ (make('details', 'bg-facets'));
    this.list = make('div', 'bg-found', { role: 'listbox', id: this.id, 'aria-label': 'Found' });
    this.note = make('p', 'bg-found__none');
    this.status = make('span', 'bg-visually-hidden', { role: 'status' });
    /** @type {Map<Facet, HTMLSelectElement>} */
    this.selects = new Map();
    this.at = -1;
    this.turn = 0;
    this.build();
  }

  build() {
    const { input, form, panel } = this;
    this.facets.hidden = true;
    panel.append(this.facets, this.list, this.note, this.foot());
    form.append(this.status);
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-controls': this.id,
      'aria-expanded': 'false',
    })) input.setAttribute(name, value);
    this.close();
    input.addEventListener('input', () => this.update());
    input.addEventListener('focus', () => this.update());
    input.addEventListener('click', () => this.update());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      (this.options()[Math.max(this.at, 0)] ?? null)?.click();
    });
    form.addEventListener('keydown', (event) => this.key(event));
    this.list.addEventListener('click', () => { if (this.floats) this.close(); });
    // Left by mouse or by Tab: what floats over the page goes away.
    form.addEventListener('focusout', (event) => {
      if (this.floats && event.relatedTarget && !form.contains(/** @type {Node} */ (event.relatedTarget))) this.close();
    });
    document.addEventListener('click', (event) => {
      if (this.floats && !form.contains(/** @type {Node} */ (event.target))) this.close();
    });
  }

  foot() {
    const label = make('label', 'bg-found__slash');
    const box = /** @type {HTMLInputElement} */ (make('input', '', { type: 'checkbox' }));
    box.checked = this.kept.slash;
    box.addEventListener('change', () => { this.kept.slash = box.checked; });
    const key = make('kbd', '');
    key.textContent = '/';
    label.append(box, 'The key ', key, ' leads here');
    return label;
  }

  /** @returns {HTMLElement[]} */
  options() {
    return [...this.list.querySelectorAll('a')];
  }

  /** What the reader set in the facets. */
  filters() {
    return Object.fromEntries([...this.selects].map(([facet, select]) => [facet, select.value]));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (this.panel.hidden) this.input.value = '';
      this.input.focus();
      this.close();
      return;
    }
    if (event.target !== this.input || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
    event.preventDefault();
    if (this.panel.hidden) { this.update(); return; }
    const count = this.options().length;
    if (!count) return;
    const step = event.key === 'ArrowDown' ? 1 : -1;
    // From the input downwards to the first, upwards to the last; beyond the ends back to the input.
    this.point((this.at + 1 + step + count + 1) % (count + 1) - 1);
  }

  /** @param {number} at The option that the keyboard points at, -1 for none. */
  point(at) {
    this.at = at;
    this.options().forEach((option, number) => option.setAttribute('aria-selected', String(number === at)));
    const option = this.options()[at];
    if (option) {
      this.input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  close() {
    this.turn += 1;
    this.panel.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.point(-1);
  }

  async update() {
    this.turn += 1;
    const turn = this.turn;
    const query = this.input.value.trim();
    const filtered = Object.values(this.filters()).some(Boolean);
    if (!query && !filtered) this.showKept();
    try {
      const index = await (query ? this.library.openFor(query) : this.library.open());
      this.offerFacets(index);
      if (turn !== this.turn || (!query && !filtered)) return;
      const found = query ? index.search(query, this.filters()) : index.browse(this.filters());
      this.showFound(found, query);
      await this.explain(index, found.hits, turn);
    } catch {
      if (turn !== this.turn) return;
      this.list.replaceChildren();
      this.open('The finder cannot be loaded just now. The playbooks are listed under “Respond”.');
    }
  }

  showKept() {
    const elsewhere = (/** @type {Line} */ { url }) => new URL(url, this.library.top).pathname !== location.pathname;
    const groups = [
      { title: 'Pinned', lines: this.kept.pinned() },
      { title: 'Opened last', lines: this.kept.recent().filter(elsewhere).slice(0, SHOWN) },
    ].filter(({ lines }) => lines.length);
    this.list.replaceChildren(...groups.map(({ title, lines }, number) => this.group(title, lines, number)));
    if (groups.length || this.floats) {
      this.open(groups.length ? '' : 'Type what you see: an error, a complaint, a name. Playbooks opened last will stand here.');
    } else {
      this.close();
    }
  }

  /**
   * @param {string} title
   * @param {Line[]} lines
   * @param {number} number
   */
  group(title, lines, number) {
    const group = make('div', '', { role: 'group', 'aria-labelledby': `${this.id}-group-${number}` });
    const head = make('p', 'bg-found__group', { id: `${this.id}-group-${number}` });
    head.textContent = title;
    group.append(head, ...lines.map((line, at) => this.option(`${number}-${at}`, line.url, line.title)));
    return group;
  }

  /**
   * @param {string} name
   * @param {string} url
   * @param {string} title
   */
  option(name, url, title) {
    const option = /** @type {HTMLAnchorElement} */ (
      make('a', 'bg-found__option', { role: 'option', id: `${this.id}-${name}`, tabindex: '-1', 'aria-selected': 'false' })
    );
    option.href = new URL(url, this.library.top).href;
    const head = make('span', 'bg-found__title');
    head.append(title);
    option.append(head);
    return option;
  }

  /**
   * @param {Found} found
   * @param {string} query
   */
  showFound({ hits, count }, query) {
    this.list.replaceChildren(...hits.map(({ entry }) => {
      const option = this.option(`entry-${entry.id}`, entry.url, '');
      const head = /** @type {HTMLElement} */ (option.firstChild);
      const title = make('span', '');
      title.append(entry.title);
      const badge = make('span', entry.rank ? `bg-badge bg-badge--sev${entry.rank}` : 'bg-badge');
      badge.textContent = entry.severity || entry.kind;
      head.append(title, ' ', badge);
      if (entry.status) {
        const status = make('span', 'bg-badge bg-badge--warn');
        status.textContent = entry.status;
        head.append(' ', status);
      }
      const why = make('span', 'bg-found__why');
      why.textContent = [...entry.platforms, ...entry.processes].join(', ') || entry.kind;
      option.append(why);
      return option;
    }));
    const narrowed = Object.values(this.filters()).some(Boolean);
    const none = `Nothing found for “${query.length > 60 ? `${query.slice(0, 60).trimEnd()}…` : query}”${narrowed ? ' with these filters' : ''}. Try fewer words, or call the incident lead.`;
    this.open(hits.length ? '' : none);
    const [first] = hits;
    this.status.textContent = first
      ? `${count > MOST ? `The best ${MOST} of ${count}` : `${count} found`}, first ${first.entry.title}`
      : none;
  }

  /**
   * Say why each was found, and lead to the place where it says so.
   * @param {Index} index
   * @param {Hit[]} hits
   * @param {number} turn
   */
  async explain(index, hits, turn) {
    await Promise.all(hits.filter(({ terms }) => terms.length).map(async ({ entry, terms }) => {
      const phrases = await this.library.phrases(index, entry.id);
      const found = reason(phrases, entry.title, terms, index.language, index.head.fields);
      const option = /** @type {HTMLAnchorElement | null} */ (this.list.querySelector(`#${this.id}-entry-${entry.id}`));
      if (turn !== this.turn || !option) return;
      option.firstElementChild?.firstElementChild?.replaceChildren(...pieces(entry.title, terms, index));
      if (!found) return;
      if (found.anchor) option.href = new URL(`${entry.url}#${found.anchor}`, this.library.top).href;
      const label = make('span', 'bg-found__label');
      label.textContent = `${found.label}: `;
      option.querySelector('.bg-found__why')?.replaceChildren(label, ...pieces(found.text, terms, index));
    }));
  }

  /** @param {string} note What to say below the list, or nothing. */
  open(note) {
    this.note.textContent = note;
    this.note.hidden = !note;
    this.panel.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.point(-1);
  }

  /** @param {Index} index */
  offerFacets(index) {
    if (this.selects.size) return;
    const head = make('summary', 'bg-facets__head');
    head.textContent = 'Narrow down';
    const row = make('div', 'bg-facets__row');
    for (const facet of FACETS) {
      const choices = index.choices(facet);
      if (choices.length < 2) continue;
      const select = /** @type {HTMLSelectElement} */ (make('select', 'bg-facets__select', { 'aria-label': TITLE[facet] }));
      select.append(new Option(ANY[facet], ''), ...choices.map((name) => new Option(name, name)));
      select.addEventListener('change', () => this.update());
      this.selects.set(facet, select);
      row.append(select);
    }
    this.facets.append(head, row);
    // On a phone and in the header the room is for what was found.
    this.facets.open = !this.floats && matchMedia('(min-width: 45em)').matches;
    this.facets.hidden = !this.selects.size;
  }
}

/**
 * @param {string} text
 * @param {string[]} terms
 * @param {Index} index
 */
function pieces(text, terms, index) {
  return marked(text, terms, index.language).map((piece) => {
    if (!piece.found) return document.createTextNode(piece.text);
    const mark = make('mark', '');
    mark.textContent = piece.text;
    return mark;
  });
}

/**
 * @param {string} name
 * @param {string} className
 * @param {Record<string, string>} attributes
 */
function make(name, className, attributes = {}) {
  const element = document.createElement(name);
  if (className) element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
