// The incident that this tab works on: which one it is, what is true of it now, and how something is written down.

import { nowOf } from './clocks.js';
import { newId } from './log.js';
import { fold, lastAct } from './state.js';
import { setting } from './store.js';

/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/** @typedef {import('./log.js').Fact} Fact */

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
    this.active = setting('incident');
    // script.js reads on every page whether there is anything to show; a closed incident is still to be exported.
    const kept = setting('kept');
    logs.onChange(() => {
      const now = logs.logs.size ? 'yes' : '';
      if (now !== kept.get()) kept.set(now);
    });
    /** @type {(text: string) => void} Says something to whoever listens to the page. */
    this.say = () => {};
  }

  /** @returns {Incident[]} Every incident in this browser, the newest first. */
  all() {
    /** @type {Incident[]} */
    const found = [];
    for (const [id, events] of this.logs.logs) {
      const order = this.logs.playbooks.get(id)?.rubric?.severities.map((one) => one.id) ?? [];
      const incident = fold(events, order);
      if (incident) found.push(incident);
    }
    return found.sort((a, b) => b.declared.time - a.declared.time);
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
    for (const listener of this.logs.listeners) listener();
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
    for (const fact of [declared, ...more]) await this.logs.write(id, fact, this.me.get());
    return id;
  }

  /**
   * Writes into the log of an incident.
   * @param {Incident} incident
   * @param {...Fact} facts
   */
  async act(incident, ...facts) {
    for (const fact of facts) await this.logs.write(incident.id, fact, this.me.get());
  }

  /** @param {Incident} incident Takes the last thing back. */
  async undo(incident) {
    const last = lastAct(incident);
    if (last) await this.act(incident, { type: 'undo', target: last.id });
  }
}
