// A drill that is played: what comes in when, and what is left of it for the record of the drill.

import { moment } from './times.js';

/** @typedef {import('./state.js').Incident} Incident */
/**
 * @typedef {object} Drill As its page hands it over; it is made in macros/breakglass/views/drill.py.
 * @property {string} id
 * @property {string} title
 * @property {string} scenario
 * @property {{minutes: number, to: string, what: string, expect: string}[]} injects
 * @property {{id: string, title: string, version: string, href: string, severity: string}[]} playbooks
 */

const MINUTE = 60_000;

/**
 * The injects whose time has come and that nobody has seen yet.
 * @param {Incident} incident
 * @param {Drill} drill
 * @param {number} now On the incident's own time.
 * @returns {Extract<import('./log.js').Fact, {type: 'inject'}>[]}
 */
export function injectsDue(incident, drill, now) {
  return drill.injects.flatMap((inject, index) => {
    const due = incident.declared.time + inject.minutes * MINUTE;
    if (incident.closed || due > now || incident.injects.has(index + 1)) return [];
    return [{ type: 'inject', number: index + 1, text: `To ${inject.to}: ${inject.what}` }];
  });
}

/** @param {string} name @returns {string} As handles are written. */
const handle = (name) => (name.normalize('NFKD').toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-');

/**
 * The entry for `runs` of the drill's record, with TODO where only people can write.
 * @param {Incident} incident
 * @returns {Record<string, unknown>}
 */
export function drillRun(incident) {
  const { declared, reached } = incident;
  const lead = handle(declared.by) || 'todo-lead';
  const people = new Set([...incident.log].flatMap((event) => (event.type === 'role' && event.who ? [handle(event.who)] : [])));
  people.delete(lead);
  people.delete('');
  /** @type {Record<string, string>} */
  const times = {};
  for (const [name, time] of /** @type {[string, number | null][]} */ ([
    ['time-to-contain', reached.contained], ['time-to-recover', reached.recovered],
  ])) {
    if (time !== null) times[name] = `${Math.max(0, Math.round((time - incident.detected) / MINUTE))}m`;
  }
  return {
    date: moment(declared.time).slice(0, 10),
    lead,
    people: people.size ? [...people].sort() : ['todo-people'],
    playbooks: [declared.playbook],
    ...(Object.keys(times).length ? { times } : {}),
    findings: ['TODO What did not work. None is a finding about the drill.'],
    went_well: ['TODO What did.'],
  };
}
