// From text to terms, as macros/breakglass/site/finder/words.py does at build: split, freed of accents and endings, and
// with one term for words that mean the same.
import { stemmer } from '../../assets/vendor/stemmer/stemmer.js';

const WORD = /[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)*/gu;
const HUMP = /(?<=[a-z0-9])(?=[A-Z])/;
const ENDS_IN_LETTERS = /^[a-z]{4,}$/;

/** The words that are passed over, and the phrases that share a term. */
export class Language {
  /**
   * @param {string} stop Words that tell nothing, between spaces.
   * @param {string[][]} groups Phrases that mean the same; the first of a group is the term.
   */
  constructor(stop, groups) {
    this.stop = new Set(stop.split(' '));
    /** @type {Map<string, string>} Each phrase, as its stems between spaces, with its term. */
    const found = new Map();
    for (const group of groups) {
      const phrases = group.map((phrase) => this.stems(phrase).join(' ')).filter(Boolean);
      for (const phrase of phrases) {
        if (!found.has(phrase)) found.set(phrase, (phrases[0] ?? '').replaceAll(' ', '+'));
      }
    }
    /** @type {Map<string, {stems: string[], term: string}[]>} The same by the first stem, the longest first. */
    this.phrases = new Map();
    for (const [phrase, term] of found) {
      const stems = phrase.split(' ');
      const first = stems[0] ?? '';
      this.phrases.set(first, [...(this.phrases.get(first) ?? []), { stems, term }]);
    }
    for (const those of this.phrases.values()) those.sort((a, b) => b.stems.length - a.stems.length);
  }

  /**
   * The stems of all words of a text. An error code gives itself and then its parts.
   * @param {string} text
   */
  stems(text) {
    const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/['’]/g, '');
    return [...plain.matchAll(WORD)].flatMap(([word]) => {
      const parts = word.split('_').flatMap((piece) => piece.split(HUMP));
      const all = (parts.length > 1 ? [word, ...parts] : [word]).map((one) => one.toLowerCase());
      return all.filter((one) => one.length > 1 || /^\d$/.test(one)).map((one) => this.stem(one));
    });
  }

  /** @param {string} word In lower case. */
  stem(word) {
    return this.stop.has(word) || !ENDS_IN_LETTERS.test(word) ? word : stemmer(word);
  }

  /**
   * The terms of a text in their order, with repetitions.
   * @param {string} text
   */
  terms(text) {
    const stems = this.stems(text);
    /** @type {string[]} */
    const found = [];
    for (let at = 0; at < stems.length; ) {
      const stem = stems[at] ?? '';
      const phrase = (this.phrases.get(stem) ?? []).find((one) => one.stems.every((own, i) => own === stems[at + i]));
      if (phrase) {
        found.push(phrase.term);
        if (phrase.stems.length > 1) found.push(...phrase.stems.filter((own) => !this.stop.has(own)));
        at += phrase.stems.length;
      } else {
        if (!this.stop.has(stem)) found.push(stem);
        at += 1;
      }
    }
    return found;
  }

  /**
   * The terms of which a word that is not finished, or not spelt right, may be a synonym.
   * @param {string} stem
   * @param {boolean} [slips] Whether it may be misspelt.
   */
  near(stem, slips = true) {
    if (stem.length < 4 || this.stop.has(stem)) return [];
    return [...this.phrases.keys()]
      .filter((word) => word !== stem && (word.startsWith(stem) || (slips && isSlip(word, stem))))
      .flatMap((word) => (this.phrases.get(word) ?? []).filter((one) => one.stems.length === 1).map((one) => one.term));
  }
}

/**
 * Whether two words of five letters and more differ by one letter, or by two that changed places.
 * @param {string} one
 * @param {string} other
 */
function isSlip(one, other) {
  if (Math.min(one.length, other.length) < 5 || Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const [a, b] = [one.slice(from), other.slice(from)];
  if (a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)) return true;
  return a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
}
