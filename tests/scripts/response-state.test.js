import assert from 'node:assert/strict';
import test from 'node:test';
import { merged, newId, readEvent } from '../../overrides/components/response/log.js';
import { decisionFor, fold, lastAct, openScope, settled } from '../../overrides/components/response/state.js';
import { drawn, walk } from '../../overrides/components/response/path.js';
import { clash, read, written } from '../../overrides/components/response/transfer.js';
import { incidentRecord } from '../../overrides/components/response/record.js';
import { handover, report } from '../../overrides/components/response/report.js';
import { sentence } from '../../overrides/components/response/words.js';
import { answer, MINUTE, NOON, PLAYBOOK, step, Story } from './response.js';

/** @param {Story} story */
function state(story) {
  const folded = fold(story.log, ['sev1', 'sev2']);
  assert.ok(folded);
  return folded;
}

test('nothing is an incident before it is declared', () => {
  const story = new Story();
  assert.equal(fold(story.log.slice(1)), null);
});

test('the worst severity stays when it goes down', () => {
  const story = new Story();
  story.write(10, { type: 'severity', severity: 'sev2', levels: null, score: null, why: '' });
  assert.equal(state(story).severity, 'sev2');
  assert.equal(state(story).worst, 'sev1');
});

test('what is taken back stays in the log and counts no more', () => {
  const story = new Story();
  const done = story.write(5, step('step-count', 'done'));
  assert.ok(settled(state(story), 'step-count'));
  story.write(6, { type: 'undo', target: done });
  assert.equal(settled(state(story), 'step-count'), false);
  assert.ok(story.log.some(({ id }) => id === done));
});

test('the declaration cannot be taken back', () => {
  const story = new Story();
  story.write(6, { type: 'undo', target: /** @type {string} */ (story.log[0]?.id) });
  assert.equal(state(story).declared.name, 'Orders not charged');
});

test('the last act is what undo takes back next', () => {
  const story = new Story();
  const first = story.write(1, { type: 'note', text: 'one' });
  const second = story.write(2, { type: 'note', text: 'two' });
  assert.equal(lastAct(state(story))?.id, second);
  story.write(3, { type: 'undo', target: second });
  assert.equal(lastAct(state(story))?.id, first);
});

test('scope checks hold the gate until they are done or somebody says why not', () => {
  const story = new Story();
  assert.deepEqual(openScope(state(story), PLAYBOOK.steps).map(({ id }) => id), ['step-count']);
  story.write(1, step('step-count', 'failed'));
  assert.equal(openScope(state(story), PLAYBOOK.steps).length, 1);
  story.write(2, { type: 'override', reason: 'Money is leaving', open: ['step-count'] });
  assert.equal(openScope(state(story), PLAYBOOK.steps).length, 0);
});

test('a clock that is put back does not put the incident back', () => {
  const story = new Story();
  story.write(10, { type: 'note', text: 'before' });
  story.write(-50, { type: 'jump', ms: -60 * MINUTE });
  story.write(-50, { type: 'jump', ms: -60 * MINUTE }); // the other tab saw it as well
  story.write(-49, { type: 'note', text: 'after' });
  const notes = state(story).log.filter(({ type }) => type === 'note');
  assert.deepEqual(notes.map(({ time }) => (time - NOON) / MINUTE), [10, 11]);
});

test('a clock that goes forward is told and not taken out: the machine may have slept', () => {
  const story = new Story();
  story.write(70, { type: 'jump', ms: 60 * MINUTE });
  story.write(71, { type: 'note', text: 'after' });
  const last = state(story).log.at(-1);
  assert.equal(last && (last.time - NOON) / MINUTE, 71);
});

test('logs of two tabs become one, in the same order whichever comes first', () => {
  const one = new Story();
  const other = new Story();
  other.incident = one.incident;
  other.log = [...one.log];
  one.write(1, { type: 'note', text: 'one' });
  other.write(2, { type: 'note', text: 'other' });
  const ids = merged(one.log, other.log).map(({ id }) => id);
  assert.equal(ids.length, 4);
  assert.deepEqual(merged(other.log, one.log).map(({ id }) => id), ids);
});

test('the path follows the answers and ends at an outcome', () => {
  const story = new Story();
  story.write(1, answer('known', 0));
  story.write(2, answer('stop-first', 0));
  story.write(3, answer('proven', 0));
  const path = walk(PLAYBOOK.tree, state(story).answers);
  assert.deepEqual(path.here, { kind: 'outcome', id: 'fix' });
  assert.deepEqual(drawn(path), {
    nodes: ['known', 'stop-first', 'proven'],
    edges: ['known stop-first', 'stop-first proven', 'proven proven>0'],
    here: 'proven>0',
  });
});

