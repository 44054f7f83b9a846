// An incident to try things on: a small playbook, and a log that is written as one goes.

import { eventOf, newId } from '../../overrides/components/response/log.js';

export const NOON = Date.parse('2026-11-26T12:00:00Z');
export const MINUTE = 60_000;

/** @type {import('../../overrides/components/response/playbook.js').Playbook} */
export const PLAYBOOK = {
  id: 'payment-flow-stopped',
  title: 'Payment flow has stopped',
  version: '2.1.0',
  mode: 'silent-trigger',
  platforms: [{ id: 'power-automate', title: 'Power Automate' }],
  processes: ['order-to-cash'],
  signals: [{ id: 'payment-run-gap', title: 'Gap in runs' }],
  impact: { urgency: 5, financial: 5, regulatory: 2, goodwill: 4 },
  phases: [{ id: 'triage', title: 'Triage' }, { id: 'contain', title: 'Contain' }],
  steps: [
    {
      id: 'step-count', number: 1, text: 'Count the orders', phase: 'triage', role: 'Technical resolver', minutes: 10,
      scope: true, changes: false, verify: 'A number', otherwise: 'Estimate', go: null,
    },
    {
      id: 'step-pause', number: 2, text: 'Turn the flow off', phase: 'contain', role: 'Technical resolver', minutes: 5,
      scope: false, changes: true, verify: 'Off', otherwise: 'Go to: Is it proven?', go: '#decision-proven',
    },
  ],
  roles: [
    { id: 'incident-lead', title: 'Incident lead', joins: true, longest: 240, next: 'The rota', handoff: ['Say it aloud'] },
    { id: 'technical-resolver', title: 'Technical resolver', joins: true, longest: null, next: '', handoff: [] },
  ],
  tree: {
    start: 'known',
    nodes: {
      known: {
        ask: 'Is the scope known?', help: '', step: null, decides: null,
        ways: [
          { answer: 'Yes', to: { kind: 'node', id: 'stop-first' } },
          { answer: 'No', to: { kind: 'step', id: 'step-count', title: 'Step 1' } },
        ],
      },
      'stop-first': { ask: '', help: '', step: 'step-pause', decides: null, ways: [{ answer: '', to: { kind: 'node', id: 'proven' } }] },
      proven: {
        ask: 'Is it proven?', help: '', step: null, decides: { id: 'incident-lead', title: 'Incident lead' },
        ways: [{ answer: 'Yes', to: { kind: 'outcome', id: 'fix' } }],
      },
    },
    outcomes: {
      fix: {
        title: 'Mend it', gate: 'Fix in place', criteria: 'Proven', decides: { id: 'incident-lead', title: 'Incident lead' },
        go: { kind: 'step', id: 'step-pause', title: 'Step 2' },
      },
    },
  },
  messages: [],
  levels: [
    { id: 'level-one', minutes: 0, who: 'Duty engineer', when: 'Always', contact: '', href: null },
    { id: 'level-two', minutes: 30, who: 'Duty manager', when: 'Not contained', contact: '', href: null },
  ],
  duties: [{ duty: 'GDPR Art. 33', applies: 'Data is seen', minutes: 72 * 60, starts: 'On awareness', role: 'Privacy officer' }],
  evidence: [],
  rubric: {
    severity: 'sev1',
    severities: [
      {
        id: 'sev1', title: 'SEV1 Critical', means: '', leadership: 15,
        updates: [{ after: 0, every: 30 }, { after: 240, every: 60 }],
      },
      { id: 'sev2', title: 'SEV2 Major', means: '', updates: [{ after: 0, every: 60 }], leadership: null },
    ],
    dimensions: [],
    appetite: { id: 'company', title: 'Company', counts: true, weights: { urgency: 1 }, thresholds: { sev1: 4 }, floors: [] },
  },
};

/** A log to write into, `at` so many minutes after noon. */
export class Story {
  constructor() {
    this.incident = newId();
    /** @type {import('../../overrides/components/response/log.js').LogEvent[]} */
    this.log = [];
    this.write(0, {
      type: 'declared', name: 'Orders not charged', playbook: PLAYBOOK.id, title: PLAYBOOK.title, version: '2.1.0',
      page: 'playbooks/payment-flow-stopped.html', platform: 'power-automate', started: '2026-11-26T11:31:00Z',
      detected: '2026-11-26T11:55:00Z', drill: '',
    });
    this.write(0, { type: 'severity', severity: 'sev1', levels: null, score: null, why: '' });
  }

  /**
   * @param {number} at
   * @param {import('../../overrides/components/response/log.js').Fact} fact
   * @returns {string} The id of the event.
   */
  write(at, fact) {
    const made = { at: NOON + at * MINUTE, offset: 60, by: 'mara', id: newId() };
    const event = eventOf(this.log, this.incident, fact, made);
    this.log.push(event);
    return event.id;
  }
}

/**
 * @param {string} step
 * @param {'started' | 'done' | 'failed' | 'skipped'} did
 * @returns {import('../../overrides/components/response/log.js').Fact}
 */
export function step(step, did) {
  const one = PLAYBOOK.steps.find(({ id }) => id === step);
  return { type: 'step', step, number: one?.number ?? 0, text: one?.text ?? '', did, note: '' };
}

/**
 * @param {string} node
 * @param {number} way
 * @returns {import('../../overrides/components/response/log.js').Fact}
 */
export function answer(node, way) {
  const one = PLAYBOOK.tree.nodes[node];
  return { type: 'answer', node, ask: one?.ask ?? '', way, answer: one?.ways[way]?.answer ?? '', known: '', role: '' };
}
