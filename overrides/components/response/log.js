// The log of an incident: events that are only ever added. What is true now is worked out from them (state.js), so
// that two tabs or two machines can write at the same time and their logs still become one.

/**
 * @typedef {object} Head What every event has.
 * @property {string} id A UUID.
 * @property {string} incident The UUID of the incident.
 * @property {number} seq The order of the log: later than all that the writer knew, whatever clocks say, and no earlier
 *   than its own clock in milliseconds, so that what two machines wrote apart stands in the order of time.
 * @property {string} at When, in UTC, as the machine's clock said it: `2026-11-26T12:40:12.123Z`.
 * @property {number} offset Minutes from UTC to the time of the reader's place, as it was then.
 * @property {string} by Who wrote it; empty if nobody gave a name.
 *
 * @typedef {{type: 'declared', name: string, playbook: string, title: string, version: string, page: string,
 *   platform: string, started: string, detected: string, drill: string}} Declared `page` is the address below the
 *   root of the site; `drill` the id of the drill that it plays, or nothing.
 * @typedef {{type: 'severity', severity: string, levels: Record<string, number> | null, score: number | null,
 *   why: string}} Scored
 * @typedef {{type: 'signals', seen: string[], titles: string[]}} SignalsSeen All that were seen so far, by their ids.
 * @typedef {{type: 'role', role: string, title: string, who: string}} RoleTaken
 * @typedef {{type: 'answer', node: string, ask: string, way: number, answer: string, known: string,
 *   role: string}} Answered
 * @typedef {{type: 'goto', node: string, ask: string, why: string}} WentTo
 * @typedef {{type: 'decision', outcome: string, title: string, role: string, known: string}} Decided
 * @typedef {{type: 'step', step: string, number: number, text: string, did: 'started' | 'done' | 'failed' | 'skipped',
 *   note: string}} StepDone
 * @typedef {{type: 'override', reason: string, open: string[]}} Overridden `open` names the scope checks left undone.
 * @typedef {{type: 'message', message: string, title: string, to: string, text: string,
 *   values: Record<string, string>, update: boolean, expired: string}} MessageSent `expired` is the day on which its
 *   approval had ended, if it was sent all the same.
 * @typedef {{type: 'update', text: string}} UpdateGiven
 * @typedef {{type: 'note', text: string}} Noted
 * @typedef {{type: 'evidence', what: string, where: string}} EvidenceKept
 * @typedef {{type: 'called', level: string, who: string, answered: boolean}} Called
 * @typedef {{type: 'clock', duty: string, minutes: number, started: string}} ClockStarted
 * @typedef {{type: 'milestone', reached: 'contained' | 'recovered', moment: string}} Milestone
 * @typedef {{type: 'jump', ms: number}} ClockJumped The machine's clock went forward, or back where it is negative.
 * @typedef {{type: 'inject', number: number, text: string}} Injected
 * @typedef {{type: 'undo', target: string, taken?: LogEvent}} Undone `taken` is what was taken back; no log holds it, it
 *   is found by `target` when the log is read (state.js).
 * @typedef {{type: 'closed', summary: string}} Closed
 * @typedef {Declared | Scored | SignalsSeen | RoleTaken | Answered | WentTo | Decided | StepDone | Overridden
 *   | MessageSent | UpdateGiven | Noted | EvidenceKept | Called | ClockStarted | Milestone | ClockJumped | Injected | Undone
 *   | Closed} Fact
 * @typedef {Head & Fact} LogEvent
 */

/** Longest text that one field of an event may hold, in letters. Whoever needs more has a file to keep as evidence. */
export const LONGEST = 20_000;

/** Above it a number and the next one may be the same, and an order would be none. */
const LARGEST = 2 ** 52;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;

/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value.length <= LONGEST;
/** @param {unknown} value */
const isNumber = (value) => typeof value === 'number' && Math.abs(value) <= LARGEST;

/** @type {Record<string, (value: unknown) => boolean>} */
const IS = {
  text: isText,
  number: isNumber,
  numberOrNot: (value) => value === null || isNumber(value),
  boolean: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
  uuid: (value) => typeof value === 'string' && UUID.test(value),
  texts: (value) => Array.isArray(value) && value.every(isText),
  textByName: (value) => isObject(value) && Object.values(value).every(isText),
  levels: (value) => value === null || (isObject(value) && Object.values(value).every(isNumber)),
  did: (value) => ['started', 'done', 'failed', 'skipped'].includes(/** @type {string} */ (value)),
  reached: (value) => ['contained', 'recovered'].includes(/** @type {string} */ (value)),
};

