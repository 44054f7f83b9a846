// Every incident in this browser, for the pages that have a place for the list: also one whose playbook is gone, so that
// no log is shut in.

import { button, make, redraw } from './element.js';
import { close, remove } from './ending.js';
import { files } from './outputs.js';
import { stamp } from './times.js';
import { named } from './words.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */

/**
 * @param {Session} session
 * @param {HTMLElement} box
 */
export function startKept(session, box) {
  session.logs.onChange(() => {
    const all = session.all();
    box.hidden = all.length === 0;
    const title = box.dataset.responseKept === 'titled' ? null : make('h2', {}, 'Kept in this browser');
    redraw(box, title, make('ul', {}, ...all.map((one) => row(session, one))));
  });
}

/**
 * @param {Session} session
 * @param {Incident} incident
 */
function row(session, incident) {
  const { declared, closed } = incident;
  const state = closed ? `closed ${stamp(closed.time)}` : 'open';
  return make('li', {},
    make('p', {},
      make('strong', {}, make('a', { href: session.desk(incident), act: () => session.choose(incident.id) }, named(incident))), make('br'),
      `Playbook: ${declared.title} ${declared.version}. Declared ${stamp(declared.time)}, ${state}`),
    make('div', { class: 'bg-out' },
      ...files(session, incident, session.playbookOf(incident)),
      closed
        ? button('Remove from this browser', `remove-${incident.id}`, () => void remove(session, incident), 'bg-button--small')
        : button('Close incident', `close-${incident.id}`, () => void close(session, incident), 'bg-button--small')));
}
