// What is said about what this browser keeps.

/**
 * @typedef {{title: string, files: number, bytes: number, kept: boolean}} Part
 * @typedef {{built: string, commit: string, whole: boolean, parts: Part[], since: number}} Kept
 * @typedef {object} State
 * @property {string} protocol of the page's address
 * @property {boolean} possible whether this browser can keep the site
 * @property {boolean} busy whether files are being fetched
 * @property {string} failed why the last attempt failed
 * @property {Kept | null} kept the edition in use
 * @property {Kept | null} newer an edition that is ready to be used
 */

/** A size in words, in decimal units. @param {number} size in bytes */
export function bytes(size) {
  if (size < 1e6) return `${Math.max(1, Math.round(size / 1e3))} kB`;
  return `${(size / 1e6).toFixed(1)} MB`;
}

/** A moment in UTC, to the minute. @param {number | string} time milliseconds since 1970, or as ISO text */
export function moment(time) {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** @param {Kept} kept */
function edition(kept) {
  return `the edition built on ${moment(kept.built)}${kept.commit ? ` from commit ${kept.commit}` : ''}`;
}

/** What the page says first. @param {State} state */
export function sentence({ protocol, possible, busy, failed, kept, newer }) {
  if (protocol === 'file:') return 'This copy was opened from a folder. All of it is here; it needs no network.';
  if (!possible) return 'This browser keeps nothing of this site: it does so only over https, and where the site asks for it.';
  if (failed && !kept) return `Nothing is kept yet: ${failed}. It is tried again with the next page that you open.`;
  if (!kept) return busy ? 'The site is being fetched.' : 'Nothing of this site is kept on this device.';
  const what = kept.whole ? 'The whole site is kept' : 'A part of the site is kept';
  const parts = [`${what} on this device since ${moment(kept.since)}: ${edition(kept)}.`];
  if (newer) parts.push(`Newer is ${edition(newer)}; it is used once no other page of this site is open.`);
  else if (failed) parts.push(`A newer edition could not be fetched: ${failed}.`);
  else if (busy) parts.push('A newer edition is being fetched.');
  return parts.join(' ');
}
