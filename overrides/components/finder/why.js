// Why an entry was found: the phrase of it that holds most of what was asked, and where on its page that stands.

/** @typedef {import('./words.js').Language} Language */
/** @typedef {[field: number, text: string, anchor?: string]} Phrase */
/** @typedef {{label: string, text: string, anchor: string}} Reason */

// Two lines hold about so many characters; before the first term stand so many words.
const LONG = 120;
const LEAD = 6;
/** @type {Record<string, string>} */
const LABEL = {
  alias: 'Also called',
  symptom: 'You see',
  signal: 'Signal',
  error: 'In the alert',
  consequence: 'What follows',
  process: 'At risk',
  step: 'Says',
  text: 'Says',
};

/**
 * The best phrase, or nothing where the title alone was found.
 * @param {Phrase[]} phrases In the order of their weight.
 * @param {string} title
 * @param {string[]} terms The terms of the index that were found.
 * @param {Language} language
 * @param {string[]} fields
 * @returns {Reason | null}
 */
export function reason(phrases, title, terms, language, fields) {
  const found = new Set(terms);
  const inTitle = held(title, found, language);
  /** @type {{phrase: Phrase, count: number} | null} */
  let best = null;
  for (const phrase of phrases) {
    const count = held(phrase[1], found, language);
    if (count > (best?.count ?? 0)) best = { phrase, count };
  }
  if (!best) return null;
  const [field, text, anchor = ''] = best.phrase;
  // Whoever is led by the title begins at the top of the page.
  return { label: LABEL[fields[field] ?? ''] ?? '', text: excerpt(text, found, language), anchor: inTitle >= best.count ? '' : anchor };
}

/**
 * Of a list of codes those that were found; of a long text the part that begins shortly before the first term.
 * @param {string} text
 * @param {Set<string>} found
 * @param {Language} language
 */
function excerpt(text, found, language) {
  const parts = text.split(' · ');
  if (parts.length > 1) return parts.filter((part) => held(part, found, language)).join(' · ');
  const words = text.split(' ');
  const first = words.findIndex((word) => held(word, found, language));
  return text.length > LONG && first > LEAD ? `… ${words.slice(first - LEAD).join(' ')}` : text;
}

/**
 * The text in pieces, with those marked that were found.
 * @param {string} text
 * @param {string[]} terms
 * @param {Language} language
 * @returns {{text: string, found: boolean}[]}
 */
export function marked(text, terms, language) {
  const found = new Set(terms);
  return text
    .split(/([\p{L}\p{N}_'’]+)/u)
    .filter(Boolean)
    .map((piece) => ({ text: piece, found: language.terms(piece).some((term) => found.has(term)) }));
}

/**
 * How many of the terms found a text holds.
 * @param {string} text
 * @param {Set<string>} found
 * @param {Language} language
 */
function held(text, found, language) {
  return new Set(language.terms(text).filter((term) => found.has(term))).size;
}
