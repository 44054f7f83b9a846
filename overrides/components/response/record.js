// The incident as a record that the repository takes: the data of its YAML, with TODO where only people can write.

import { inert, sentence, silent } from './words.js';
import { updatesKept } from './clocks.js';
import { long, moment, stamp } from './times.js';

/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

/** What the timeline leaves out: it is for people who read it months later. */
const UNTOLD = new Set(['undo', 'jump', 'closed', 'inject', 'clock', 'goto']);

/**
 * @param {string} name
 * @param {number} declared
 * @param {string} incident Its UUID, of which a part tells names without any letter of an id apart.
 * @returns {string} `inc-2026-11-26-orders-not-charged`
 */
export function recordId(name, declared, incident) {
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[a-z0-9]+/g) ?? [incident.slice(0, 8)];
  return ['inc', stamp(declared).slice(0, 10), ...words.slice(0, 6)].join('-').slice(0, 60).replace(/-+$/, '');
}

/** @param {string[]} ids @returns {string[]} Without those that this edition of the site does not name. */
const known = (ids) => ids.filter((id) => id !== 'withheld');

/**
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {number} now On the incident's own time.
 * @returns {Record<string, unknown>}
 */
export function incidentRecord(incident, playbook, now) {
  // The log may come from a machine whose clock is ahead of this one.
  const end = incident.closed?.time ?? Math.max(now, incident.log.at(-1)?.time ?? now);
  const { declared } = incident;
  const started = Math.min(incident.started, incident.detected);
  const acknowledged = Math.max(declared.time, incident.detected);
  const contained = Math.max(incident.reached.contained ?? end, acknowledged);
  const recovered = Math.max(incident.reached.recovered ?? end, contained);
  const lines = timeline(incident, playbook, started);
  const told = withDecision(lines.filter((line) => moment(line.at) <= moment(recovered)), playbook);
  const seen = incident.signals.length > 0;
  const todo = [
    'TODO What happened, in three sentences that a stranger understands.',
    ...doubts(incident, { contained, recovered }),
    ...(told.length < lines.length ? [`${lines.length - told.length} later ${lines.length - told.length === 1 ? 'line stands' : 'lines stand'} in the report only.`] : []),
    ...(seen ? [] : ['Strike the signals that did not show it.']),
  ];
  const { due, onTime } = updatesKept(incident, playbook, end);
  const platform = playbook.platforms.find((one) => one.id === declared.platform);
  const impact = impactOf(incident, playbook);
  return {
    kind: 'incident',
    id: recordId(declared.name, declared.time, incident.id),
    title: inert(declared.name),
    audience: 'internal',
    severity: incident.worst || incident.severity,
    mode: playbook.mode,
    platforms: platform ? [platform.id] : known(playbook.platforms.map((one) => one.id)),
    processes: known(playbook.processes),
    playbooks: [playbook.id],
    signals: known(seen ? incident.signals : playbook.signals.map((one) => one.id)),
    times: {
      started: moment(started),
      detected: moment(incident.detected),
      acknowledged: moment(acknowledged),
      contained: moment(contained),
      recovered: moment(recovered),
    },
    updates: { due, on_time: onTime },
    summary: todo.join(' '),
    ...(impact ? { impact } : {}),
    timeline: told.map(({ at, ...line }) => ({ at: moment(at), ...line })),
    coordination: 'TODO How people worked together.',
    factors: ['TODO What contributed. Several things always do; a person is never one of them.'],
    went_well: ['TODO What should stay as it is.'],
    audit: {
      approvals: 'TODO Whether every change had the approvals that the policy asks for.',
      rollback: 'not-needed',
      rollback_note: 'TODO What happened when it was rolled back; strike this line if it was not.',
      by: 'todo-auditor',
    },
  };
}

/**
 * What is not as somebody noted it, in sentences: a record has its times in order, and a log need not.
 * @param {Incident} incident
 * @param {{contained: number, recovered: number}} times As the record has them.
 */
