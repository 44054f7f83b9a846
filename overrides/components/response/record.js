// The incident as a record that the repository takes: the data of its YAML, with TODO where only people can write.

import { inert, sentence, silent } from './words.js';
import { updatesKept } from './clocks.js';
import { moment } from './times.js';

/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

/** What the timeline leaves out: it is for people who read it months later. */
const UNTOLD = new Set(['undo', 'jump', 'closed', 'inject', 'clock', 'goto']);

/** @param {string} name @param {number} declared @returns {string} `inc-2026-11-26-orders-not-charged` */
export function recordId(name, declared) {
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return ['inc', new Date(declared).toISOString().slice(0, 10), ...words.slice(0, 6)].join('-').slice(0, 60).replace(/-+$/, '');
}

/**
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {number} now On the incident's own time.
 * @returns {Record<string, unknown>}
 */
export function incidentRecord(incident, playbook, now) {
  const end = incident.closed?.time ?? now;
  const { declared, scored } = incident;
  const started = Math.min(incident.started, incident.detected);
  const acknowledged = Math.max(declared.time, incident.detected);
  const contained = Math.max(incident.reached.contained ?? end, acknowledged);
  const recovered = Math.max(incident.reached.recovered ?? end, contained);
  const unsure = [
    ...(incident.reached.contained === null ? ['the time of containment'] : []),
    ...(incident.reached.recovered === null ? ['the time of recovery'] : []),
  ];
  const { due, onTime } = updatesKept(incident, playbook, end);
  const platform = playbook.platforms.find((one) => one.id === declared.platform);
  const check = unsure.length ? ` Check ${unsure.join(' and ')}: nobody noted it, and the end of the log stands in its place.` : '';
  return {
    kind: 'incident',
    id: recordId(declared.name, declared.time),
    title: inert(declared.name),
    audience: 'internal',
    severity: incident.worst || incident.severity,
    mode: playbook.mode,
    platforms: platform ? [platform.id] : playbook.platforms.map((one) => one.id),
    processes: playbook.processes,
    playbooks: [playbook.id],
    signals: playbook.signals.map((one) => one.id),
    times: {
      started: moment(started),
      detected: moment(incident.detected),
      acknowledged: moment(acknowledged),
      contained: moment(contained),
      recovered: moment(recovered),
    },
    updates: { due, on_time: onTime },
    summary: `TODO What happened, in three sentences that a stranger understands.${check} Strike the signals that did not show it.`,
    ...(scored?.levels && scored.score !== null && playbook.rubric
      ? {
          impact: {
            ...scored.levels,
            appetite: playbook.rubric.appetite.id,
            score: Math.round(scored.score * 10) / 10,
            why: inert(scored.why) || 'TODO Why it was scored like this',
          },
        }
      : {}),
    timeline: timeline(incident, playbook),
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

/** @param {Incident} incident @param {Playbook} playbook */
function timeline(incident, playbook) {
  return incident.log.filter((event) => !UNTOLD.has(event.type) && !silent(event)).map((event) => {
    const decided = event.type === 'decision' || (event.type === 'answer' && event.role) ? event : null;
    const role = decided?.role || playbook.roles[0]?.id;
    return {
      at: moment(event.time),
      what: inert(withoutNames(decided ? { ...decided, known: '' } : event, incident)),
      ...(decided && role
        ? {
            decision: {
              chose: inert(decided.type === 'decision' ? decided.title : decided.answer),
              by: role,
              known: inert(decided.known) || 'TODO What was known at that moment',
            },
          }
        : {}),
    };
  });
}

/**
 * A sentence in which people are their roles: a review is without blame.
 * @param {Incident['log'][number]} event
 * @param {Incident} incident
 */
function withoutNames(event, incident) {
  if (event.type === 'role') return event.who ? `${event.title} is taken` : `${event.title} is given up`;
  let text = sentence(event);
  for (const held of incident.log) {
    if (held.type === 'role' && held.who) text = text.replaceAll(held.who, `the ${held.title.toLowerCase()}`);
  }
  return text;
}
