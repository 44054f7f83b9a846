// The quiet bar at the foot of every page: which incident runs, for how long, and what is due next.

import { clocksOf, jumpBetween, newlyUrgent, urgency } from './clocks.js';
import { injectsDue } from './drill.js';
import { button, make, redraw } from './element.js';
import { setting } from './store.js';
import { running, until } from './times.js';
import { named } from './words.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./clocks.js').Clock} Clock */

/** @param {Session} session */
export function startBar(session) {
  const box = make('div', { class: 'bg-live__row' });
  const said = make('p', { class: 'bg-visually-hidden', role: 'status' });
  const bar = make('aside', { class: 'bg-live', 'aria-label': 'Running incident', hidden: true }, box, said);
  document.body.append(bar);
  session.say = (text) => { said.textContent = text; };

  const alarm = new Alarm(session);
  const look = () => ({ wall: Date.now(), steady: performance.now(), known: new Map(session.all().map((one) => [one.id, one.jumped])) });
  let before = look();
  let drawn = '';

  const tick = () => {
    const after = look();
    const ms = jumpBetween(before, after);
    if (ms) void session.jumped(ms, before.known);
    before = after;
    const incident = session.running();
    bar.hidden = !incident;
    document.body.classList.toggle('bg-has-live', Boolean(incident));
    if (!incident) return;
    bar.classList.toggle('bg-live--drill', Boolean(incident.declared.drill));
    const playbook = session.playbookOf(incident);
    const now = session.now(incident);
    const clocks = playbook ? clocksOf(incident, playbook) : [];
    alarm.sound(incident.id, clocks, now);
    const open = session.all().filter((one) => !one.closed);
    // The one that is due first is the one that must not be forgotten.
    const others = open.filter((one) => one.id !== incident.id).map((one) => waiting(session, one, alarm)).sort((a, b) => a.due - b.due);
    const drill = session.logs.drills.get(incident.id);
    const [inject] = drill && alarm.mine ? injectsDue(incident, drill, now) : [];
    if (inject) {
      alarm.tell(incident.id, `Inject: ${inject.text}`);
      // Writing it calls this again, for the next one that is due.
      void session.act(incident, inject);
    }
    const next = clocks[0];
    const late = clocks.filter((clock) => urgency(clock, now) === 'late').length;
    const shown = JSON.stringify([incident.id, incident.severity, next?.title, next && until(next.due - now), late, others]);
    if (shown !== drawn) {
      drawn = shown;
      const state = next ? urgency(next, now) : 'running';
      redraw(box,
        make('a', { class: 'bg-live__name', href: session.desk(incident), act: () => session.choose(incident.id), 'data-key': 'desk' }, named(incident)),
        make('span', { class: 'bg-live__time' }),
        next ? make('span', { class: `bg-live__next bg-live__next--${state}` }, `${next.title}: ${until(next.due - now)}${late > 1 ? `, and ${late - 1} more` : ''}`) : null,
        others.length ? chooser(session, others) : null,
      );
    }
    const time = box.querySelector('.bg-live__time');
    if (time) time.textContent = running(now - incident.declared.time);
  };
  session.logs.onChange(tick);
  setInterval(tick, 1000);
}

/**
 * What the bar tells of an incident that it does not show; its clocks make themselves heard as well.
 * @param {Session} session
 * @param {import('./state.js').Incident} incident
 * @param {Alarm} alarm
 */
function waiting(session, incident, alarm) {
  const playbook = session.playbookOf(incident);
  const now = session.now(incident);
  const clocks = playbook ? clocksOf(incident, playbook) : [];
  const name = named(incident);
  alarm.sound(incident.id, clocks, now, `${name}. `);
  const [next] = clocks;
  const state = next ? urgency(next, now) : 'running';
  // How late it is comes first: on a phone there is room for little more.
  const text = next && state !== 'running' ? `${until(next.due - now)}: ${name}. ${next.title}` : `Also open: ${name}`;
  return { id: incident.id, state, text, due: next ? next.due + incident.correction : Infinity };
}

/**
 * The way to the other incidents, which names each of them once: a button for one, a list for several.
 * @param {Session} session
 * @param {ReturnType<typeof waiting>[]} others The one that is due first comes first.
 */
function chooser(session, others) {
  const [first] = others;
  const style = `bg-live__other bg-live__next--${first?.state}`;
  if (first && others.length === 1) return button(first.text, 'other', () => session.choose(first.id), `bg-button--small ${style}`);
  const select = make('select', { class: style, 'aria-label': 'Switch incident', 'data-key': 'other' },
    make('option', { value: '', hidden: true }, `${others.length} others. ${first?.text}`),
    ...others.map(({ id, text }) => make('option', { value: id }, text)));
  select.addEventListener('change', () => session.choose(select.value));
  return select;
}

/** Says what is due, and makes a sound or a notification of it where the reader has asked for that. */
class Alarm {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    /** @type {Map<string, Set<string>>} */
    this.told = new Map();
    this.first = true;
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
