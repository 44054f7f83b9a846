// The clocks on the desk, with what stops each of them.

import { beep } from './alarm.js';
import { clocksOf, isForLeadership, isUpdate, urgency } from './clocks.js';
import { button, folded, make } from './element.js';
import { ask, momentField } from './form.js';
import { tick } from './steps.js';
import { write } from './sending.js';
import { setting } from './store.js';
import { dayTime, fieldInstant, long, until } from './times.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/** @typedef {import('./clocks.js').Clock} Clock */

/** How many clocks stand in view without opening anything. */
const IN_VIEW = 4;

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @returns {HTMLElement[]}
 */
export function watch(session, incident, playbook) {
  const now = session.now(incident);
  const clocks = clocksOf(incident, playbook);
  // What is late or soon is always in view, and so is a legal clock that somebody started, and a few of the others.
  const near = clocks.filter((clock) => urgency(clock, now) !== 'running').length;
  const shown = Math.max(IN_VIEW, near);
  const first = clocks.filter((clock, place) => place < shown || clock.kind === 'duty');
  const later = clocks.filter((clock) => !first.includes(clock));
  const idle = playbook.duties.filter((duty) => duty.minutes > 0 && !incident.duties.has(duty.duty));
  return [
    make('ul', { class: 'bg-watch' }, ...first.map((clock) => row(session, incident, playbook, clock, now))),
    ...(later.length
      ? [folded('later', [`${later.length} later ${later.length === 1 ? 'clock' : 'clocks'}`], () => [make('ul', { class: 'bg-watch' }, ...later.map((clock) => row(session, incident, playbook, clock, now)))])]
      : []),
    ...(idle.length
      ? [folded('legal', [`${idle.length} legal ${idle.length === 1 ? 'clock' : 'clocks'} not started`], () => [
          make('ul', { class: 'bg-watch' }, ...idle.map((duty) => make('li', { class: 'bg-watch__row' },
            make('div', { class: 'bg-watch__what' },
              make('strong', {}, duty.duty),
              make('span', { class: 'bg-watch__note' }, `Applies if: ${duty.applies}. ${long(duty.minutes * 60_000)} from: ${duty.starts}. ${duty.role} decides.`)),
            make('div', { class: 'bg-watch__call' },
              button('Start the clock', `duty-${duty.duty}`, () => void startDuty(session, incident, duty), 'bg-button--small'))))),
        ])]
      : []),
    noise(session),
  ];
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {Clock} clock
 * @param {number} now
 */
function row(session, incident, playbook, clock, now) {
  const { correction } = incident;
  return make('li', { class: `bg-watch__row bg-watch__row--${urgency(clock, now)}` },
    make('div', { class: 'bg-watch__what' },
      make('strong', {}, clock.title),
      make('span', { class: 'bg-watch__note' }, clock.note)),
    make('div', { class: 'bg-watch__when' },
      make('span', { class: 'bg-watch__left', 'data-until': String(clock.due) }, until(clock.due - now)),
      make('span', { class: 'bg-watch__at' }, dayTime(clock.due + correction, now + correction, session.offset))),
    ...acts(session, incident, playbook, clock));
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {Clock} clock
 * @returns {HTMLElement[]}
 */
function acts(session, incident, playbook, clock) {
  const key = `${clock.kind}-${clock.id}`;
  /** @param {string} text @param {() => Promise<unknown>} act */
  const one = (text, act) => button(text, key, () => void act(), 'bg-button--small');
  /**
   * The button for the first message that would stop this clock.
   * @param {(message: import('./playbook.js').Message) => boolean} stops
   */
  const message = (stops) => {
    const found = playbook.messages.find(stops);
    return found ? [button('Fill and copy', `${key}-message`, () => write(session, incident, playbook, found), 'bg-button--small')] : [];
  };
  if (clock.kind === 'update') {
    return [make('div', { class: 'bg-watch__call' }, ...message(isUpdate), one('Update given', async () => {
      const values = await ask({
        title: 'An update was given',
        intro: 'Messages that you send as an update from here count by themselves.',
        submit: 'Write it down',
        fields: [{ name: 'text', label: 'What was said, in a sentence' }],
      });
      if (values) await session.act(incident, { type: 'update', text: values.text?.trim() ?? '' });
    }))];
  }
  if (clock.kind === 'leadership') return message(isForLeadership);
  if (clock.kind === 'level') {
    const level = playbook.levels.find((rung) => rung.id === clock.id);
    const contact = level?.contact ? make(level.href ? 'a' : 'span', level.href ? { href: level.href } : {}, level.contact) : null;
    return [make('div', { class: 'bg-watch__call' }, contact, one('Called', async () => {
      const values = await ask({
        title: `Called: ${level?.who ?? ''}`,
        intro: 'Did somebody answer? If not, go on to the next level.',
        submit: 'Answered',
        second: 'No answer',
        fields: [],
      });
      if (values) await session.act(incident, { type: 'called', level: clock.id, who: level?.who ?? clock.id, answered: !values.second });
    }))];
  }
  if (clock.kind === 'step') {
    const step = playbook.steps.find((other) => other.id === clock.id);
    return step ? [one('Done', () => tick(session, incident, playbook, step, 'done'))] : [];
  }
  return [];
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {import('./playbook.js').Duty} duty
 */
async function startDuty(session, incident, duty) {
  const { offset } = session;
  const values = await ask({
    title: 'Start a legal clock',
    intro: `${duty.duty}. It starts: ${duty.starts}. Start it when in doubt; ${duty.role} decides what it means.`,
    submit: 'Start the clock',
    fields: [momentField('started', 'Started', offset)],
  });
  const started = values && fieldInstant(values.started, offset, incident.correction);
  if (started) await session.act(incident, { type: 'clock', duty: duty.duty, minutes: duty.minutes, started });
}

/** @param {Session} session */
function noise(session) {
  const [sound, notify] = [setting('sound'), setting('notify')];
  /** @param {string} text @param {ReturnType<typeof setting>} kept @param {() => Promise<boolean>} allow */
  const toggle = (text, kept, allow) => {
    const made = button(text, `noise-${text}`, () => void (async () => {
      const on = kept.get() !== 'on' && await allow();
      kept.set(on ? 'on' : '');
      made.setAttribute('aria-pressed', String(on));
    })(), 'bg-button--small');
    made.setAttribute('aria-pressed', String(kept.get() === 'on'));
    return made;
  };
  return make('p', { class: 'bg-watch__noise' },
    toggle('Sound when due', sound, async () => {
      beep();
      return true;
    }),
    toggle('Notify when due', notify, async () => {
      const granted = typeof Notification !== 'undefined' && await Notification.requestPermission() === 'granted';
      if (!granted) await ask({ title: 'No notifications', intro: 'This browser does not allow notifications from here. Its settings for this site can.', submit: 'Close', fields: [] });
      return granted;
    }));
}

/**
 * @param {ParentNode} root
 * @param {number} now On the incident's own time.
 */
export function runClocks(root, now) {
  for (const box of root.querySelectorAll('[data-until]')) {
    const left = Number(box.getAttribute('data-until')) - now;
    const text = until(left);
    if (box.textContent !== text) box.textContent = text;
    const state = urgency({ due: left }, 0);
    const line = box.closest('.bg-watch__row');
    line?.classList.toggle('bg-watch__row--late', state === 'late');
    line?.classList.toggle('bg-watch__row--soon', state === 'soon');
  }
}
