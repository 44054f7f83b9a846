// Times and durations in words. Exports are in UTC; the screen shows the reader's own time and says which it is.

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** The last moment that a date of JavaScript can be. */
const LAST = 8.64e15;

/** @param {number} ms @returns {string} As ISO text. A log from elsewhere may hold what is no date; it shows as the nearest. */
const iso = (ms) => new Date(Math.max(-LAST, Math.min(LAST, ms))).toISOString();

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/** @param {number} ms @returns {string} `2026-08-14T15:02Z`, as a record writes it. */
export function moment(ms) {
  return `${iso(ms).slice(0, 16)}Z`;
}

/** @param {number} ms @returns {string} `2026-08-14 15:02 UTC` */
export function stamp(ms) {
  return `${iso(ms).slice(0, 16).replace('T', ' ')} UTC`;
}

/**
 * The time of day at a place, `15:02`.
 * @param {number} ms
 * @param {number} offset Minutes from UTC to the time of the place.
 */
export function clockTime(ms, offset) {
  return iso(ms + offset * MINUTE).slice(11, 16);
}

/**
 * The time of day at a place, with its date there where the next or the last such time of day is not meant.
 * @param {number} ms
 * @param {number} now
 * @param {number} offset Minutes from UTC to the time of the place.
 */
export function dayTime(ms, now, offset) {
  return Math.abs(ms - now) > 1200 * MINUTE ? fieldValue(ms, offset).replace('T', ' ') : clockTime(ms, offset);
}

/** @param {number} offset Minutes from UTC. @returns {string} `UTC+1`, `UTC-3:30` */
export function zone(offset) {
  const size = Math.abs(offset);
  const minutes = size % 60 ? `:${two(size % 60)}` : '';
  return offset ? `UTC${offset < 0 ? '-' : '+'}${Math.floor(size / 60)}${minutes}` : 'UTC';
}

/** @param {number} ms @returns {string} `01:02:03`, never less than nothing. */
export function running(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** @param {number} ms @returns {string} `45 s`, `12 min`, `1 h 05 min`, `3 d 4 h` */
export function long(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${two(minutes % 60)} min` : `${hours} h`;
  return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${hours / 24} d`;
}

/** @param {number} ms Until something is due. @returns {string} `in 12 min`, `now`, `12 min late` */
export function until(ms) {
  if (Math.abs(ms) < MINUTE) return ms > 0 ? 'in 1 min' : 'now';
  return ms >= 0 ? `in ${long(ms)}` : `${long(ms)} late`;
}

/**
 * The value for a date and time field, in the time of the reader's place.
 * @param {number} ms
 * @param {number} offset
 */
export function fieldValue(ms, offset) {
  return iso(ms + offset * MINUTE).slice(0, 16);
}

/**
 * From when to when a moment of an incident may be: a year that is typed wrong would make nonsense of every measure.
 * @param {number} ms Now.
 * @param {number} offset
 */
export function fieldSpan(ms, offset) {
  return { from: fieldValue(ms - 366 * DAY, offset), to: fieldValue(ms + DAY, offset) };
}

/**
 * The moment that a date and time field means, or nothing while it is empty or wrong.
 * @param {string} value
 * @param {number} offset
 */
export function fieldMoment(value, offset) {
  const ms = Date.parse(`${value}Z`);
  return Number.isNaN(ms) ? null : ms - offset * MINUTE;
}

/**
 * The same as an event has it: on the incident's own time.
 * @param {string | undefined} value
 * @param {number} offset
 * @param {number} correction What clocks were put back by in all.
 */
export function fieldInstant(value, offset, correction) {
  const ms = fieldMoment(value ?? '', offset);
  return ms === null ? null : iso(ms - correction);
}
