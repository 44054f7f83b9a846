// The way through the decision tree, one question at a time.

import { decisionFor, settled } from './state.js';

/** @typedef {import('./playbook.js').Tree} Tree */
/** @typedef {import('./playbook.js').Target} Target */
/** @typedef {import('./state.js').Incident['answers'][number]} Move */
/**
 * @typedef {object} Stage A node on the way, and the answer that was given there.
 * @property {string} node
 * @property {number} way
 * @property {string} answer
 * @property {string} event
 *
 * @typedef {object} Path
 * @property {Stage[]} taken
 * @property {Target} here
 */

/**
 * Where the answers lead. An earlier question that is answered again starts a new way from there. The tree may be of
 * another version than the one that was answered: an answer to a question that is not on the way, or that reads
 * otherwise now, leads nowhere, and one that stands at another place is found by its words.
 * @param {Tree} tree
 * @param {Move[]} moves
 * @returns {Path}
 */
export function walk(tree, moves) {
  /** @type {Stage[]} */
  let taken = [];
  /** @type {Target} */
  let here = { kind: 'node', id: tree.start };
  for (const move of moves) {
    const node = Object.hasOwn(tree.nodes, move.node) ? tree.nodes[move.node] : undefined;
    if (!node) continue;
    const before = taken.findIndex((stage) => stage.node === move.node);
    if (move.type === 'goto') {
      taken = before < 0 ? taken : taken.slice(0, before);
      here = { kind: 'node', id: move.node };
      continue;
    }
    const way = node.ways[move.way]?.answer === move.answer ? move.way : node.ways.findIndex((one) => one.answer === move.answer);
    const to = node.ask && node.ask !== move.ask ? undefined : node.ways[way]?.to;
    if (!to) continue;
    if (!(here.kind === 'node' && here.id === move.node)) {
      if (before < 0) continue;
      taken = taken.slice(0, before);
    }
    taken.push({ node: move.node, way, answer: move.answer, event: move.id });
    here = to;
  }
  return { taken, here };
}

/**
 * The step that is worked on where the way stands: the one that the tree names, or, once an outcome is decided, the
 * first that is open from there on.
 * @param {import('./state.js').Incident} incident
 * @param {import('./playbook.js').Playbook} playbook
 * @param {Target} here
 */
export function stepAtHand(incident, { tree, steps }, here) {
  if (here.kind !== 'outcome') {
    const id = here.kind === 'node' ? tree.nodes[here.id]?.step : here.id;
    return steps.find((step) => step.id === id) ?? null;
  }
  const go = tree.outcomes[here.id]?.go;
  const from = go?.kind === 'step' && decisionFor(incident, here.id) ? steps.findIndex((step) => step.id === go.id) : -1;
  return from < 0 ? null : steps.slice(from).find((step) => !settled(incident, step.id)) ?? null;
}

/**
 * The names that the drawing of the tree gives to the nodes of a way and to where it stands (views/decisions.py): a
 * question has its own, an end is named after the answer that leads to it.
 * @param {Path} path
 * @returns {{nodes: string[], edges: string[], here: string}}
 */
export function drawn(path) {
  const nodes = path.taken.map((stage) => stage.node);
  const last = path.taken.at(-1);
  const here = path.here.kind === 'node' || !last ? path.here.id : `${last.node}>${last.way}`;
  const edges = [...nodes, here].slice(1).map((node, number) => `${nodes[number]} ${node}`);
  return { nodes, edges, here };
}
