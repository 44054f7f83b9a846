// How an incident ends: contained, recovered, closed, and at last removed from this browser.

import { ask, momentField } from './form.js';
import { fieldInstant } from './times.js';
import { REACHED } from './words.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {'contained' | 'recovered'} reached
 */
export async function milestone(session, incident, reached) {
  const { offset } = session;
  const values = await ask({
    title: REACHED[reached],
    submit: 'Write it down',
    fields: [momentField('moment', 'Since when', offset)],
  });
  const moment = values && fieldInstant(values.moment, offset, incident.correction);
  if (moment) await session.act(incident, { type: 'milestone', reached, moment });
}

/**
 * Closing asks for the two times that the record needs.
 * @param {Session} session
 * @param {Incident} incident
 */
export async function close(session, incident) {
  const { offset } = session;
  /** @type {import('./log.js').Fact[]} */
  const facts = [];
  const open = /** @type {const} */ (['contained', 'recovered']).filter((one) => incident.reached[one] === null);
  const values = await ask({
    title: 'Close the incident',
    intro: 'Clocks stop. The log stays in this browser until you remove it; export it for the review.',
    submit: 'Close',
    fields: [
      ...open.map((one) => momentField(one, `${REACHED[one]}. Since when`, offset)),
      { name: 'summary', label: 'State in a sentence: what holds, what is open', kind: 'long' },
    ],
  });
  if (!values) return;
  for (const one of open) {
    const moment = fieldInstant(values[one], offset, incident.correction);
    if (moment) facts.push({ type: 'milestone', reached: one, moment });
  }
  await session.act(incident, ...facts, { type: 'closed', summary: values.summary?.trim() ?? '' });
}

/**
 * @param {Session} session
 * @param {Incident} incident
 */
export async function remove(session, incident) {
  const values = await ask({
    title: 'Remove from this browser',
    intro: 'The log is deleted here and cannot be brought back, except from an export.',
    submit: 'Remove',
    fields: [{ name: 'sure', label: 'I have the export, or do not need it', kind: 'check', required: true }],
  });
  if (values) await session.logs.remove(incident.id);
}
