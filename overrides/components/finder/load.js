// Loads the finder's files as scripts, which a browser allows from a folder (`file://`) as well.
import { Index } from './index.js';

/** @typedef {import('./index.js').Hit} Hit */
/** @typedef {import('./why.js').Phrase} Phrase */
/** @typedef {{MiniSearch: import('./index.js').MiniSearch, breakglassFinder?: Record<string, any>}} Loaded */

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

export class Library {
  /** @param {URL} top The top of the site. */
  constructor(top) {
    this.top = top;
    /** @type {Promise<Index> | null} */
    this.opened = null;
  }

  /** The index without any terms; loaded once. */
  open() {
    this.opened ??= Promise.all([
      script(new URL('assets/vendor/minisearch/minisearch.min.js', this.top)),
      this.file('index'),
    ]).then(([, head]) => new Index(head, /** @type {any} */ (window).MiniSearch));
    // A phone that was out of reach asks again at the next key.
    this.opened.catch(() => { this.opened = null; });
    return this.opened;
  }

  /**
   * The index with all terms that a query asks for.
   * @param {string} query
   */
  async openFor(query) {
    const index = await this.open();
    await this.add(index, index.needed(query));
    if (index.isLost(query)) await this.add(index, index.missing());
    return index;
  }

  /**
   * The phrases of what was found.
   * @param {Index} index
   * @param {number} id
   * @returns {Promise<Phrase[]>}
   */
  async phrases(index, id) {
    const { file, at } = index.textOf(id);
    const texts = await this.file(`texts-${file}`);
    return texts[at] ?? [];
  }

  /**
   * @param {Index} index
   * @param {number[]} numbers
   */
  async add(index, numbers) {
    await Promise.all(numbers.map(async (number) => index.add(number, await this.file(`terms-${number}`))));
  }

  /** @param {string} name */
  async file(name) {
    await script(new URL(`assets/finder/${name}.js`, this.top));
    const held = /** @type {Loaded} */ (/** @type {unknown} */ (window)).breakglassFinder?.[name];
    if (held === undefined) throw new Error(`${name}.js holds no part of the finder`);
    return held;
  }
}

/** @param {URL} address */
function script(address) {
  const known = loading.get(address.href);
  if (known) return known;
  /** @type {Promise<void>} */
  const made = new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = address.href;
    element.onload = () => resolve();
    element.onerror = () => {
      loading.delete(address.href);
      element.remove();
      reject(new Error(`${address.href} cannot be loaded`));
    };
    document.head.append(element);
  });
  loading.set(address.href, made);
  return made;
}
