// What is true of an incident now, worked out from its log. Times are milliseconds since 1970, with what the machine's
// clock was put back in between taken out, so that no clock of the incident ever runs backwards.

/** @typedef {import('./log.js').LogEvent} LogEvent */
/**
 * @template {import('./log.js').Fact} F
 * @typedef {F & import('./log.js').Head & {time: number}} Timed
 */
/**
 * @typedef {object} Incident
 * @property {string} id
 * @property {Timed<import('./log.js').Declared>} declared
 * @property {number} started
 * @property {number} detected
 * @property {string} severity
 * @property {string} worst The worst severity it had, by the order that is handed in.
 * @property {Timed<import('./log.js').Scored> | null} scored The last severity that came with levels.
 * @property {Map<string, Timed<import('./log.js').RoleTaken>>} roles Who holds which role.
 * @property {(Timed<import('./log.js').Answered> | Timed<import('./log.js').WentTo>)[]} answers
 * @property {Timed<import('./log.js').Decided>[]} decisions
 * @property {Map<string, Timed<import('./log.js').StepDone>>} steps The last thing said of every step.
 * @property {Map<string, number>} begun When a step was started, where somebody said so.
 * @property {Timed<import('./log.js').Overridden> | null} override
 * @property {Timed<import('./log.js').MessageSent>[]} messages
 * @property {number[]} updates When updates went out.
 * @property {Timed<import('./log.js').EvidenceKept>[]} evidence
 * @property {Map<string, Timed<import('./log.js').Called>>} calls By level.
 * @property {Map<string, Timed<import('./log.js').ClockStarted>>} duties By duty.
 * @property {{contained: number | null, recovered: number | null}} reached
 * @property {Record<string, string>} values What was last written into each blank of a message.
 * @property {Map<number, Timed<import('./log.js').Injected>>} injects Those of a drill that were shown, by number.
 * @property {Timed<import('./log.js').Closed> | null} closed
 * @property {string[]} signals Those that were seen, by their ids.
 * @property {number} jumped Milliseconds that clocks of the machine jumped in all, either way.
 * @property {number} correction Milliseconds that clocks of the machine were put back by in all, as a negative number.
 * @property {Timed<import('./log.js').Fact>[]} log All that counts, in order.
 * @property {Set<string>} undone The events that were taken back.
 */

/** Two tabs that see the same jump of the clock both write it down: within this many milliseconds it is one. */
const SAME_JUMP = 60_000;

/**
 * @param {LogEvent[]} events In the order of the log.
 * @param {string[]} order The severities, the worst first.
 * @returns {Incident | null} Nothing while nobody has declared it.
 */
export function fold(events, order = []) {
  const undone = new Set(events.flatMap((event) => (event.type === 'undo' ? [event.target] : [])));
  const taken = new Map(events.filter((event) => undone.has(event.id)).map((event) => [event.id, event]));
  /** @type {Incident | null} */
  let state = null;
  let [correction, jumped] = [0, 0];
  /** @type {{at: number, ms: number} | null} */
  let jump = null;
  for (const event of events) {
    const at = Date.parse(event.at);
    if (event.type === 'jump') {
      const again = jump && Math.abs(jump.at - at) < SAME_JUMP && Math.abs(jump.ms - event.ms) < SAME_JUMP;
      if (again) continue;
      jump = { at, ms: event.ms };
      correction += Math.min(0, event.ms);
      jumped += event.ms;
    }
    const timed = /** @type {Timed<import('./log.js').Fact>} */ ({ ...event, time: at - correction });
    if (timed.type === 'declared' && !state) state = opened(timed, undone);
    if (!state) continue;
    Object.assign(state, { correction, jumped });
    if (undone.has(event.id) && event.id !== state.declared.id) continue;
    // Two tabs may bring the same inject in; the first one counts.
    if (timed.type === 'inject' && state.injects.has(timed.number)) continue;
    if (timed.type === 'undo') timed.taken = taken.get(timed.target);
    state.log.push(timed);
    take(state, timed, order);
  }
  return state;
}

