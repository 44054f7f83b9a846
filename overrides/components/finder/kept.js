// What the finder keeps in this browser: playbooks opened last, playbooks pinned, and whether `/` opens it.

/** @typedef {{url: string, title: string}} Line A page by its address below the top of the site. */
/** @typedef {Pick<Storage, 'getItem' | 'setItem'>} Store */

const MOST = 5;
// Nothing but a path below this site: what stands in the storage becomes a link.
const PATH = /^(?!.*\.\.)[\w-][\w.-]*(?:\/[\w.-]+)*\/?$/;

export class Kept {
  /**
   * @param {Store | null} store Nothing where the browser allows none; then it is forgotten with the page.
   * @param {string} site The address of the site, since one host can have several.
   */
  constructor(store, site) {
    this.store = store;
    this.site = site;
    /** @type {Map<string, unknown>} */
    this.here = new Map();
  }

  recent() {
    const pinned = new Set(this.pinned().map((line) => line.url));
    return this.lines('recent').filter((line) => !pinned.has(line.url));
  }

  pinned() {
    return this.lines('pinned');
  }

  /** @param {Line} line */
  visit(line) {
    this.write('recent', [line, ...this.lines('recent').filter((own) => own.url !== line.url)].slice(0, 2 * MOST));
  }

  /** @param {string} url */
  isPinned(url) {
    return this.pinned().some((line) => line.url === url);
  }

  /** @param {Line} line */
  toggle(line) {
    const others = this.pinned().filter((own) => own.url !== line.url);
    this.write('pinned', others.length < this.pinned().length ? others : [...others, line]);
  }

  /** Whether `/` opens the finder (WCAG 2.1.4 asks for a way to turn that off). */
  get slash() {
    return this.read('slash') !== false;
  }

  set slash(on) {
    this.write('slash', on);
  }

  /**
   * @param {'recent' | 'pinned'} name
   * @returns {Line[]}
   */
  lines(name) {
    const kept = this.read(name);
    return Array.isArray(kept) ? kept.filter(isLine) : [];
  }

  /** @param {string} name */
  read(name) {
    try {
      return JSON.parse(this.store?.getItem(this.key(name)) ?? 'null') ?? this.here.get(name);
    } catch {
      return this.here.get(name);
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  write(name, value) {
    this.here.set(name, value);
    try {
      this.store?.setItem(this.key(name), JSON.stringify(value));
    } catch {
      // A full or forbidden storage: it holds until the page is left.
    }
  }

  /** @param {string} name */
  key(name) {
    return `breakglass:finder:${name}:${this.site}`;
  }
}

/** @param {any} value */
function isLine(value) {
  return typeof value?.title === 'string' && typeof value?.url === 'string' && PATH.test(value.url);
}

/** At most so many of each are shown. */
export const SHOWN = MOST;
