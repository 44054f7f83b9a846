// The guided path: one question of the decision tree at a time, and what to do at the end of it.

import { button, folded, make } from './element.js';
import { ask } from './form.js';
import { how, stepLink } from './how.js';
import { drawn, stepAtHand, walk } from './path.js';
import { decisionFor, lastAct, settled } from './state.js';
import { stepControls, tick } from './steps.js';
import { sentence } from './words.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @returns {HTMLElement[]}
 */
export function guide(session, incident, playbook) {
  const path = walk(playbook.tree, incident.answers);
  return [
    ...stage(session, incident, playbook, path),
    back(session, incident, playbook, path),
    ...(path.taken.length ? [way(playbook, path)] : []),
  ];
}

/**
 * The heading of a stage takes the focus when it is new: it is read aloud, and a key that is pressed twice does not
 * answer a question that nobody has read.
 * @param {string} id
 */
const asked = (id) => ({ class: 'bg-guide__ask', tabindex: '-1', 'data-key': `guide-stage-${id}` });

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {import('./path.js').Path} path
 * @returns {HTMLElement[]}
 */
function stage(session, incident, playbook, path) {
  const { here } = path;
  if (here.kind === 'outcome') return outcome(session, incident, playbook, here.id);
  if (here.kind === 'record') {
    return [
      make('p', { class: 'bg-guide__kind' }, 'Go on there'),
      make('h4', asked(here.id), here.href ? make('a', { href: here.href }, here.title ?? here.id) : here.title ?? here.id),
      make('p', {}, 'This incident stays open in the bar below while you read there.'),
    ];
  }
  const last = path.taken.at(-1);
  if (here.kind === 'step') {
    const step = playbook.steps.find((one) => one.id === here.id);
    const before = last && playbook.tree.nodes[last.node];
    if (!step) return [];
    return [
      ...work(session, incident, playbook, step),
      ...(last && before?.ask && settled(incident, step.id)
        ? [button(`Ask again: ${before.ask}`, 'guide-again', () => void session.act(incident, {
            type: 'goto', node: last.node, ask: before.ask, why: '',
          }), 'bg-button--primary bg-guide__answer')]
        : []),
    ];
  }
  const node = playbook.tree.nodes[here.id];
  if (!node) return [];
  if (!node.ask) {
    const step = playbook.steps.find((one) => one.id === node.step);
    /** @param {string} answer */
    const on = (answer) => session.act(incident, { type: 'answer', node: here.id, ask: step?.text ?? here.id, way: 0, answer, known: '', role: '' });
    if (!step) return [button('Go on', `guide-on-${here.id}`, () => void on(''), 'bg-guide__answer')];
    const done = settled(incident, step.id);
    return work(session, incident, playbook, step, button(done ? 'Go on' : 'Done, go on', `guide-on-${here.id}`, () => void (async () => {
      if (done || await tick(session, incident, playbook, step, 'done')) await on('');
    })(), 'bg-guide__answer'));
  }
  return [
    make('p', { class: 'bg-guide__kind' }, node.decides ? `Question, ${node.decides.title} decides` : 'Question'),
    make('h4', { ...asked(here.id), id: 'guide-ask' }, node.ask),
    ...(node.help ? [make('p', { class: 'bg-guide__help' }, node.help)] : []),
    make('div', { class: 'bg-guide__answers', role: 'group', 'aria-labelledby': 'guide-ask' },
      ...node.ways.map(({ answer }, number) => button(answer, `guide-${here.id}-${number}`, () => void (async () => {
        const known = node.decides ? await knownThen(node.decides.title, answer) : '';
        if (known === null) return;
        await session.act(incident, {
          type: 'answer', node: here.id, ask: node.ask, way: number, answer, known, role: node.decides?.id ?? '',
        });
      })(), 'bg-guide__answer'))),
  ];
}

/**
 * @param {string} role
 * @param {string} choice
 * @param {string} [before] What was known at the question that led here.
 * @returns {Promise<string | null>} What is known at the moment of a decision.
 */
