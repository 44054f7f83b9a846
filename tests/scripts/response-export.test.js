import assert from 'node:assert/strict';
import test from 'node:test';
import { approvalEnded, fill, FORMS, knownValues, plain } from '../../overrides/components/response/filling.js';
import { incidentRecord, recordId } from '../../overrides/components/response/record.js';
import { handover, report } from '../../overrides/components/response/report.js';
import { fold } from '../../overrides/components/response/state.js';
import { answer, MINUTE, NOON, PLAYBOOK, step, Story } from './response.js';

/** @param {Story} story */
function state(story) {
  const folded = fold(story.log, ['sev1', 'sev2']);
  assert.ok(folded);
  return folded;
}

test('blanks are filled from the incident, and what nobody filled is marked', () => {
  const story = new Story();
  story.write(1, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Mara' });
  const values = knownValues(state(story), PLAYBOOK, { now: NOON + 2 * MINUTE, offset: 60, address: 'https://x.example/p' });
  const { text, missing } = fill('{incident_name}: {severity} since {started_at}. {lead_name}, {next_update}, {count} {toString}', values);
  assert.equal(text, 'Orders not charged: SEV1 Critical since 12:31 UTC+1. Mara, 13:32 UTC+1, [TO FILL: count] {toString}');
  assert.deepEqual(missing, ['count']);
});

test('a message takes the form of where it is pasted', () => {
  const body = '**Now:** *off* & <out>\n\nSee [the page](https://x.example/a_b)';
  assert.equal(FORMS.text('Sub', body), 'Sub\n\nNow: off & <out>\n\nSee the page (https://x.example/a_b)');
  assert.equal(FORMS.markdown('Sub', body), `**Sub**\n\n${body}`);
  const slack = JSON.parse(FORMS.slack('Sub', body));
  assert.deepEqual(slack.blocks.map((/** @type {any} */ one) => one.text.text), ['Sub', '*Now:* _off_ &amp; &lt;out&gt;', 'See <https://x.example/a_b|the page>']);
  assert.equal(JSON.parse(FORMS.teams('', body)).body.length, 2);
  assert.equal(plain('2 * 3 * 4'), '2 * 3 * 4');
});

test('an approval ends after its last day', () => {
  const message = /** @type {any} */ ({ until: '2026-11-26' });
  assert.equal(approvalEnded(message, NOON), false);
  assert.equal(approvalEnded(message, NOON + 24 * 60 * MINUTE), true);
  assert.equal(approvalEnded(/** @type {any} */ ({ until: '' }), NOON), false);
});

test('the record has its times in order and says what is still to be written', () => {
  const story = new Story();
  story.write(9, { type: 'milestone', reached: 'contained', moment: '2026-11-26T12:08:00Z' });
  story.write(20, { type: 'closed', summary: '' });
  const record = /** @type {any} */ (incidentRecord(state(story), PLAYBOOK, NOON + 60 * MINUTE));
  assert.deepEqual(record.times, {
    started: '2026-11-26T11:31Z',
    detected: '2026-11-26T11:55Z',
    acknowledged: '2026-11-26T12:00Z',
    contained: '2026-11-26T12:08Z',
    recovered: '2026-11-26T12:20Z',
  });
  assert.match(record.summary, /^TODO .*time of recovery/);
  assert.deepEqual(record.updates, { due: 0, on_time: 0 });
});

test('the timeline of a record names roles and no people', () => {
  const story = new Story();
  story.write(1, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Mara' });
  story.write(2, { type: 'note', text: 'Mara opens\nthe bridge' });
  story.write(3, { type: 'decision', outcome: 'fix', title: 'Mend it', role: 'incident-lead', known: '84 orders' });
  const { timeline } = /** @type {any} */ (incidentRecord(state(story), PLAYBOOK, NOON + MINUTE));
  assert.deepEqual(timeline.slice(-3).map((/** @type {any} */ one) => one.what), [
    'Incident lead is taken', 'the incident lead opens the bridge', 'Decided: Mend it',
  ]);
  assert.deepEqual(timeline.at(-1).decision, { chose: 'Mend it', by: 'incident-lead', known: '84 orders' });
});

test('an id has no letter that an id may not have', () => {
  assert.equal(recordId('Aufträge: nicht — gebucht?', NOON), 'inc-2026-11-26-auftrage-nicht-gebucht');
  assert.equal(recordId('注文', NOON), 'inc-2026-11-26');
});

test('no text of the log can start anything in the report', () => {
  const story = new Story();
  story.write(1, { type: 'note', text: '# head\n<img src=x> [a](javascript:x)' });
  assert.ok(report(state(story), PLAYBOOK).includes('(mara): \\# head \\<img src=x\\> \\[a\\](javascript:x)'));
});

test('the hand-over sheet says who, what runs, where we are and what comes next', () => {
  const story = new Story();
  story.write(1, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Mara' });
  story.write(2, answer('known', 0));
  story.write(3, step('step-pause', 'started'));
  const sheet = handover(state(story), PLAYBOOK, NOON + 10 * MINUTE);
  for (const part of ['Incident lead: Mara', 'Next update: 2026-11-26T12:30Z, in 20 min', 'Is the scope known? **Yes**',
    'Scope checks that are open', 'Begun and not finished', '- [ ] Say it aloud']) {
    assert.ok(sheet.includes(part), part);
  }
});

test('the report says what was taken back', () => {
  const story = new Story();
  const done = story.write(2, step('step-count', 'done'));
  const undo = story.write(3, { type: 'undo', target: done });
  story.write(4, { type: 'undo', target: undo });
  const lines = report(state(story), PLAYBOOK).split('\n').filter((line) => line.includes('Taken back'));
  assert.match(lines.join(), /\(mara\): Taken back$/, 'what takes back what takes back leads nowhere');
  story.log.pop();
  assert.match(report(state(story), PLAYBOOK), /\(mara\): Taken back: Step 1 done: Count the orders\n/);
});
