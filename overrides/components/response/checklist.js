// All steps of the playbook on the desk, phase by phase, each with its instructions and its buttons.

import { folded, make } from './element.js';
import { instructions } from './how.js';
import { stepControls, told } from './steps.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @returns {HTMLElement[]}
 */
export function checklist(session, incident, playbook) {
  return playbook.phases.flatMap((phase) => {
    const steps = playbook.steps.filter((step) => step.phase === phase.id);
    if (!steps.length) return [];
    return [
      make('h4', { class: 'bg-desk__phase' }, phase.title),
      make('ol', { class: 'bg-checklist' }, ...steps.map((step) => row(session, incident, playbook, step))),
    ];
  });
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {import('./playbook.js').Step} step
 */
function row(session, incident, playbook, step) {
  const did = incident.steps.get(step.id)?.did ?? 'open';
  const title = [
    make('span', { class: 'bg-checklist__number' }, String(step.number)),
    make('span', { class: 'bg-checklist__text' }, step.text, ' ', make('span', { class: `bg-checklist__state bg-do__state--${did}` }, told(session, incident, step))),
  ];
  return make('li', { class: `bg-checklist__row bg-checklist__row--${did}`, 'data-row': step.id },
    folded(`row-${step.id}`, title, () => [
      make('p', { class: 'bg-checklist__state' }, `${step.role}, within ${step.minutes} min`),
      instructions(step),
      stepControls(session, incident, playbook, step, 'list'),
    ]));
}
