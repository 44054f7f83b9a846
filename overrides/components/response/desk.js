// The desk on the page of a playbook: the guided path, the clocks, people, messages, the log and what leaves it.

import { checklist } from './checklist.js';
import { chooseSignals, declare, scoreAgain } from './declare.js';
import { button, make, part, redraw, roomy } from './element.js';
import { close, milestone, remove } from './ending.js';
import { guide, markTree } from './guide.js';
import { lines, writing } from './logbook.js';
import { outputs } from './outputs.js';
import { injects } from './play.js';
import { people } from './people.js';
import { sending } from './sending.js';
import { runTimes, stepControls } from './steps.js';
import { pagesApart } from './store.js';
import { clockTime, long, zone } from './times.js';
import { runClocks, watch } from './watch.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

/**
 * @param {Session} session
 * @param {Playbook} playbook
 * @param {HTMLElement} panel
 */
export function startDesk(session, playbook, panel) {
  const start = part(document, '[data-response-start]');
  const box = Object.fromEntries(
    ['injects', 'kind', 'title', 'facts', 'problem', 'guide', 'clocks', 'people', 'messages', 'steps', 'write', 'log', 'out', 'acts'].map((name) => [name, part(panel, `[data-desk="${name}"]`)]),
  );
  /** @param {string} name @param {...(Node | null)} children */
  const draw = (name, ...children) => box[name] && redraw(box[name], ...children);
  const current = () => {
    const incident = session.here();
    return incident && { incident, playbook };
  };

  const arrive = () => {
    panel.scrollIntoView({ block: 'start' });
    box.title?.focus({ preventScroll: true });
  };
  const begin = async () => {
    if (await declare(session, playbook)) arrive();
  };
  start.addEventListener('click', () => void begin());
  draw('write', writing(session, current));
  const crew = box.people?.closest('details');
  if (crew) crew.open = roomy();
  const pocket = panel.closest('[data-page]'); // where all pages are one file
  if (!pocket && pagesApart(document.location)) {
    part(panel, '.bg-desk__where').textContent = 'Kept in this browser on this page only: the other pages of this folder do not show it. Nothing leaves it until you export it.';
  }

  /** What is left to do once it is closed. @param {Incident} incident @param {number} time */
  const over = ({ correction, declared }, time) => [
    make('p', {}, `Closed at ${clockTime(time + correction, session.offset)}. Export the ${declared.drill ? 'result of the drill' : 'record for the review'} now.`),
    button('To the exports', 'guide-out', () => {
      const out = box.out?.closest('details');
      if (!out) return;
      out.open = true;
      out.scrollIntoView({ block: 'center' });
      out.querySelector('summary')?.focus({ preventScroll: true });
    }, 'bg-button--primary bg-guide__answer'),
  ];

  /** What was in view until now. @type {Incident | null} */
  let seen = null;
  const show = () => {
    const incident = session.here();
    const working = incident && !incident.closed;
    panel.hidden = !incident;
    start.hidden = Boolean(working);
    document.body.classList.toggle('bg-responding', Boolean(working));
    if (box.problem) {
      box.problem.hidden = !session.logs.problem;
      if (box.problem.textContent !== session.logs.problem) box.problem.textContent = session.logs.problem;
    }
    showSteps(session, incident, playbook);
    markTree(playbook, incident);
    if (!incident) return;
    // Where it was declared on another page, or came from a file.
    if (!session.logs.playbooks.has(incident.id)) void session.logs.keep(incident.id, 'playbook', playbook);
    const drill = session.logs.drills.get(incident.id);
    draw('injects', ...(drill ? injects(incident, drill) : []));
    // Nobody may take an exercise for the real thing, or the other way round.
    const exercise = Boolean(incident.declared.drill);
    panel.classList.toggle('bg-desk--drill', exercise);
    if (box.kind) box.kind.textContent = exercise ? 'Drill, not an incident' : 'Response';
    if (box.title) box.title.textContent = incident.declared.name;
    draw('facts', ...facts(session, incident, playbook));
    // Whoever closes it here, or opens it again, reads on from the top: all below has changed its place.
    const turned = box.acts?.contains(document.activeElement) && seen?.id === incident.id && Boolean(seen.closed) !== Boolean(incident.closed);
    draw('acts', ...acts(session, incident, playbook, begin));
    draw('guide', ...(incident.closed ? over(incident, incident.closed.time) : guide(session, incident, playbook)));
    const clocks = box.clocks?.closest('section');
    if (clocks) clocks.hidden = Boolean(incident.closed);
    draw('clocks', ...(incident.closed ? [] : watch(session, incident, playbook)));
    draw('people', ...people(session, incident, playbook));
    draw('messages', ...sending(session, incident, playbook));
    draw('steps', ...checklist(session, incident, playbook));
    draw('log', lines(session, incident));
    draw('out', ...outputs(session, incident, playbook));
    // What is left to do is no longer folded away.
    const out = box.out?.closest('details');
    if (out && incident.closed && !(seen?.id === incident.id && seen.closed)) out.open = true;
    counts(panel, incident, playbook);
    seen = incident;
    if (turned) arrive();
  };

  // In the pocket edition the page stands before it.
  let arriving = /[#~]response$/.test(document.location.hash);
  session.logs.onChange(() => {
    show();
    // Whoever comes by the bar or from a drill: the browser looked for the desk while it was not there yet.
    if (!arriving || panel.hidden) return;
    arriving = false;
    if (window.scrollY === 0) arrive(); // else it is a reload, and the reader stays where he was
  });
  setInterval(() => {
    const incident = session.here();
    if (!incident) return;
    const now = session.now(incident);
    runClocks(panel, now);
    runTimes(document, now);
    const place = panel.querySelector('[data-desk="lasted"]');
    if (place) place.textContent = lasted(incident, now);
  }, 1000);
}

/** How long it has run. It may come from a machine whose clock is ahead of this one. @param {Incident} incident @param {number} now */
function lasted(incident, now) {
  return long(Math.max(0, (incident.closed?.time ?? now) - incident.declared.time));
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 */
function facts(session, incident, playbook) {
  const order = playbook.rubric?.severities ?? [];
  const rank = order.findIndex((one) => one.id === incident.severity);
  /** @param {number} time */
  const at = (time) => clockTime(time + incident.correction, session.offset);
  const { contained, recovered } = incident.reached;
  return [
    rank < 0 ? null : make('span', { class: `bg-badge bg-badge--sev${rank + 1}` }, order[rank]?.title ?? ''),
    make('span', {}, incident.closed ? 'Lasted ' : 'Running ', make('strong', { 'data-desk': 'lasted' }, lasted(incident, session.now(incident)))),
    make('span', {}, `First seen ${at(incident.detected)}, declared ${at(incident.declared.time)} ${zone(session.offset)}`),
    contained === null ? null : make('span', {}, `Contained ${at(contained)}`),
    recovered === null ? null : make('span', {}, `Recovered ${at(recovered)}`),
    incident.declared.version === playbook.version ? null : make('span', { class: 'bg-watch__warn' }, `Declared with version ${incident.declared.version}; this page shows ${playbook.version}`),
  ].filter((one) => one !== null);
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {() => Promise<void>} begin Declares another one.
 */
function acts(session, incident, playbook, begin) {
  /** @param {string} text @param {() => Promise<void>} act */
  const one = (text, act) => button(text, `act-${text}`, () => void act(), 'bg-button--small');
  if (incident.closed) {
    const { id } = incident.closed;
    return [
      one('Open it again', () => session.act(incident, { type: 'undo', target: id })),
      one('Remove from this browser', () => remove(session, incident)),
    ];
  }
  return [
    playbook.rubric ? one('Score again', () => scoreAgain(session, incident, playbook)) : null,
    playbook.signals.length ? one('Signals seen', () => chooseSignals(session, incident, playbook)) : null,
    incident.reached.contained === null ? one('Contained', () => milestone(session, incident, 'contained')) : null,
    incident.reached.recovered === null ? one('Recovered', () => milestone(session, incident, 'recovered')) : null,
    one('Close incident', () => close(session, incident)),
    one('Declare another', begin),
  ].filter((made) => made !== null);
}

/**
 * How much there is in what is folded away.
 * @param {HTMLElement} panel
 * @param {Incident} incident
 * @param {Playbook} playbook
 */
function counts(panel, incident, playbook) {
  const did = playbook.steps.map((step) => incident.steps.get(step.id)?.did);
  const [done, failed] = [did.filter((one) => one === 'done' || one === 'skipped').length, did.filter((one) => one === 'failed').length];
  for (const [name, text] of Object.entries({
    people: `${incident.roles.size} of ${playbook.roles.length} held`,
    messages: `${incident.messages.length} sent`,
    log: `${incident.log.length} ${incident.log.length === 1 ? 'line' : 'lines'}`,
    steps: `${done} of ${playbook.steps.length} steps done${failed ? `, ${failed} did not work` : ''}`,
    list: `${done} of ${playbook.steps.length} done`,
  })) {
    const box = panel.querySelector(`[data-count="${name}"]`);
    if (box) box.textContent = text;
  }
}

/**
 * @param {Session} session
 * @param {Incident | null} incident
 * @param {Playbook} playbook
 */
function showSteps(session, incident, playbook) {
  for (const step of playbook.steps) {
    const place = document.getElementById(step.id);
    const what = place?.querySelector('.bg-step__what');
    if (!place || !what) continue;
    const last = incident?.steps.get(step.id)?.did ?? '';
    for (const did of ['done', 'failed', 'skipped', 'started']) place.classList.toggle(`bg-step--${did}`, did === last);
    let box = what.querySelector('.bg-step__do');
    if (!incident) {
      box?.remove();
      continue;
    }
    if (!box) what.append(box = make('div', { class: 'bg-step__do' }));
    redraw(box, stepControls(session, incident, playbook, step, 'step'));
  }
}
