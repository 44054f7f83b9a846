// The log as a file that another machine can go on with.

import { isKnown, isObject, merged, readEvent } from './log.js';

/** @typedef {import('./log.js').LogEvent} LogEvent */

const FORMAT = 'breakglass-incident';
const VERSION = 1;
/** Far more than a long incident writes; a larger file is something else. */
export const LARGEST = 10_000_000;
/** The same for its lines. */
const MOST = 20_000;

/** @param {LogEvent[]} events @returns {string} */
export function written(events) {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, events }, null, 1)}\n`;
}

/**
 * The events of a file, or why it cannot be taken, with the mend.
 * @param {string} text
 * @returns {{events: LogEvent[]} | {fault: string}}
 */
export function read(text) {
  if (text.length > LARGEST) return { fault: 'This file is too large for an incident. Choose the .json file that was exported here.' };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { fault: 'This file is no JSON. Choose the .json file that was exported here.' };
  }
  if (!isObject(data) || data.format !== FORMAT || !Array.isArray(data.events)) {
    return { fault: 'This file holds no incident. Choose the .json file that was exported here.' };
  }
  if (data.version !== VERSION) {
    return { fault: `This file is of version ${String(data.version).slice(0, 20)}, and this site reads version ${VERSION}. Open it where it was exported.` };
  }
  if (data.events.length > MOST) return { fault: 'This file has too many lines for an incident. Choose the .json file that was exported here.' };
  const events = data.events.map(readEvent);
  const bad = events.indexOf(null);
  const { type } = isObject(data.events[bad]) ? data.events[bad] : { type: null };
  if (typeof type === 'string' && !isKnown(type)) {
    return { fault: `Event ${bad + 1} of this file is of a kind that this edition of the site does not know. Load the site anew, or open the file where it was exported.` };
  }
  if (bad >= 0) return { fault: `Event ${bad + 1} of this file is damaged. Export it again.` };
  const good = /** @type {LogEvent[]} */ (events);
  const [first, second] = good.filter((event) => event.type === 'declared');
  if (!first) return { fault: 'This file holds no incident that was declared. Choose another one.' };
  if (second) return { fault: 'This file declares its incident twice, so it was changed after the export. Export it again.' };
  if (good.some((event) => event.incident !== first.incident)) {
    return { fault: 'This file mixes several incidents. Export each by itself.' };
  }
  return { events: merged(good, []) };
}

/**
 * Why the events of a file cannot be added to the log that is here, with the mend. What is written stays as it is, so a
 * file that says otherwise of the same lines is another story.
 * @param {LogEvent[]} log
 * @param {LogEvent[]} events
 * @returns {string} Nothing if they can.
 */
export function clash(log, events) {
  const here = new Map(log.map((event) => [event.id, event]));
  const same = (/** @type {LogEvent} */ event, /** @type {LogEvent} */ other) => JSON.stringify(readEvent(event)) === JSON.stringify(readEvent(other));
  const other = events.filter((event) => {
    const known = here.get(event.id);
    return known ? !same(known, event) : log.length > 0 && event.type === 'declared';
  });
  return other.length
    ? `${other.length === 1 ? 'One line' : `${other.length} lines`} of this file ${other.length === 1 ? 'differs' : 'differ'} from the log that is here, so it was changed after the export. Nothing was taken from it. Export it again where it was written.`
    : '';
}
