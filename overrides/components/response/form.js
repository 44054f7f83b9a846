// Questions in a dialog: labelled fields, and an answer or nothing.

import { make } from './element.js';
import { fieldSpan, fieldValue, zone } from './times.js';

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {'text' | 'long' | 'datetime-local' | 'choice' | 'check' | 'file'} [kind] By default `text`.
 * @property {string} [value]
 * @property {string} [help]
 * @property {boolean} [required]
 * @property {string[]} [unless] Boxes that, ticked all, make it needless: then it is not asked for.
 * @property {{value: string, label: string}[]} [choices]
 * @property {string} [group] Fields of one group stand together under this heading.
 * @property {boolean} [folded] Whether the group opens only when somebody asks for it.
 * @property {string} [from] The earliest date and time that makes sense, as the field writes it.
 * @property {string} [to] The latest.
 */

/**
 * A field for a moment of an incident, which stands at now.
 * @param {string} name
 * @param {string} label
 * @param {number} offset Minutes from UTC to the time of the place.
 * @returns {Field}
 */
export function momentField(name, label, offset) {
  const now = Date.now();
  return {
    name, label: `${label}, ${zone(offset)}`, kind: 'datetime-local', value: fieldValue(now, offset), required: true, ...fieldSpan(now, offset),
  };
}

/** Of a file so many bytes are read: what is larger is no file of ours, and would stop the tab. */
const READ = 20_000_000;

/** A list on a phone shows about so many characters of the choice. */
const LONG = 30;

/** @param {Field} field @returns {HTMLElement} */
function control(field) {
  const id = `ask-${field.name}`;
  const attributes = {
    id, name: field.name, required: Boolean(field.required), ...(field.help ? { 'aria-describedby': `${id}-help` } : {}),
  };
  const help = field.help ? make('p', { class: 'bg-sheet__help', id: `${id}-help` }, field.help) : null;
  if (field.kind === 'check') {
    const box = make('input', { ...attributes, type: 'checkbox', checked: field.value === 'on' });
    return make('div', { class: 'bg-sheet__field' }, make('label', { class: 'bg-sheet__check' }, box, make('span', {}, field.label)), help);
  }
  /** @type {HTMLElement} */
  let input;
  /** @type {HTMLElement | null} */
  let whole = null;
  if (field.kind === 'choice') {
    const select = make('select', attributes, ...(field.choices ?? []).map((choice) => make(
      'option', { value: choice.value, selected: choice.value === field.value }, choice.label,
    )));
    // A closed list cuts a long choice off. What it says is read aloud as the value of the list already.
    if (field.choices?.some((choice) => choice.label.length > LONG)) {
      const chosen = make('p', { class: 'bg-sheet__help', 'aria-hidden': 'true' });
      const tell = () => { chosen.textContent = select.selectedOptions[0]?.label ?? ''; };
      select.addEventListener('change', tell);
      tell();
      whole = chosen;
    }
    input = select;
  } else if (field.kind === 'long') {
    input = make('textarea', { ...attributes, rows: '3' }, field.value ?? '');
  } else {
    const type = field.kind ?? 'text';
    input = make('input', { ...attributes, type, value: field.value ?? '', autocomplete: 'off' });
    if (field.from) input.setAttribute('min', field.from);
    if (field.to) input.setAttribute('max', field.to);
    if (type === 'file') input.setAttribute('accept', '.json,application/json');
  }
  return make('div', { class: 'bg-sheet__field' }, make('label', { for: id }, field.label), help, input, whole);
}

/** @param {Field[]} fields @returns {HTMLElement[]} */
function grouped(fields) {
  /** @type {HTMLElement[]} */
  const found = [];
  /** @type {HTMLElement | null} */
  let set = null;
  let name = '';
  for (const field of fields) {
    const group = field.group ?? '';
    if (group !== name) {
      set = group ? make('fieldset', { class: 'bg-sheet__group' }, make('legend', {}, group)) : null;
      if (field.folded) set = make('details', { class: 'bg-fold' }, make('summary', {}, group));
      if (set) found.push(set);
      name = group;
    }
    if (set) set.append(control(field));
    else found.push(control(field));
  }
  return found;
}

