// The quiet bar at the foot of every page: which incident runs, for how long, and what is due next.

import { Alarm } from './alarm.js';
import { clocksOf, jumpBetween, urgency } from './clocks.js';
import { injectsDue } from './drill.js';
import { button, make, redraw } from './element.js';
import { running, until } from './times.js';
import { named } from './words.js';

/** @typedef {import('./session.js').Session} Session */

/** @param {Session} session */
export function startBar(session) {
  const box = make('div', { class: 'bg-live__row' });
  const said = make('p', { class: 'bg-visually-hidden', role: 'status' });
  const bar = make('aside', { class: 'bg-live', 'aria-label': 'Running incident', hidden: true }, box, said);
  document.body.append(bar);
  session.say = (text) => { said.textContent = text; };

  const alarm = new Alarm(session);
  const look = () => ({ wall: Date.now(), steady: performance.now(), known: session.jumps() });
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