test('an earlier question that is answered again starts a new way', () => {
  const story = new Story();
  story.write(1, answer('known', 0));
  story.write(2, answer('known', 1));
  const path = walk(PLAYBOOK.tree, state(story).answers);
  assert.equal(path.here.kind, 'step');
  assert.equal(path.taken.length, 1);
});

test('going back to a question asks it again', () => {
  const story = new Story();
  story.write(1, answer('known', 1));
  story.write(2, { type: 'goto', node: 'known', ask: '', why: '' });
  assert.deepEqual(walk(PLAYBOOK.tree, state(story).answers), { taken: [], here: { kind: 'node', id: 'known' } });
});

test('answers to questions that the tree no longer has lead nowhere', () => {
  const story = new Story();
  story.write(1, { type: 'answer', node: 'constructor', ask: '', way: 0, answer: '', known: '', role: '' });
  assert.equal(walk(PLAYBOOK.tree, state(story).answers).here.id, 'known');
});

test('an export comes back as it was', () => {
  const story = new Story();
  story.write(1, step('step-count', 'done'));
  assert.deepEqual(read(written(story.log)), { events: story.log });
});

for (const [what, text, said] of /** @type {[string, string, RegExp][]} */ ([
  ['no JSON', '{', /no JSON/],
  ['another file', '{"a": 1}', /holds no incident/],
  ['a later version', '{"format": "breakglass-incident", "version": 2, "events": []}', /version 2/],
  ['an empty log', '{"format": "breakglass-incident", "version": 1, "events": []}', /declared/],
  ['a damaged event', '{"format": "breakglass-incident", "version": 1, "events": [{"type": "note"}]}', /Event 1 .*damaged/],
  ['a list', '[]', /holds no incident/],
])) {
  test(`an import of ${what} says what is wrong`, () => {
    const result = read(text);
    assert.ok('fault' in result);
    assert.match(result.fault, said);
  });
}

test('an import takes only the fields that an event has', () => {
  const story = new Story();
  const [declared] = story.log;
  assert.deepEqual(readEvent({ ...declared, extra: '<script>' }), declared);
  assert.equal(readEvent({ ...declared, at: '2026-13-45T99:99Z' }), null);
  assert.equal(readEvent({ ...declared, seq: Infinity }), null);
  assert.equal(readEvent({ ...declared, id: '../../x' }), null);
  assert.equal(readEvent({ ...declared, type: 'toString' }), null);
  const message = `{"type": "message", "message": "m", "title": "t", "to": "x", "text": "y", "update": false, "expired": "", "values": {"__proto__": "p", "constructor": "c"}}`;
  const sent = readEvent({ ...declared, ...JSON.parse(message) });
  assert.ok(sent);
  story.log.push({ ...sent, id: newId(), seq: NOON * 2 });
  assert.equal(Object.getPrototypeOf(state(story).values), Object.prototype);
  assert.equal(/** @type {any} */ ({}).p, undefined);
});