function doubts(incident, times) {
  const { reached } = incident;
  const open = /** @type {const} */ (['contained', 'recovered']).filter((one) => reached[one] === null);
  const moved = /** @type {const} */ (['contained', 'recovered']).filter((one) => reached[one] !== null && moment(reached[one]) < moment(times[one]));
  const jumps = incident.log.flatMap((event) => (event.type === 'jump' ? [`${event.ms < 0 ? 'back' : 'forward'} by ${long(event.ms)} at ${moment(event.time)}`] : []));
  const names = { contained: 'the time of containment', recovered: 'the time of recovery' };
  return [
    ...(open.length ? [`Check ${open.map((one) => names[one]).join(' and ')}: nobody noted it, and the end of the log stands in its place.`] : []),
    ...moved.map((one) => `Check ${names[one]}: it was noted as ${moment(reached[one] ?? 0)}, before what has to come first.`),
    ...(jumps.length ? [`Check the times: the clock of a machine went ${jumps.join(', ')}, or it slept.`] : []),
  ];
}

/**
 * @param {Incident} incident
 * @param {Playbook} playbook
 */
function impactOf(incident, playbook) {
  const { scored } = incident;
  const { rubric } = playbook;
  if (!scored?.levels || scored.score === null || !rubric) return null;
  const levels = scored.levels;
  return {
    // A log from elsewhere may have scored by another rubric.
    ...Object.fromEntries(rubric.dimensions.filter(({ id }) => Object.hasOwn(levels, id)).map(({ id }) => [id, levels[id]])),
    appetite: rubric.appetite.id,
    score: Math.round(scored.score * 10) / 10,
    why: inert(withoutPeople(scored.why, incident)) || 'TODO Why it was scored like this',
  };
}

/**
 * All lines in the order of time. What was noted later stands where it happened.
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {number} started Nothing stands before it.
 */
function timeline(incident, playbook, started) {
  return incident.log.filter((event) => !UNTOLD.has(event.type) && !silent(event)).map((event) => {
    const decided = event.type === 'decision' || (event.type === 'answer' && event.role) ? event : null;
    const role = decided?.role || playbook.roles[0]?.id;
    return {
      at: Math.max(started, event.type === 'milestone' ? Date.parse(event.moment) : event.time),
      what: inert(withoutNames(decided ? { ...decided, known: '' } : event, incident)),
      ...(decided && role
        ? {
            decision: {
              chose: inert(decided.type === 'decision' ? decided.title : decided.answer),
              by: role,
              known: inert(withoutPeople(decided.known, incident)) || 'TODO What was known at that moment',
            },
          }
        : {}),
    };
  }).sort((a, b) => a.at - b.at);
}

/**
 * A review has a decision at least. Where the log has none, its first line asks for it.
 * @param {ReturnType<typeof timeline>} lines
 * @param {Playbook} playbook
 */
function withDecision(lines, playbook) {
  const role = playbook.roles[0]?.id;
  if (!role || lines.some((line) => line.decision)) return lines;
  const decision = { chose: 'TODO What was decided, on the line of its moment: the log has no decision', by: role, known: 'TODO What was known at that moment' };
  return lines.map((line, number) => (number ? line : { ...line, decision }));
}

/**
 * A sentence in which people are their roles: a review is without blame.
 * @param {Incident['log'][number]} event
 * @param {Incident} incident
 */
function withoutNames(event, incident) {
  if (event.type === 'role') return event.who ? `${event.title} is taken` : `${event.title} is given up`;
  return withoutPeople(sentence(event), incident);
}

/** @param {string} text @param {Incident} incident */
function withoutPeople(text, incident) {
  const roles = new Map(incident.log.flatMap((held) => (held.type === 'role' && held.who.trim().length > 1 ? [[held.who, held.title.toLowerCase()]] : [])));
  if (!roles.size) return text;
  // The longest first, and whole words only: `Al` stands in many words that are nobody.
  const names = [...roles.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&'));
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), (name) => `the ${roles.get(name)}`);
}
