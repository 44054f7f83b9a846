// The index as the build packed it (macros/breakglass/site/finder/packed.py), made into what MiniSearch loads.

/**
 * @typedef {object} Head What `index.js` of the site holds: the entries column by column.
 * @property {string[]} fields What a phrase can be, the weightiest first.
 * @property {string[]} names Names that the columns refer to by their number.
 * @property {{title: string[], url: string[], kind: number[], status: number[], severity: number[], rank: number[],
 *   platform: number[][], process: number[][], owner: number[][], lengths: number[][]}} entries
 * @property {string[]} terms The first term of each file of terms.
 * @property {number[]} texts The first entry of each file of phrases.
 * @property {string} stop
 * @property {string[][]} synonyms
 */

/**
 * An index without terms, as MiniSearch serialises it (version 2 of its format).
 * @param {Head} head
 */
export function frame(head) {
  const ids = head.entries.title.map((_, id) => id);
  const lengths = head.entries.lengths;
  return {
    documentCount: ids.length,
    nextId: ids.length,
    documentIds: Object.fromEntries(ids.map((id) => [id, id])),
    fieldIds: Object.fromEntries(head.fields.map((field, number) => [field, number])),
    fieldLength: Object.fromEntries(lengths.map((own, id) => [id, own])),
    averageFieldLength: head.fields.map((_, field) => lengths.reduce((sum, own) => sum + (own[field] ?? 0), 0) / ids.length),
    storedFields: {},
    dirtCount: 0,
    serializationVersion: 2,
  };
}

/**
 * The terms that begin in one of these ways, with their postings, for the same format.
 * @param {Map<number, Record<string, string>>} files
 * @param {string[]} lows
 */
export function unpacked(files, lows) {
  /** @type {[string, Record<number, Record<number, number>>][]} */
  const index = [];
  for (const terms of files.values()) {
    for (const [term, packed] of Object.entries(terms)) {
      if (lows.some((low) => term.startsWith(low))) index.push([term, postings(packed)]);
    }
  }
  return index;
}

/**
 * By field, the entries in which a term stands. Packed as `mask:gap,gap mask:gap`.
 * @param {string} packed
 */
function postings(packed) {
  /** @type {Record<number, Record<number, number>>} */
  const found = {};
  for (const group of packed.split(' ')) {
    const [mask = '', gaps = ''] = group.split(':');
    const bits = Number(mask);
    const fields = [];
    for (let field = 0; bits >> field; field += 1) {
      if ((bits >> field) & 1) fields.push((found[field] ??= {}));
    }
    let id = 0;
    for (const gap of gaps.split(',')) {
      id += Number(gap);
      for (const field of fields) field[id] = 1;
    }
  }
  return found;
}
