// Where logs are kept: in this browser, and in step between its tabs. What cannot be kept is said at once.

import { createStore, del, delMany, entries, setMany } from '../../assets/vendor/idb-keyval/idb-keyval.js';
import { eventOf, merged, newId, readEvent } from './log.js';

/** @typedef {import('./log.js').LogEvent} LogEvent */
/** @typedef {import('./playbook.js').Playbook} Playbook */

const UNKEPT = 'This browser does not keep the log: it is lost when you close this tab or open another page in it. Export it now and again before you leave.';
/** A browser that neither keeps nor refuses, since its profile is damaged, is waited for so many milliseconds. */
const PATIENCE = 4000;

/**
 * Whether each page of the site keeps what is written on it for itself. So does Firefox with a folder, where it takes
 * every file for a site of its own and names no origin; others keep things for all files together.
 * @param {{protocol: string, origin: string}} location
 */
export function pagesApart({ protocol, origin }) {
  return protocol === 'file:' && origin === 'null';
}

export class Logs {
  /** @param {string} base The address of the site: sites on one host keep their incidents apart. */
  constructor(base) {
    const name = `breakglass ${new URL(base).pathname}`;
    /** Why nothing is kept, or nothing. */
    this.problem = '';
    /** @type {Map<string, LogEvent[]>} */
    this.logs = new Map();
    /** The playbook of each incident as it was when it was last open. @type {Map<string, Playbook>} */
    this.playbooks = new Map();
    /** The drill that an incident plays. @type {Map<string, import('./drill.js').Drill>} */
    this.drills = new Map();
    /** @type {Map<string, [IDBValidKey, unknown]>} */
    this.unsaved = new Map();
    /** Incidents that were removed here; they do not come back from a tab that has not heard of it. @type {Set<string>} */
    this.removed = new Set();
    /** @type {(() => void)[]} */
    this.listeners = [];
    this.store = this.#reach(name);
    this.channel = this.#speak(name);
    if (this.channel) this.channel.onmessage = ({ data }) => this.#hear(data);
    // Where tabs cannot speak to each other (pages from a folder, in some browsers) they look when they are shown.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.load();
    });
    addEventListener('beforeunload', (event) => {
      if (this.unsaved.size) event.preventDefault();
    });
  }

  /** @param {string} name */
  #reach(name) {
    try {
      return createStore(name, 'events');
    } catch {
      return null;
    }
  }

  /** @param {string} name */
  #speak(name) {
    try {
      return new BroadcastChannel(name);
    } catch {
      return null; // Firefox lets no tab speak to another where it keeps nothing
    }
  }

  /** Reads what is kept. */
  async load() {
    try {
      if (!this.store) throw new Error('no storage');
      await this.#read(await soon(entries(this.store)));
      if (!this.unsaved.size) this.problem = '';
    } catch {
      this.problem = UNKEPT;
    }
    this.changed();
  }

  /** @param {[IDBValidKey, unknown][]} kept */
  async #read(kept) {
    const keys = new Set();
    /** @type {LogEvent[]} */
    const events = [];
    for (const [key, value] of kept) {
      const [incident, what] = Array.isArray(key) ? key.map(String) : ['', ''];
      keys.add(`${incident} ${what}`);
      // One that is just coming back from a file stays.
      if (incident && what === 'removed' && !this.#isUnsaved(incident)) this.#forget(incident);
      else if (incident && (what === 'playbook' || what === 'drill')) this.#hold(incident, what, value);
      const event = readEvent(value);
      if (event) events.push(event);
    }
    this.#put(events.filter((event) => !this.removed.has(event.incident)));
    // Somebody has emptied the storage under this tab, as one does against a page that hangs: the log goes back into it.
    for (const [incident, log] of this.logs) {
      for (const event of log) if (!keys.has(`${incident} ${event.id}`)) this.unsaved.set(event.id, [[incident, event.id], event]);
      for (const [what, held] of /** @type {const} */ ([['playbook', this.playbooks], ['drill', this.drills]])) {
        if (held.has(incident) && !keys.has(`${incident} ${what}`)) this.unsaved.set(`${incident} ${what}`, [[incident, what], held.get(incident)]);
      }
    }
    if (this.unsaved.size) await this.#save();
  }

  /** @param {() => void} listener Called after every change. */
  onChange(listener) {
    this.listeners.push(listener);
  }

  changed() {
    for (const listener of this.listeners) {
      try {
        listener();
      } catch (fault) {
        // What cannot be shown is still to be written down. The browser reports the fault.
        reportError(fault);
      }
    }
  }

  /** @param {LogEvent[]} events */
  #put(events) {
    for (const incident of new Set(events.map((event) => event.incident))) {
      this.logs.set(incident, merged(this.logs.get(incident) ?? [], events.filter((event) => event.incident === incident)));
    }
  }

  /** @param {unknown} data From another tab. */
  #hear(data) {
    const { events, removed } = /** @type {{events?: unknown[], removed?: string}} */ (data ?? {});
    if (Array.isArray(events)) {
      const good = events.map(readEvent).filter((event) => event !== null);
      for (const event of good) this.removed.delete(event.incident);
      this.#put(good);
      // Playbooks travel by the store only.
      if (good.some((event) => !this.playbooks.has(event.incident))) void this.load();
    }
    if (typeof removed === 'string') this.#forget(removed);
    this.changed();
  }

  /**
   * Writes at the end of an incident's log: all of it or nothing.
   * @param {string} incident
   * @param {import('./log.js').Fact[]} facts
   * @param {string} by
   */
  write(incident, facts, by) {
    const now = new Date();
    /** @type {LogEvent[]} */
    const events = [];
    for (const fact of facts) {
      const made = { at: now.getTime(), offset: -now.getTimezoneOffset(), by, id: newId() };
      events.push(eventOf([...(this.logs.get(incident) ?? []), ...events], incident, fact, made));
    }
    return this.take(events);
  }

  /** @param {LogEvent[]} events Of this tab, or from a file. What is here already stays as it is. */
  async take(events) {
    const known = new Set([...this.logs.values()].flatMap((log) => log.map((event) => event.id)));
    const fresh = events.filter((event) => !known.has(event.id));
    this.#put(fresh);
    for (const event of fresh) this.unsaved.set(event.id, [[event.incident, event.id], event]);
    const saved = this.#save();
    this.channel?.postMessage({ events: fresh });
    this.changed();
    await saved;
  }

  /**
   * Keeps what an incident is run by, so that every page of the site knows its clocks.
   * @param {string} incident
   * @param {'playbook' | 'drill'} what
   * @param {Playbook | import('./drill.js').Drill} value
   */
  async keep(incident, what, value) {
    this.#hold(incident, what, value);
    this.unsaved.set(`${incident} ${what}`, [[incident, what], value]);
    await this.#save();
  }

  /** @param {string} incident @param {'playbook' | 'drill'} what @param {unknown} value */
  #hold(incident, what, value) {
    if (what === 'playbook') this.playbooks.set(incident, /** @type {Playbook} */ (value));
    else this.drills.set(incident, /** @type {import('./drill.js').Drill} */ (value));
  }

  async #save() {
    const saving = new Map(this.unsaved);
    try {
      await soon(this.#kept(saving));
    } catch {
      this.#tell(UNKEPT);
    }
  }

  /** @param {Map<string, [IDBValidKey, unknown]>} saving */
  async #kept(saving) {
    if (!this.store) throw new Error('no storage');
    const back = new Set([...saving.values()].map(([key]) => String(/** @type {string[]} */ (key)[0])).filter((incident) => this.removed.delete(incident)));
    for (const incident of back) await del([incident, 'removed'], this.store);
    await setMany([...saving.values()], this.store);
    for (const [key, value] of saving) if (this.unsaved.get(key) === value) this.unsaved.delete(key);
    if (!this.unsaved.size) this.#tell('');
  }

  /** @param {string} incident */
  #isUnsaved(incident) {
    return [...this.unsaved.values()].some(([key]) => Array.isArray(key) && key[0] === incident);
  }

  /** @param {string} problem */
  #tell(problem) {
    if (problem === this.problem) return;
    this.problem = problem;
    this.changed();
  }

  /** @param {string} incident Forget it in this browser. */
  async remove(incident) {
    const keys = [...(this.logs.get(incident) ?? []).map((event) => event.id), 'playbook', 'drill'];
    this.#forget(incident);
    this.changed();
    this.channel?.postMessage({ removed: incident });
    try {
      if (!this.store) return;
      await delMany(keys.map((key) => [incident, key]), this.store);
      await setMany([[[incident, 'removed'], true]], this.store);
    } catch {
      this.#tell(UNKEPT);
    }
  }

  /** @param {string} incident */
  #forget(incident) {
    this.removed.add(incident);
    this.logs.delete(incident);
    this.playbooks.delete(incident);
    this.drills.delete(incident);
    for (const [name, [key]] of this.unsaved) if (Array.isArray(key) && key[0] === incident) this.unsaved.delete(name);
  }
}

/**
 * @template T
 * @param {Promise<T>} done
 * @returns {Promise<T>} The same; it fails where it takes too long.
 */
function soon(done) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('no answer')), PATIENCE); });
  return /** @type {Promise<T>} */ (Promise.race([done, late])).finally(() => clearTimeout(timer));
}

/**
 * A setting of this browser, such as the reader's name; without storage it lasts as long as the page.
 * @param {string} name
 * @param {string} [base] The address of the site, where each site of a host has its own.
 */
export function setting(name, base) {
  return entry(() => localStorage, `breakglass.${name}${base ? ` ${new URL(base).pathname}` : ''}`);
}

/** A note that is half written: it is there after a reload of this tab. @param {string} base */
export const draft = (base) => entry(() => sessionStorage, `breakglass.draft ${new URL(base).pathname}`);

/** @param {() => Storage} storage Fails where a browser keeps nothing. @param {string} key */
function entry(storage, key) {
  let held = '';
  try {
    held = storage().getItem(key) ?? '';
  } catch { /* no storage: it is asked again */ }
  return {
    get: () => held,
    /** @param {string} value */
    set: (value) => {
      held = value;
      try {
        storage().setItem(key, value);
      } catch { /* as above */ }
    },
  };
}
