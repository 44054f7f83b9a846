// The log as a file that another machine can go on with.

import { isObject, merged, readEvent } from './log.js';

/** @typedef {import('./log.js').LogEvent} LogEvent */

const FORMAT = 'breakglass-incident';
const VERSION = 1;
/** Far more than a long incident writes; a larger file is something else. */
export const LARGEST = 10_000_000;

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
  const events = data.events.map(readEvent);
  const bad = events.indexOf(null);
  if (bad >= 0) return { fault: `Event ${bad + 1} of this file is damaged. Export it again.` };
  const good = /** @type {LogEvent[]} */ (events);
  const first = good.find((event) => event.type === 'declared');
  if (!first) return { fault: 'This file holds no incident that was declared. Choose another one.' };
  if (good.some((event) => event.incident !== first.incident)) {
    return { fault: 'This file mixes several incidents. Export each by itself.' };
  }
  return { events: merged(good, []) };
}
