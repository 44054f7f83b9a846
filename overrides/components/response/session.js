// The incident that this tab works on: which one it is, what is true of it now, and how something is written down.

import { nowOf, unheard } from './clocks.js';
import { newId } from './log.js';
import { fold, lastAct } from './state.js';
import { setting } from './store.js';

/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/** @typedef {import('./log.js').Fact} Fact */
/** @typedef {import('./log.js').LogEvent} LogEvent */

export class Session {
  /**
   * @param {import('./store.js').Logs} logs
   * @param {string} base The address of the site's root.
   * @param {Playbook | null} page The playbook of this page, if it is one.
   */
  constructor(logs, base, page) {
    this.logs = logs;
    this.base = base;
    this.page = page;
    this.me = setting('me');
    this.active = setting('incident', base);
    /** What this machine's clock said when something was last written here. */
    this.seen = setting('seen', base);
    // script.js reads on every page whether there is anything to show; a closed incident is still to be exported.
    const kept = setting('kept', base);
    logs.onChange(() => {
      const now = logs.logs.size ? 'yes' : '';
      // A storage that could not be read may hold an incident all the same; one that was emptied has forgotten this too.
      if (now || !logs.problem) kept.set(now);
    });
    /** What each log came to, until it or its playbook is another. @type {WeakMap<LogEvent[], {playbook: Playbook | undefined, incident: Incident | null}>} */
    this.folded = new WeakMap();
    /** @type {(text: string) => void} Says something to whoever listens to the page. */
    this.say = () => {};
  }

  /** @returns {Incident[]} Every incident in this browser, the newest first. */
  all() {
    /** @type {Incident[]} */
    const found = [];
    for (const [id, events] of this.logs.logs) {
      const incident = this.#stateOf(events, this.logs.playbooks.get(id));
      if (incident) found.push(incident);
    }
    return found.sort((a, b) => b.declared.time - a.declared.time);
  }

  /**
   * What is true after a log. It is asked several times a second, and a log only ever grows into another list.
   * @param {LogEvent[]} events
   * @param {Playbook | undefined} playbook
   */
  #stateOf(events, playbook) {
    const known = this.folded.get(events);
    if (known && known.playbook === playbook) return known.incident;
    const incident = fold(events, playbook?.rubric?.severities.map((one) => one.id));
    this.folded.set(events, { playbook, incident });
    return incident;
  }

  /** @returns {Incident | null} The one that the bar shows: the chosen one while it runs, else the newest that runs. */
  running() {
    const open = this.all().filter((incident) => !incident.closed);
    return open.find((incident) => incident.id === this.active.get()) ?? open[0] ?? null;
  }

  /** @returns {Incident | null} The one that the desk of this page shows. */
  here() {
    const mine = this.all().filter((incident) => incident.declared.playbook === this.page?.id);
    const open = mine.filter((incident) => !incident.closed);
    return mine.find((incident) => incident.id === this.active.get()) ?? open[0] ?? null;
  }

  /** @param {Incident} incident @returns {Playbook | null} */
  playbookOf(incident) {
    return this.page?.id === incident.declared.playbook ? this.page : this.logs.playbooks.get(incident.id) ?? null;
  }

  /** @param {Incident} incident */
  now(incident) {
    return nowOf(incident, Date.now());
  }

  /** Minutes from UTC to the time here. */
  get offset() {
    return -new Date().getTimezoneOffset();
  }

  /** @param {string} id */
  choose(id) {
    this.active.set(id);
    this.logs.changed();
  }

  /**
   * @param {Fact & {type: 'declared'}} declared
   * @param {Fact[]} more
   * @returns {Promise<string>} The id of the incident.
   */
  async declare(declared, more) {
    const id = newId();
    this.active.set(id);
    if (this.page) void this.logs.keep(id, 'playbook', this.page);
    // Asks the browser not to throw the log away when the disk fills up.
    void navigator.storage?.persist?.().catch(() => {});
    await this.#write(id, [declared, ...more]);
    return id;
  }

  /**
   * Writes into the log of an incident.
   * @param {Incident} incident
   * @param {...Fact} facts
   */
  async act(incident, ...facts) {
    // Another tab may have removed it while a dialog stood open here.
    if (this.logs.logs.has(incident.id)) await this.#write(incident.id, facts);
  }

  /** @param {string} incident @param {Fact[]} facts */
  #write(incident, facts) {
    this.seen.set(String(Date.now()));
    return this.logs.write(incident, facts, this.me.get());
  }

  /** @returns {Map<string, number>} How far the clock has jumped by each log. */
  jumps() {
    return new Map(this.all().map((one) => [one.id, one.jumped]));
  }

  /**
   * Writes a jump of the machine's clock into every log that runs, unless another tab has done so.
   * @param {number} ms
   * @param {Map<string, number>} known The jumps of each log before this one was noticed here.
   */
  async jumped(ms, known) {
    this.seen.set(String(Date.now())); // also where nothing runs: what begins from here on is of the new time
    await this.logs.load(); // a tab that slept has not heard yet what others wrote
    for (const incident of this.all()) {
      const before = known.get(incident.id);
      const rest = before === undefined || incident.closed ? 0 : unheard(ms, incident.jumped - before);
      if (rest) await this.act(incident, { type: 'jump', ms: rest });
    }
  }

  /**
   * Notices a clock of this machine that was put back while no page of the site was open: from here on the log would run
   * backwards.
   */
  async caughtUp() {
    const ms = unheard(Math.min(0, Date.now() - Number(this.seen.get())), 0);
    if (ms) await this.jumped(ms, this.jumps());
  }

  /**
   * The address of the desk of an incident. A log from elsewhere may name any page; it leads to none outside this site.
   * @param {Incident} incident
   */
  desk(incident) {
    const { page } = incident.declared;
    const address = URL.canParse(page, this.base) ? new URL(page, this.base).href : '';
    return `${address.startsWith(this.base) ? address : this.base}#response`;
  }

  /** @param {Incident} incident Takes the last thing back. */
  async undo(incident) {
    const last = lastAct(incident);
    if (last) await this.act(incident, { type: 'undo', target: last.id });
  }
}