test('what two machines wrote apart stands in the order of time, whoever wrote more', () => {
  const one = new Story();
  const other = new Story();
  other.incident = one.incident;
  other.log = [...one.log];
  for (const minute of [1, 2, 3]) one.write(minute, { type: 'note', text: `one ${minute}` });
  other.write(90, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Late' });
  one.write(60, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Early' });
  const events = merged(one.log, other.log);
  assert.deepEqual(events.map(({ at }) => at), events.map(({ at }) => at).toSorted());
  assert.equal(fold(events)?.roles.get('incident-lead')?.who, 'Late');
});

test('of two events with one id the one that is here counts', () => {
  const story = new Story();
  const [first, ...rest] = story.log;
  assert.ok(first);
  const forged = /** @type {any} */ ({ ...first, name: 'Something else' });
  assert.deepEqual(merged(story.log, [forged]), [first, ...rest]);
  assert.match(clash(story.log, [forged]), /One line .*differs.*Nothing was taken/);
  assert.equal(clash(story.log, story.log), '');
  assert.equal(clash([], story.log), '');
});

test('a second declaration changes nothing that is here', () => {
  const story = new Story();
  const log = [...story.log];
  const other = story.write(-10, { ...fact(log[0]), type: 'declared', name: 'Another story' });
  const added = story.log.filter(({ id }) => id === other);
  assert.match(clash(log, added), /Nothing was taken/);
  const result = read(written(story.log));
  assert.ok('fault' in result && /twice/.test(result.fault));
});

test('an import of what a newer edition writes does not call it damaged', () => {
  const story = new Story();
  const newer = JSON.stringify({ format: 'breakglass-incident', version: 1, events: [...story.log, { ...story.log[0], type: 'bridge' }] });
  const result = read(newer);
  assert.ok('fault' in result && /Event 3 .*edition/.test(result.fault), JSON.stringify(result));
});

test('numbers and times that no incident has stop nothing', () => {
  const story = new Story();
  const far = story.write(1, { type: 'jump', ms: -(2 ** 52) });
  for (let turn = 0; turn < 5; turn += 1) story.write(2 + 10 * turn, { type: 'jump', ms: -(2 ** 52) + turn * MINUTE });
  story.write(3, { type: 'clock', duty: 'x', minutes: 2 ** 52, started: '9999-12-31T23:59Z' });
  assert.ok(far);
  const incident = state(story);
  for (const event of incident.log) assert.ok(sentence(event));
  assert.ok(report(incident, PLAYBOOK));
  assert.ok(handover(incident, PLAYBOOK, NOON));
  assert.ok(incidentRecord(incident, PLAYBOOK, NOON));
  const [declared] = story.log;
  assert.equal(readEvent({ ...declared, seq: Number.MAX_SAFE_INTEGER }), null);
  assert.equal(readEvent({ ...declared, type: 'jump', ms: 1e300 }), null);
});

test('the order holds above the largest count that a file may bring', () => {
  const story = new Story();
  const [declared] = story.log;
  assert.ok(declared);
  story.log.push({ ...declared, type: 'note', text: 'far', seq: 2 ** 52, id: newId() });
  const [one, two] = [story.write(1, { type: 'note', text: 'a' }), story.write(2, { type: 'note', text: 'b' })];
  assert.deepEqual(merged(story.log, []).slice(-2).map(({ id }) => id), [one, two]);
});

test('an answer is found by its words when the tree has changed, or leads nowhere', () => {
  const story = new Story();
  story.write(1, answer('known', 0));
  /** @type {import('../../overrides/components/response/playbook.js').Tree} */
  const turned = structuredClone(PLAYBOOK.tree);
  turned.nodes.known?.ways.reverse();
  assert.equal(walk(turned, state(story).answers).here.id, 'stop-first');
  assert.equal(walk(turned, state(story).answers).taken[0]?.way, 1);
  const other = structuredClone(PLAYBOOK.tree);
  Object.assign(other.nodes.known ?? {}, { ask: 'Is the scope unknown?' });
  assert.deepEqual(walk(other, state(story).answers), { taken: [], here: { kind: 'node', id: 'known' } });
});

test('a tree that leads back to an earlier question is followed round', () => {
  const story = new Story();
  const tree = structuredClone(PLAYBOOK.tree);
  const node = tree.nodes.proven;
  assert.ok(node);
  node.ways.push({ answer: 'No', to: { kind: 'node', id: 'known' } });
  const acts = [answer('known', 0), answer('stop-first', 0), { ...answer('proven', 0), way: 1, answer: 'No' }, answer('known', 0)];
  acts.forEach((act, number) => story.write(number + 1, /** @type {any} */ (act)));
  const path = walk(tree, state(story).answers);
  assert.deepEqual(path.taken.map((stage) => stage.node), ['known', 'stop-first', 'proven', 'known']);
  assert.equal(path.here.id, 'stop-first');
});

test('who comes back to an outcome decides anew', () => {
  const story = new Story();
  story.write(1, answer('proven', 0));
  const first = story.write(2, { type: 'decision', outcome: 'fix', title: 'Mend it', role: 'incident-lead', known: 'a' });
  assert.equal(decisionFor(state(story), 'fix')?.id, first);
  story.write(3, { type: 'goto', node: 'proven', ask: '', why: 'Step 2 did not work' });
  story.write(4, answer('proven', 0));
  assert.equal(decisionFor(state(story), 'fix'), undefined);
  const second = story.write(5, { type: 'decision', outcome: 'fix', title: 'Mend it', role: 'incident-lead', known: 'b' });
  assert.equal(decisionFor(state(story), 'fix')?.id, second);
  assert.equal(state(story).decisions.length, 2);
});

/** @param {any} event @returns {any} */
function fact({ id, incident, seq, at, offset, by, ...rest }) {
  void [id, incident, seq, at, offset, by];
  return rest;
}
