// The search by MiniSearch. Only the stretches of the alphabet that a query needs are there; what is missing is said by
// `needed`.
import { frame, unpacked } from './packed.js';
import { Language } from './words.js';

/**
 * @typedef {import('./packed.js').Head} Head
 * @typedef {'platform' | 'process' | 'severity' | 'owner'} Facet
 * @typedef {Partial<Record<Facet, string>>} Filters
 *
 * @typedef {object} Entry
 * @property {number} id
 * @property {string} kind
 * @property {string} title
 * @property {string} url Relative to the top of the site.
 * @property {string} status Empty when approved.
 * @property {string} severity
 * @property {number} rank
 * @property {string[]} platforms
 * @property {string[]} processes
 * @property {string[]} owners
 *
 * @typedef {object} Hit
 * @property {Entry} entry
 * @property {string[]} terms The terms of the index that were found in it.
 *
 * @typedef {object} Found
 * @property {Hit[]} hits The best ones.
 * @property {number} count How many there are in all.
 *
 * @typedef {{id: number, score: number, queryTerms: string[], match: Record<string, string[]>}} Result
 * @typedef {{search: (query: string, options: object) => Result[]}} Search
 * @typedef {{loadJS: (index: object, options: object) => Search}} MiniSearch
 */

export const FACETS = /** @type {Facet[]} */ (['platform', 'process', 'severity', 'owner']);
/** So many are shown. */
export const MOST = 8;
const OTHERS = 2;
const BOOST = { title: 4, alias: 5, symptom: 3, signal: 2, error: 3, consequence: 1.5, process: 1, step: 0.8, text: 0.6 };
// Who is in trouble wants a playbook first, and what happened once last.
/** @type {Record<string, number>} */
const KIND = { Playbook: 2, Incident: 0.2, Drill: 0.2, Page: 0.4, Policy: 0.4, Message: 0.5, Module: 0.6, Rule: 0.2 };
/** Kinds that need no place of their own among what was found. */
const LAST = ['Playbook', 'Rule'];
/** So much of a query counts: who pastes a whole log waits for no more than who types. */
const LONGEST = 600;

/** A playbook for the platform that is named counts so much more. */
const NAMED = 2;
// They turn what is meant, and weigh when it is looked for, but as what was found they say nothing.
const FAINT = new Set('not no all out up over after before again more most only very too also still now other same'.split(' '));

export class Index {
  /**
   * @param {Head} head
   * @param {MiniSearch} miniSearch
   */
  constructor(head, miniSearch) {
    this.head = head;
    this.miniSearch = miniSearch;
    this.language = new Language(head.stop, head.synonyms);
    /** @type {Map<number, Record<string, string>>} */
    this.files = new Map();
    /** What is the same in every index that MiniSearch is given. */
    this.frame = frame(head);
    /** How much each entry counts for by its kind and status. */
    this.weights = head.entries.kind.map((kind, id) => {
      const own = KIND[this.name(kind)] ?? 1;
      return this.name(head.entries.status[id]) ? own / 2 : own;
    });
    /** The terms by which each platform is known from the others: of “Salesforce Flow” the first, where others have flows. */
    this.platforms = this.platformTerms();
    /** @type {{for: string, search: Search} | null} The index of the last query, which often serves the next one. */
    this.built = null;
  }

  platformTerms() {
    const numbers = [...new Set(this.head.entries.platform.flat())];
    const all = numbers.map((number) => ({ number, terms: this.language.terms(this.name(number)) }));
    return all.map(({ number, terms }) => {
      const own = terms.filter((term) => all.every((other) => other.number === number || !other.terms.includes(term)));
      return { number, terms: own.length ? own : terms };
    });
  }

  /**
   * The platforms that a query names.
   * @param {string[]} terms
   */
  named(terms) {
    return this.platforms.filter((platform) => platform.terms.every((term) => terms.includes(term))).map(({ number }) => number);
  }

  /**
   * Whether a term stands in what was loaded: then nobody has misspelt it.
   * @param {string} term
   */
  knows(term) {
    return [...this.files.values()].some((terms) => Object.hasOwn(terms, term));
  }

