// Who has which role, since when, and how it changes hands.

import { button, make } from './element.js';
import { ask } from './form.js';
import { clockTime } from './times.js';

/**
 * @param {import('./session.js').Session} session
 * @param {import('./state.js').Incident} incident
 * @param {import('./playbook.js').Playbook} playbook
 * @returns {HTMLElement[]}
 */
export function people(session, incident, playbook) {
  return [make('ul', { class: 'bg-watch' }, ...playbook.roles.map((role) => {
    const held = incident.roles.get(role.id);
    const change = async () => {
      const values = await ask({
        title: held ? `Hand over: ${role.title}` : `Who is ${role.title}?`,
        intro: held && role.handoff.length ? 'Before it changes hands:' : '',
        points: held ? role.handoff : [],
        submit: held ? 'Hand over' : 'Write it down',
        fields: [{ name: 'who', label: held ? 'Who takes over; leave it empty if nobody does' : 'Name', value: held ? '' : session.me.get(), required: !held }],
      });
      if (values) await session.act(incident, { type: 'role', role: role.id, title: role.title, who: values.who?.trim() ?? '' });
    };
    return make('li', { class: 'bg-watch__row' },
      make('div', { class: 'bg-watch__what' },
        make('strong', {}, role.title),
        make('span', { class: 'bg-watch__note' }, held ? `${held.who} since ${clockTime(held.time + incident.correction, session.offset)}` : 'Nobody yet')),
      incident.closed ? null : button(held ? 'Hand over' : 'Take', `role-${role.id}`, () => void change(), 'bg-button--small'));
  }))];
}
