// The log on the desk: what was done, notes, and evidence with its place.

import { button, make } from './element.js';
import { ask } from './form.js';
import { draft } from './store.js';
import { clockTime } from './times.js';
import { sentence, silent } from './words.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

/**
 * The field for a note and the button for evidence. They are made once, so that nothing half-written is lost when
 * something else happens.
 * @param {Session} session
 * @param {() => {incident: Incident, playbook: Playbook} | null} current
 */
export function writing(session, current) {
  const input = make('textarea', { id: 'response-note', rows: '2' });
  // A reload or a crash in the middle of a note leaves it to this tab.
  const half = draft(session.base);
  input.value = half.get();
  input.addEventListener('input', () => half.set(input.value));
  const form = make('form', { class: 'bg-log__write' },
    make('label', { for: 'response-note' }, 'Note'),
    input,
    make('button', { type: 'submit', class: 'bg-button' }, 'Add note'),
    button('Keep evidence', 'evidence', () => {
      const found = current();
      if (found) void keep(session, found.incident, found.playbook);
    }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    const found = current();
    if (!text || !found) return;
    void session.act(found.incident, { type: 'note', text });
    input.value = '';
    half.set('');
    session.say('Note added');
  });
  return form;
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 */
async function keep(session, incident, playbook) {
  const kept = new Set(incident.evidence.map((one) => one.what));
  const open = playbook.evidence.filter((item) => !kept.has(item.what));
  const other = { value: '', label: 'Something else' };
  const values = await ask({
    title: 'Keep evidence',
    intro: 'The file itself goes to its place; here stands what it is and where.',
    submit: 'Write it down',
    fields: [
      { name: 'item', label: 'From the list of this playbook', kind: 'choice', value: open[0]?.id ?? '', choices: [...open.map((item) => ({ value: item.id, label: item.what })), other] },
      { name: 'what', label: 'Something else: what' },
      { name: 'where', label: 'Where it is kept: a link or a place', required: true },
    ],
  });
  if (!values) return;
  const what = values.what?.trim() || (open.find((item) => item.id === values.item)?.what ?? '');
  if (what) await session.act(incident, { type: 'evidence', what, where: values.where?.trim() ?? '' });
}

/** So many lines are shown. A log of thousands would hold up every press of a button; the exports have all of it. */
const SHOWN = 300;

/** @param {Session} session @param {Incident} incident @returns {HTMLElement} The newest line first. */
export function lines(session, incident) {
  const told = incident.log.filter((event) => !silent(event));
  const list = make('ol', { class: 'bg-log', reversed: true, start: String(told.length) }, ...told.slice(-SHOWN).toReversed().map((event) => make('li', { class: `bg-log__line bg-log__line--${event.type}` },
    make('time', { class: 'bg-log__time', datetime: event.at }, clockTime(Date.parse(event.at), session.offset)),
    make('span', {}, sentence(event), event.by ? make('span', { class: 'bg-log__by' }, ` (${event.by})`) : null))));
  if (told.length > SHOWN) list.append(make('li', { class: 'bg-log__line' }, make('span', {}, `${told.length - SHOWN} earlier lines stand in the exports.`)));
  return list;
}