async function knownThen(role, choice, before = '') {
  const values = await ask({
    title: `${role} decides: ${choice}`,
    intro: 'The review asks what was known at this moment, not what comes to light later.',
    submit: 'Decide',
    fields: [{ name: 'known', label: 'What is known now', kind: 'long', value: before, required: true }],
  });
  return values ? values.known?.trim() ?? '' : null;
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {import('./playbook.js').Step} step
 * @param {HTMLElement | null} [first] Stands in the place of `Done`.
 */
function work(session, incident, playbook, step, first = null) {
  return [
    make('p', { class: 'bg-guide__kind' }, `Step ${step.number}, ${step.role}, within ${step.minutes} min`),
    make('h4', asked(step.id), step.text),
    make('p', { class: 'bg-guide__help' }, `Worked if: ${step.verify}`),
    stepControls(session, incident, playbook, step, 'guide', first),
    how(step),
  ].filter((part) => part !== null);
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {string} id
 */
function outcome(session, incident, playbook, id) {
  const end = playbook.tree.outcomes[id];
  if (!end) return [];
  const decided = decisionFor(incident, id);
  const go = end.go?.kind === 'step' ? end.go : null;
  const last = incident.answers.at(-1);
  const before = last?.type === 'answer' ? last.known : '';
  const next = stepAtHand(incident, playbook, { kind: 'outcome', id });
  const known = decided ? `Decided by the ${end.decides.title.toLowerCase()}. Known then: ${decided.known}` : '';
  // From here on it is one step at a time, as the playbook has them.
  if (next) {
    return [
      make('p', { class: 'bg-guide__decided' }, make('strong', {}, `${end.gate}: ${end.title}. `), known),
      ...work(session, incident, playbook, next),
    ];
  }
  return [
    make('p', { class: 'bg-guide__kind' }, `${end.gate}, ${end.decides.title} decides`),
    make('h4', asked(id), end.title),
    make('p', { class: 'bg-guide__help' }, end.criteria),
    decided
      ? make('p', { class: 'bg-guide__decided' }, known)
      : button('Decide this', 'guide-decide', () => void (async () => {
          const now = await knownThen(end.decides.title, end.title, before);
          if (now !== null) {
            await session.act(incident, { type: 'decision', outcome: id, title: end.title, role: end.decides.id, known: now });
          }
        })(), 'bg-button--primary bg-guide__answer'),
    decided && go ? make('p', {}, 'All steps from there on are dealt with. Close the incident when it holds.') : null,
    !decided && go ? make('p', {}, 'Goes on with ', stepLink(go.id, go.title ?? go.id)) : null,
  ].filter((part) => part !== null);
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {import('./path.js').Path} path
 */
function back(session, incident, playbook, path) {
  const last = path.taken.at(-1);
  const act = lastAct(incident);
  const question = last && playbook.tree.nodes[last.node];
  // Where the last thing done is the answer, or the step in view with its `Take back`, both would be the same.
  const { here } = path;
  const step = here.kind === 'node' ? playbook.tree.nodes[here.id]?.step : here.id;
  const same = (question && act?.id === last.event) || (act?.type === 'step' && act.step === step && settled(incident, act.step));
  return make('p', { class: 'bg-guide__back' },
    question
      ? button('Back one question', 'guide-back', () => void session.act(incident, { type: 'undo', target: last.event }), 'bg-button--small')
      : null,
    act && !same && !incident.closed
      ? button(`Undo: ${shortened(sentence(act))}`, 'guide-undo', () => void session.undo(incident), 'bg-button--small')
      : null);
}

/** @param {string} text */
const shortened = (text) => (text.length > 30 ? `${text.slice(0, 29).trimEnd()}…` : text);

/** @param {Playbook} playbook @param {import('./path.js').Path} path */
function way(playbook, path) {
  return folded('way', [`The way taken: ${path.taken.length} ${path.taken.length === 1 ? 'stage' : 'stages'}`], () => [
    make('ol', {}, ...path.taken.map((one) => {
      const node = playbook.tree.nodes[one.node];
      const step = playbook.steps.find(({ id }) => id === node?.step);
      return make('li', {}, `${node?.ask || step?.text || one.node} `, make('strong', {}, one.answer));
    })),
  ]);
}

/**
 * Marks the way in the drawing of the tree.
 * @param {Playbook} playbook
 * @param {Incident | null} incident
 */
export function markTree(playbook, incident) {
  const box = document.querySelector('#decision-tree svg');
  if (!box) return;
  const way = incident ? drawn(walk(playbook.tree, incident.answers)) : { nodes: [], edges: [], here: '' };
  for (const group of box.querySelectorAll('[data-node]')) {
    const name = group.getAttribute('data-node') ?? '';
    group.classList.toggle('bg-diagram__node--taken', way.nodes.includes(name));
    group.classList.toggle('bg-diagram__node--here', name === way.here);
    const link = group.querySelector('a');
    if (name === way.here) link?.setAttribute('aria-current', 'step');
    else link?.removeAttribute('aria-current');
  }
  for (const group of box.querySelectorAll('[data-edge]')) {
    group.classList.toggle('bg-diagram__edge--taken', way.edges.includes(group.getAttribute('data-edge') ?? ''));
  }
}