const HEAD = { id: 'uuid', incident: 'uuid', seq: 'number', at: 'instant', offset: 'number', by: 'text' };

/** The fields of every type of event: what is not written here does not come in from a file. */
const FIELDS = /** @type {Record<string, Record<string, string>>} */ ({
  declared: {
    name: 'text', playbook: 'text', title: 'text', version: 'text', page: 'text', platform: 'text',
    started: 'instant', detected: 'instant', drill: 'text',
  },
  severity: { severity: 'text', levels: 'levels', score: 'numberOrNot', why: 'text' },
  signals: { seen: 'texts', titles: 'texts' },
  role: { role: 'text', title: 'text', who: 'text' },
  answer: { node: 'text', ask: 'text', way: 'number', answer: 'text', known: 'text', role: 'text' },
  goto: { node: 'text', ask: 'text', why: 'text' },
  decision: { outcome: 'text', title: 'text', role: 'text', known: 'text' },
  step: { step: 'text', number: 'number', text: 'text', did: 'did', note: 'text' },
  override: { reason: 'text', open: 'texts' },
  message: {
    message: 'text', title: 'text', to: 'text', text: 'text', values: 'textByName', update: 'boolean', expired: 'text',
  },
  update: { text: 'text' },
  note: { text: 'text' },
  evidence: { what: 'text', where: 'text' },
  called: { level: 'text', who: 'text', answered: 'boolean' },
  clock: { duty: 'text', minutes: 'number', started: 'instant' },
  milestone: { reached: 'reached', moment: 'instant' },
  jump: { ms: 'number' },
  inject: { number: 'number', text: 'text' },
  undo: { target: 'uuid' },
  closed: { summary: 'text' },
});

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {string} type Whether events of this type are known here; a newer edition of a site may have others. */
export function isKnown(type) {
  return Object.hasOwn(FIELDS, type);
}

/**
 * The event that a stranger's data describes, with no more fields than it should have; nothing if it is none.
 * @param {unknown} data
 * @returns {LogEvent | null}
 */
export function readEvent(data) {
  if (!isObject(data) || typeof data.type !== 'string' || !isKnown(data.type)) return null;
  /** @type {Record<string, unknown>} */
  const event = { type: data.type };
  for (const [name, kind] of Object.entries({ ...HEAD, ...FIELDS[data.type] })) {
    if (!Object.hasOwn(data, name) || !IS[kind]?.(data[name])) return null;
    event[name] = data[name];
  }
  return /** @type {LogEvent} */ (/** @type {unknown} */ (event));
}

/**
 * A new event at the end of a log.
 * @param {LogEvent[]} log
 * @param {string} incident
 * @param {Fact} fact
 * @param {{at: number, offset: number, by: string, id: string}} made `at` in milliseconds since 1970.
 * @returns {LogEvent}
 */
export function eventOf(log, incident, fact, made) {
  const { at, offset, by, id } = made;
  const seq = log.reduce((last, event) => Math.min(LARGEST, Math.max(last, event.seq + 1)), at);
  return { .../** @type {Fact} */ (within(fact)), id, incident, seq, at: new Date(at).toISOString(), offset, by };
}

/**
 * What is written down, with no text longer than can be read back. What is cut off says so.
 * @param {unknown} value
 * @returns {unknown}
 */
function within(value) {
  if (typeof value === 'string') {
    if (value.length <= LONGEST) return value;
    const mark = ` [${value.length} letters were too many for the log, the rest is cut off]`;
    return `${value.slice(0, LONGEST - mark.length).replace(/[\uD800-\uDBFF]$/, '')}${mark}`;
  }
  if (Array.isArray(value)) return value.map(within);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, within(part)]));
}

/**
 * Two logs as one, each event once, in the order in which they were written. What is written stays as it is: of two
 * events with one id that of the first log counts.
 * @param {LogEvent[]} one
 * @param {LogEvent[]} other
 * @returns {LogEvent[]}
 */
export function merged(one, other) {
  const events = new Map([...other, ...one].map((event) => [event.id, event]));
  return [...events.values()].sort((a, b) => a.seq - b.seq || compared(a.at, b.at) || compared(a.id, b.id));
}

/** @param {string} a @param {string} b */
const compared = (a, b) => (a < b ? -1 : Number(a > b));

/** @returns {string} A random UUID. `crypto.randomUUID` is missing on plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (/** @type {number} */ (bytes[6]) & 0x0f) | 0x40;
  bytes[8] = (/** @type {number} */ (bytes[8]) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