/**
 * @param {Timed<import('./log.js').Declared>} declared
 * @param {Set<string>} undone
 * @returns {Incident}
 */
function opened(declared, undone) {
  return {
    id: declared.incident,
    declared,
    started: Date.parse(declared.started),
    detected: Date.parse(declared.detected),
    severity: '',
    worst: '',
    scored: null,
    roles: new Map(),
    answers: [],
    decisions: [],
    steps: new Map(),
    begun: new Map(),
    override: null,
    messages: [],
    updates: [],
    evidence: [],
    calls: new Map(),
    duties: new Map(),
    reached: { contained: null, recovered: null },
    values: {},
    injects: new Map(),
    closed: null,
    signals: [],
    jumped: 0,
    correction: 0,
    log: [],
    undone,
  };
}

/**
 * @param {Incident} state
 * @param {Timed<import('./log.js').Fact>} event
 * @param {string[]} order
 */
function take(state, event, order) {
  switch (event.type) {
    case 'severity':
      state.severity = event.severity;
      if (!state.worst || rank(event.severity, order) < rank(state.worst, order)) state.worst = event.severity;
      if (event.levels) state.scored = event;
      break;
    case 'signals':
      state.signals = event.seen;
      break;
    case 'role':
      if (event.who) state.roles.set(event.role, event);
      else state.roles.delete(event.role);
      break;
    case 'answer':
    case 'goto':
      state.answers.push(event);
      break;
    case 'decision':
      state.decisions.push(event);
      break;
    case 'step':
      state.steps.set(event.step, event);
      if (event.did === 'started') state.begun.set(event.step, event.time);
      break;
    case 'override':
      state.override = event;
      break;
    case 'message':
      state.messages.push(event);
      state.values = { ...state.values, ...event.values };
      if (event.update) state.updates.push(event.time);
      break;
    case 'update':
      state.updates.push(event.time);
      break;
    case 'evidence':
      state.evidence.push(event);
      break;
    case 'called':
      state.calls.set(event.level, event);
      break;
    case 'clock':
      state.duties.set(event.duty, event);
      break;
    case 'milestone':
      state.reached[event.reached] = Date.parse(event.moment);
      break;
    case 'inject':
      state.injects.set(event.number, event);
      break;
    case 'closed':
      state.closed = event;
      break;
    default:
  }
}

/** @param {string} severity @param {string[]} order */
function rank(severity, order) {
  const place = order.indexOf(severity);
  return place < 0 ? order.length : place;
}

/**
 * Whether a step is dealt with, one way or another.
 * @param {Incident} incident
 * @param {string} step
 */
export function settled(incident, step) {
  const last = incident.steps.get(step);
  return last !== undefined && last.did !== 'started';
}

/**
 * The scope checks that are still to be done, and hold corrective steps closed: none once somebody has overridden it.
 * @param {Incident} incident
 * @param {import('./playbook.js').Step[]} steps
 */
export function openScope(incident, steps) {
  if (incident.override) return [];
  return steps.filter((step) => step.scope && incident.steps.get(step.id)?.did !== 'done');
}

/**
 * The decision for an outcome, if it was made since the way led there. Who comes back to the same outcome after a step
 * that did not work decides anew, on what is known then.
 * @param {Incident} incident
 * @param {string} outcome
 */
export function decisionFor(incident, outcome) {
  const moved = incident.answers.at(-1)?.seq ?? 0;
  return incident.decisions.findLast((one) => one.outcome === outcome && one.seq > moved);
}

/**
 * The last thing that can be taken back, or nothing. Roles, severities and signals have a way of their own: they
 * are given anew.
 * @param {Incident} incident
 */
export function lastAct(incident) {
  const fixed = new Set(['declared', 'jump', 'undo', 'inject', 'role', 'severity', 'signals']);
  return incident.log.findLast((event) => !fixed.has(event.type)) ?? null;
}
