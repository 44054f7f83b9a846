// Where logs are kept: in this browser, and in step between its tabs. What cannot be kept is said at once.

import { createStore, delMany, entries, setMany } from '../../assets/vendor/idb-keyval/idb-keyval.js';
import { eventOf, merged, newId, readEvent } from './log.js';

/** @typedef {import('./log.js').LogEvent} LogEvent */
/** @typedef {import('./playbook.js').Playbook} Playbook */

const UNKEPT = 'This browser does not keep the log: it is lost when you close this tab. Export it now and again before you leave.';

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
    /** @type {(() => void)[]} */
    this.listeners = [];
    this.store = this.#reach(name);
    this.channel = this.#speak(name);
    if (this.channel) this.channel.onmessage = ({ data }) => this.#hear(data);
    // Where tabs cannot speak to each other (pages from a folder, in some browsers) they look when they are shown.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.load();
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
      for (const [key, value] of await entries(this.store)) {
        const [incident, what] = Array.isArray(key) ? key.map(String) : ['', ''];
        if (incident && (what === 'playbook' || what === 'drill')) this.#hold(incident, what, value);
        const event = readEvent(value);
        if (event) this.#put([event]);
      }
    } catch {
      this.problem = UNKEPT;
    }
    this.#changed();
  }

  /** @param {() => void} listener Called after every change. */
  onChange(listener) {
    this.listeners.push(listener);
  }

  #changed() {
    for (const listener of this.listeners) listener();
  }

  /** @param {LogEvent[]} events */
  #put(events) {
    for (const event of events) {
      this.logs.set(event.incident, merged(this.logs.get(event.incident) ?? [], [event]));
    }
  }

  /** @param {unknown} data From another tab. */
  #hear(data) {
    const { events, removed } = /** @type {{events?: unknown[], removed?: string}} */ (data ?? {});
    if (Array.isArray(events)) {
      const good = events.map(readEvent).filter((event) => event !== null);
      this.#put(good);
      // Playbooks travel by the store only.
      if (good.some((event) => !this.playbooks.has(event.incident))) void this.load();
    }
    if (typeof removed === 'string') this.#forget(removed);
    this.#changed();
  }

  /**
   * Writes one event at the end of an incident's log.
   * @param {string} incident
   * @param {import('./log.js').Fact} fact
   * @param {string} by
   */
  write(incident, fact, by) {
    const now = new Date();
    const made = { at: now.getTime(), offset: -now.getTimezoneOffset(), by, id: newId() };
    return this.take([eventOf(this.logs.get(incident) ?? [], incident, fact, made)]);
  }

  /** @param {LogEvent[]} events Of this tab, or from a file. */
  async take(events) {
    this.#put(events);
    for (const event of events) this.unsaved.set(event.id, [[event.incident, event.id], event]);
    this.#changed();
    this.channel?.postMessage({ events });
    await this.#save();
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
    const before = this.problem;
    try {
      if (!this.store) throw new Error('no storage');
      await setMany([...saving.values()], this.store);
      for (const [key, value] of saving) if (this.unsaved.get(key) === value) this.unsaved.delete(key);
      this.problem = '';
    } catch {
      this.problem = UNKEPT;
    }
    if (this.problem !== before) this.#changed();
  }

  /** @param {string} incident Forget it in this browser. */
  async remove(incident) {
    const keys = [...(this.logs.get(incident) ?? []).map((event) => event.id), 'playbook', 'drill'];
    this.#forget(incident);
    this.#changed();
    this.channel?.postMessage({ removed: incident });
    try {
      if (this.store) await delMany(keys.map((key) => [incident, key]), this.store);
    } catch {
      this.problem = UNKEPT;
      this.#changed();
    }
  }

  /** @param {string} incident */
  #forget(incident) {
    this.logs.delete(incident);
    this.playbooks.delete(incident);
    this.drills.delete(incident);
  }
}

/**
 * A setting of this browser, such as the reader's name; without storage it lasts as long as the page.
 * @param {string} name
 */
export function setting(name) {
  const key = `breakglass.${name}`;
  let held = '';
  try {
    held = localStorage.getItem(key) ?? '';
  } catch { /* no storage: it is asked again */ }
  return {
    get: () => held,
    /** @param {string} value */
    set: (value) => {
      held = value;
      try {
        localStorage.setItem(key, value);
      } catch { /* as above */ }
    },
  };
}