  /**
   * The files of terms that a query asks for and that are not there yet.
   * @param {string} query
   */
  needed(query) {
    /** @type {Set<number>} */
    const wanted = new Set();
    for (const low of beginnings(this.asked(query))) {
      const high = low.length > 1 ? `${low}\uffff` : low;
      this.head.terms.forEach((first, number) => {
        const next = this.head.terms[number + 1];
        if (first <= high && (next === undefined || next > low)) wanted.add(number);
      });
    }
    return [...wanted].filter((number) => !this.files.has(number));
  }

  /** The files of terms that are not there yet. */
  missing() {
    return this.head.terms.map((_, number) => number).filter((number) => !this.files.has(number));
  }

  /**
   * @param {number} number
   * @param {Record<string, string>} terms
   */
  add(number, terms) {
    this.files.set(number, terms);
    this.built = null;
  }

  /** @param {string} query */
  typed(query) {
    return this.language.terms(query.slice(0, LONGEST));
  }

  /**
   * The terms that a query is searched by: also those that its words may be slips or beginnings of synonyms of.
   * @param {string} query
   */
  asked(query) {
    const terms = this.typed(query);
    return [...new Set([...terms, ...terms.flatMap((term) => this.language.near(term, !this.knows(term)))])];
  }

  /**
   * The best entries for a query, the best first.
   * @param {string} query
   * @param {Filters} filters
   * @returns {Found}
   */
  search(query, filters = {}) {
    const terms = this.asked(query);
    const found = this.results(query, filters, beginnings(terms));
    // Where all is there, a slip in the first letters is no obstacle.
    const results = found.length || this.missing().length || !isWhole(terms) ? found : this.results(query, filters, ['']);
    for (const result of results) result.score *= coverage(result, terms);
    results.sort((a, b) => b.score - a.score);
    const hits = this.chosen(results).map(({ id, match }) => ({ entry: this.entry(id), terms: telling(Object.keys(match)) }));
    return { hits, count: results.length };
  }

  /**
   * The best of what was found. The last places are for what is no playbook and fits best whatever its kind, since on a
   * large site the playbooks would leave no room for an incident of just that name.
   * @param {Result[]} results The best first.
   */
  chosen(results) {
    const best = results.slice(0, MOST);
    const fit = (/** @type {Result} */ { id, score }) => score / (this.weights[id] ?? 1);
    const others = results
      .filter(({ id }) => !LAST.includes(this.name(this.head.entries.kind[id])))
      .sort((a, b) => fit(b) - fit(a))
      .slice(0, OTHERS)
      .filter((result) => !best.includes(result));
    return [...best.slice(0, MOST - others.length), ...others];
  }

  /**
   * What MiniSearch finds among the terms that begin in one of these ways.
   * @param {string} query
   * @param {Filters} filters
   * @param {string[]} lows
   */
  results(query, filters, lows) {
    const key = lows.join(' ');
    if (this.built?.for !== key) {
      const index = { ...this.frame, index: unpacked(this.files, lows) };
      this.built = { for: key, search: this.miniSearch.loadJS(index, { fields: this.head.fields }) };
    }
    const typed = this.typed(query);
    // A long word has longer ones for its kin, and the last word may not be finished. Else a short one that is known is
    // meant as it stands: “not” is no note.
    const begins = (/** @type {string} */ term) => term.length > 4 || !this.knows(term) || (term === typed.at(-1) && !FAINT.has(term));
    const platforms = this.named(typed);
    const named = (/** @type {number} */ id) => this.head.entries.platform[id]?.some((number) => platforms.includes(number));
    return this.built.search.search(this.asked(query).join(' '), {
      tokenize: (/** @type {string} */ text) => text.split(' '),
      processTerm: (/** @type {string} */ term) => term,
      boost: BOOST,
      prefix: (/** @type {string} */ term) => term.length > 2 && begins(term),
      fuzzy: (/** @type {string} */ term) => (term.length > 4 && !/\d/.test(term) && !this.knows(term) ? 0.2 : 0),
      maxFuzzy: 2,
      boostTerm: (/** @type {string} */ term) => (typed.includes(term) ? 1 : 0.5),
      boostDocument: (/** @type {number} */ id) => (this.weights[id] ?? 1) * (named(id) ? NAMED : 1),
      ...(Object.values(filters).some(Boolean) && { filter: (/** @type {Result} */ { id }) => this.passes(id, filters) }),
    });
  }