/** A field that must be filled is not filled with blanks: a reason is asked for, and a space is none. @param {HTMLFormElement} form */
function checkBlanks(form) {
  for (const input of form.querySelectorAll('input[required], textarea[required]')) {
    if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) continue;
    input.setCustomValidity(input.value && !input.value.trim() ? 'Write something, even if it is short.' : '');
  }
}

/**
 * Asks in a dialog that takes the keyboard until it is answered or left.
 * @param {{title: string, intro?: string, points?: string[], fields: Field[], submit: string, second?: string,
 *   watch?: (values: Record<string, string>, say: (text: string) => void) => void,
 *   other?: {ask: string, text: string, act: () => void}}} question `points` are a list below `intro`; `second` is another button that answers; `watch` sees every
 *   change, and what it says stands above the buttons, always in view; `other` leaves the question for something else.
 * @returns {Promise<Record<string, string> | null>} The values by name, `on` for a ticked box and for `second` where it
 *   was pressed, the text of a file.
 */
export function ask({ title, intro, points = [], fields, submit, second, watch, other }) {
  const said = make('p', { class: 'bg-sheet__said', 'aria-live': 'polite' });
  const dialog = make('dialog', { class: 'bg-sheet md-typeset', 'aria-labelledby': 'ask-title' });
  const form = make('form', { method: 'dialog', class: 'bg-sheet__form' },
    make('h2', { class: 'bg-sheet__title', id: 'ask-title' }, title),
    intro ? make('p', {}, intro) : null,
    points.length ? make('ul', { class: 'bg-sheet__points' }, ...points.map((text) => make('li', {}, text))) : null,
    other
      ? make('p', { class: 'bg-sheet__other' }, `${other.ask} `, make('button', {
          type: 'button',
          class: 'bg-button bg-button--small',
          act: () => {
            dialog.addEventListener('close', other.act);
            dialog.close();
          },
        }, other.text))
      : null,
    ...grouped(fields),
    make('div', { class: 'bg-sheet__buttons' },
      said,
      make('button', { type: 'submit', class: 'bg-button bg-button--primary' }, submit),
      second ? make('button', { type: 'submit', name: 'second', value: 'on', class: 'bg-button bg-button--primary' }, second) : null,
      // What only tells something is left in one way.
      fields.length || second ? make('button', { type: 'button', class: 'bg-button', act: () => dialog.close() }, 'Cancel') : null),
  );
  form.querySelector('input, select, textarea')?.setAttribute('autofocus', '');
  dialog.append(form);
  /** @returns {Record<string, string>} */
  const values = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string')
    .map(([name, value]) => [name, String(value)]));
  document.body.append(dialog);
  const see = () => {
    const now = values();
    for (const { name, unless } of fields) {
      const input = unless && form.elements.namedItem(name);
      if (!(input instanceof HTMLTextAreaElement)) continue;
      input.required = !unless?.every((box) => now[box]);
      const field = input.closest('.bg-sheet__field');
      if (field instanceof HTMLElement) field.hidden = !input.required;
    }
    watch?.(now, (text) => { said.textContent = text; });
  };
  see();
  return new Promise((resolve) => {
    /** @type {Record<string, string> | null} */
    let answer = null;
    form.addEventListener('input', () => {
      checkBlanks(form);
      see();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const pressed = event.submitter instanceof HTMLButtonElement && event.submitter.name;
      answer = { ...values(), ...(pressed ? { [pressed]: 'on' } : {}) };
      const file = form.querySelector('input[type=file]');
      const chosen = file instanceof HTMLInputElement ? file.files?.[0] : null;
      if (!chosen || !(file instanceof HTMLInputElement)) {
        dialog.close();
        return;
      }
      void chosen.slice(0, READ).text().catch(() => '').then((text) => {
        answer = { ...values(), [file.name]: text };
        dialog.close();
      });
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
  });
}
