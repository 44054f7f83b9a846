// The steps of the page as a checklist: done, did not work, left out, with the time there is; and the gate before them.

import { make, button } from './element.js';
import { ask } from './form.js';
import { reveal, stepLink } from './how.js';
import { openScope, settled } from './state.js';
import { clockTime, long } from './times.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/** @typedef {import('./playbook.js').Step} Step */

const DID = { started: 'Begun', done: 'Done', failed: 'Did not work', skipped: 'Left out' };

/**
 * Whether the step may be worked on: corrective ones wait for the scope checks, or for somebody who says why not.
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {Step} step
 */
async function passesGate(session, incident, playbook, step) {
  const open = step.changes ? openScope(incident, playbook.steps) : [];
  if (!open.length) return true;
  const checks = open.map((check) => ({ check, name: `check-${check.id}` }));
  const values = await ask({
    title: 'The scope is not known yet',
    intro: `Step ${step.number} changes something. A repair without the scope is how one incident becomes two.`,
    submit: 'Go on',
    fields: [
      ...checks.map(({ check, name }) => /** @type {const} */ ({
        name, label: `Step ${check.number}. ${check.text}`, kind: 'check', group: 'Tick what is done by now',
      })),
      { name: 'reason', label: 'Reason to go on without the rest', kind: 'long', required: true, unless: checks.map(({ name }) => name) },
    ],
  });
  if (!values) return false;
  const left = checks.filter(({ name }) => !values[name]).map(({ check }) => check);
  await session.act(
    incident,
    ...checks.filter(({ name }) => values[name]).map(({ check }) => became(check, 'done')),
    ...(left.length ? [/** @type {const} */ ({ type: 'override', reason: values.reason?.trim() ?? '', open: left.map((one) => one.id) })] : []),
  );
  return true;
}

/**
 * @param {Step} step
 * @param {'started' | 'done' | 'failed' | 'skipped'} did
 * @param {string} [note]
 * @returns {import('./log.js').StepDone}
 */
function became(step, did, note = '') {
  return { type: 'step', step: step.id, number: step.number, text: step.text, did, note };
}

/**
 * Writes down what became of a step.
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {Step} step
 * @param {'started' | 'done' | 'failed' | 'skipped'} did
 * @returns {Promise<boolean>} Whether it was written down.
 */
export async function tick(session, incident, playbook, step, did) {
  let note = '';
  if (did === 'failed' || did === 'skipped') {
    const values = await ask({
      title: did === 'failed' ? `Step ${step.number} did not work` : `Leave step ${step.number} out`,
      intro: did === 'failed' ? `Then: ${step.otherwise}` : '',
      submit: 'Write it down',
      fields: [{ name: 'note', label: did === 'failed' ? 'What happened' : 'Why', required: did === 'skipped' }],
    });
    if (!values) return false;
    note = values.note?.trim() ?? '';
  } else if (!(await passesGate(session, incident, playbook, step))) {
    return false;
  }
  await session.act(incident, became(step, did, note));
  if (did === 'failed') await follow(session, incident, playbook, step);
  return true;
}

/**
 * After a step that did not work: to the question that its record names, or to where its link leads.
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {Step} step
 */
async function follow(session, incident, playbook, step) {
  const node = step.go?.startsWith('#decision-') ? step.go.slice('#decision-'.length) : '';
  const question = playbook.tree.nodes[node];
  if (question) {
    await session.act(incident, { type: 'goto', node, ask: question.ask, why: `Step ${step.number} did not work` });
  } else if (step.go?.startsWith('#')) {
    const atDesk = document.activeElement?.closest('[data-response-panel]');
    if (!(atDesk && reveal(step.go.slice(1)))) document.location.hash = step.go;
  }
  session.say(`Then: ${step.otherwise}`);
}

/**
 * The buttons and times of one step.
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {Step} step
 * @param {string} place Tells the same buttons in two places apart.
 * @param {HTMLElement | null} [first] Stands before the other buttons, in the place of `Done`.
 * @returns {HTMLElement}
 */
export function stepControls(session, incident, playbook, step, place, first = null) {
  const last = incident.steps.get(step.id);
  const open = step.changes ? openScope(incident, playbook.steps) : [];
  const closed = open.length > 0 && !settled(incident, step.id);
  first?.classList.toggle('bg-button--primary', !closed);
  /** @param {'started' | 'done' | 'failed' | 'skipped'} did */
  const act = (did) => () => void tick(session, incident, playbook, step, did);
  /** @param {string} name */
  const key = (name) => `${place}-${step.id}-${name}`;
  /** @param {string} text @param {'started' | 'done' | 'failed' | 'skipped'} did @param {string} [style] */
  const control = (text, did, style) => {
    const made = button(text, key(did), act(did), style);
    made.append(make('span', { class: 'bg-visually-hidden' }, `, step ${step.number}`));
    return made;
  };
  if (incident.closed) return make('div', { class: 'bg-do' }, state(session, incident, step));
  return make('div', { class: 'bg-do' },
    closed
      ? make('p', { class: 'bg-do__gate' }, 'Closed until the scope checks are done: ', ...open.flatMap((check, index) => [
          index ? ', ' : '', stepLink(check.id, `step ${check.number}`),
        ]))
      : null,
    state(session, incident, step),
    last?.did === 'failed' ? make('p', { class: 'bg-do__then' }, make('strong', {}, 'Then: '), step.otherwise) : null,
    first,
    ...(settled(incident, step.id)
      ? [button('Take back', key('back'), () => last && void session.act(incident, { type: 'undo', target: last.id }))]
      : [
          first ? null : control('Done', 'done', `${closed ? '' : 'bg-button--primary'} ${place === 'guide' ? 'bg-guide__answer' : ''}`),
          last ? null : control('Begin', 'started'),
          control('Did not work', 'failed'),
          control('Leave out', 'skipped'),
        ].filter((one) => one !== null)),
  );
}

/**
 * What became of a step and when, in two words; nothing while nothing did.
 * @param {Session} session
 * @param {Incident} incident
 * @param {Step} step
 */
export function told(session, incident, step) {
  const last = incident.steps.get(step.id);
  return last ? `${DID[last.did]} ${clockTime(last.time + incident.correction, session.offset)}` : '';
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Step} step
 */
function state(session, incident, step) {
  const last = incident.steps.get(step.id);
  if (!last) return null;
  const box = make('p', { class: `bg-do__state bg-do__state--${last.did}` }, `${told(session, incident, step)}${last.by ? ` by ${last.by}` : ''}${last.note ? `: ${last.note}` : ''}`);
  if (last.did === 'started' && !incident.closed) {
    box.append(make('span', { class: 'bg-do__left', 'data-due': String(last.time + step.minutes * 60_000) }));
  }
  return box;
}

/**
 * Brings the running times under a part of the page up to date.
 * @param {ParentNode} root
 * @param {number} now On the incident's own time.
 */
export function runTimes(root, now) {
  for (const box of root.querySelectorAll('.bg-do__left[data-due]')) {
    if (!(box instanceof HTMLElement)) continue;
    const left = Number(box.dataset.due) - now;
    const text = left >= 0 ? ` ${long(left)} left` : ` ${long(left)} over`;
    if (box.textContent !== text) box.textContent = text;
    box.classList.toggle('bg-do__left--late', left < 0);
  }
}
