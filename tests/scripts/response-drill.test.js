import assert from 'node:assert/strict';
import test from 'node:test';
import { drillRun, injectsDue } from '../../overrides/components/response/drill.js';
import { fold } from '../../overrides/components/response/state.js';
import { MINUTE, NOON, Story } from './response.js';

const DRILL = {
  id: 'friday', title: 'Friday', scenario: '', playbooks: [],
  injects: [
    { minutes: 0, to: 'Resolver', what: 'The monitor pages', expect: '' },
    { minutes: 8, to: 'Liaison', what: 'Finance asks', expect: '' },
  ],
};

/** @param {Story} story */
function state(story) {
  const folded = fold(story.log);
  assert.ok(folded);
  return folded;
}

test('an inject comes in at its time, once', () => {
  const story = new Story();
  /** @param {number} minutes */
  const due = (minutes) => injectsDue(state(story), DRILL, NOON + minutes * MINUTE);
  assert.deepEqual(due(1), [{ type: 'inject', number: 1, text: 'To Resolver: The monitor pages' }]);
  story.write(1, /** @type {import('../../overrides/components/response/log.js').Fact} */ (due(1)[0]));
  assert.deepEqual(due(1), []);
  assert.deepEqual(due(9).map(({ number }) => number), [2]);
  story.write(9, { type: 'closed', summary: '' });
  assert.deepEqual(due(99), []);
});

test('an inject that two tabs brought in stands once', () => {
  const story = new Story();
  story.write(1, { type: 'inject', number: 1, text: 'a' });
  story.write(1, { type: 'inject', number: 1, text: 'a' });
  assert.equal(state(story).log.filter(({ type }) => type === 'inject').length, 1);
});

test('the run of a drill has its day, people and times', () => {
  const story = new Story();
  story.write(1, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Tomas Lind' });
  story.write(30, { type: 'milestone', reached: 'contained', moment: '2026-11-26T12:17:00Z' });
  const run = drillRun(state(story));
  assert.equal(run.date, '2026-11-26');
  assert.equal(run.lead, 'mara');
  assert.deepEqual(run.people, ['tomas-lind']);
  assert.deepEqual(run.times, { 'time-to-contain': '22m' });
});