  /**
   * The playbooks that pass the filters, the worst first.
   * @param {Filters} filters
   * @returns {Found}
   */
  browse(filters) {
    const found = this.playbooks().filter((entry) => this.passes(entry.id, filters));
    found.sort((a, b) => (a.rank || 9) - (b.rank || 9) || a.title.localeCompare(b.title));
    return { hits: found.slice(0, MOST).map((entry) => ({ entry, terms: [] })), count: found.length };
  }

  playbooks() {
    return this.head.entries.title.map((_, id) => this.entry(id)).filter((entry) => entry.kind === 'Playbook');
  }

  /**
   * Whether nothing at all was found although there is a whole word, so that slips in first letters are to be looked for.
   * @param {string} query
   */
  isLost(query) {
    return this.missing().length > 0 && isWhole(this.asked(query)) && this.search(query).count === 0;
  }

  /**
   * @param {number} id
   * @param {Filters} filters
   */
  passes(id, filters) {
    const entry = this.entry(id);
    const has = { platform: entry.platforms, process: entry.processes, severity: [entry.severity], owner: entry.owners };
    return FACETS.every((facet) => !filters[facet] || has[facet].includes(filters[facet] ?? ''));
  }

  /**
   * What a facet can be set to: what playbooks have, severities with the worst first.
   * @param {Facet} facet
   */
  choices(facet) {
    const playbooks = this.playbooks().sort((a, b) => a.rank - b.rank);
    const of = { platform: 'platforms', process: 'processes', severity: 'severity', owner: 'owners' };
    const key = /** @type {'platforms' | 'processes' | 'severity' | 'owners'} */ (of[facet]);
    const all = [...new Set(playbooks.flatMap((entry) => entry[key]))].filter(Boolean);
    return facet === 'severity' ? all : all.sort((a, b) => a.localeCompare(b));
  }

  /**
   * @param {number} id
   * @returns {Entry}
   */
  entry(id) {
    const columns = this.head.entries;
    const names = (/** @type {number[] | undefined} */ those) => (those ?? []).map((number) => this.name(number));
    return {
      id,
      kind: this.name(columns.kind[id]),
      title: columns.title[id] ?? '',
      url: columns.url[id] ?? '',
      status: this.name(columns.status[id]),
      severity: this.name(columns.severity[id]),
      rank: columns.rank[id] ?? 0,
      platforms: names(columns.platform[id]),
      processes: names(columns.process[id]),
      owners: names(columns.owner[id]),
    };
  }

  /** @param {number | undefined} number */
  name(number) {
    return this.head.names[number ?? -1] ?? '';
  }

  /**
   * The file that holds the phrases of an entry, and the place of the entry in it.
   * @param {number} id
   */
  textOf(id) {
    const file = this.head.texts.findLastIndex((first) => first <= id);
    return { file, at: id - (this.head.texts[file] ?? 0) };
  }
}

/**
 * Of the terms found those worth showing.
 * @param {string[]} terms
 */
function telling(terms) {
  const strong = terms.filter((term) => !FAINT.has(term));
  return strong.length ? strong : terms;
}

/**
 * How much of what was asked is there: an entry with all words beats one with a rare word.
 * @param {Result} result
 * @param {string[]} terms
 */
function coverage(result, terms) {
  return Math.sqrt(result.queryTerms.length / terms.length);
}

/**
 * How the terms begin that may answer to these: a slip of the keyboard seldom hits the first two letters.
 * @param {string[]} terms
 */
function beginnings(terms) {
  return [...new Set(terms.map((term) => (term.length > 4 ? term.slice(0, 2) : term)))].sort();
}

/**
 * Whether a word is there that is long enough to be misspelt.
 * @param {string[]} terms
 */
function isWhole(terms) {
  return terms.some((term) => term.length > 4);
}
