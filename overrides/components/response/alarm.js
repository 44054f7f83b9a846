// What makes itself heard: a clock that is due, and what comes in while somebody looks elsewhere.

import { newlyUrgent, urgency } from './clocks.js';
import { setting } from './store.js';
import { until } from './times.js';

/** @typedef {import('./clocks.js').Clock} Clock */

/** Says what is due, and makes a sound or a notification of it where the reader has asked for that. */
export class Alarm {
  /** @param {import('./session.js').Session} session */
  constructor(session) {
    this.session = session;
    /** @type {Map<string, Set<string>>} */
    this.told = new Map();
    // Of several tabs one makes the noise: the one that holds the lock.
    this.mine = !navigator.locks;
    void navigator.locks?.request(`breakglass alarm ${session.base}`, () => {
      this.mine = true;
      return new Promise(() => {});
    }).catch(() => { this.mine = true; }); // nor a lock, where a browser keeps nothing
  }

  /**
   * @param {string} incident
   * @param {Clock[]} clocks
   * @param {number} now
   * @param {string} [name] Of the incident, where it is not the one in view.
   */
  sound(incident, clocks, now, name = '') {
    const known = this.told.get(incident);
    const told = known ?? new Set();
    this.told.set(incident, told);
    const urgent = newlyUrgent(clocks, now, told);
    // What was urgent when the page opened stands on it; it needs no noise.
    if (!known || !urgent.length) return;
    const text = urgent.map((clock) => `${clock.title}: ${urgency(clock, now) === 'late' ? 'due now' : until(clock.due - now)}`).join('. ');
    this.tell(incident, `${name}${text}`);
  }

  /** @param {string} incident @param {string} text */
  tell(incident, text) {
    this.session.say(text);
    if (!this.mine) return;
    try {
      if (setting('sound').get() === 'on') beep();
      if (setting('notify').get() === 'on' && typeof Notification !== 'undefined' && Notification.permission === 'granted') {
        new Notification('Breakglass', { body: text, tag: incident });
      }
    } catch { /* a machine without sound; phones allow notifications to service workers only */ }
  }
}

/** Two short tones. */
export function beep() {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  const start = audio.currentTime;
  tone.connect(volume).connect(audio.destination);
  for (const [at, value] of [[0, 0.15], [0.15, 0], [0.25, 0.15], [0.4, 0]]) {
    volume.gain.setValueAtTime(/** @type {number} */ (value), start + /** @type {number} */ (at));
  }
  tone.frequency.value = 740;
  tone.start(start);
  tone.stop(start + 0.4);
  tone.onended = () => void audio.close();
}
