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
  const id = '0a1b2c3d-0000-4000-8000-000000000000';
  assert.equal(recordId('Aufträge: nicht — gebucht?', NOON, id), 'inc-2026-11-26-auftrage-nicht-gebucht');
  // Two of one day would be one file.
  assert.equal(recordId('注文', NOON, id), 'inc-2026-11-26-0a1b2c3d');
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
  for (const part of ['Incident lead: Mara', 'Next update: 2026-11-26 12:30 UTC, in 20 min', 'Is the scope known? **Yes**',
    'Scope checks that are open', 'Begun and not finished', '- [ ] Say it aloud']) {
    assert.ok(sheet.includes(part), part);
  }
  story.write(4, answer('stop-first', 0));
  const last = (/** @type {string} */ text) => text.split('## Last ten lines')[1];
  assert.equal(last(handover(state(story), PLAYBOOK, NOON)), last(sheet), 'going on after a step is no line of its own');
});

test('the hand-over sheet goes on where the desk stands, and says what was left before it and why the gate was passed', () => {
  const story = new Story();
  story.write(1, answer('known', 0));
  story.write(2, answer('stop-first', 0));
  story.write(3, answer('proven', 0));
  const sheet = () => handover(state(story), PLAYBOOK, NOON + 10 * MINUTE);
  assert.match(sheet(), /- Outcome: Mend it, not decided yet\n/);
  assert.match(sheet(), /## Next steps\n\n- Step 1/);
  story.write(4, { type: 'decision', outcome: 'fix', title: 'Mend it', role: 'incident-lead', known: '84 orders' });
  story.write(5, { type: 'override', reason: 'Money leaves', open: ['step-count'] });
  assert.match(sheet(), /- Outcome: Mend it\n- Scope gate passed with 1 check open\. Reason: Money leaves\n/);
  assert.match(sheet(), /## Next steps\n\n- Step 2: Turn the flow off\n\n## Earlier steps that are open\n\n- Step 1: Count the orders\n/);
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

test('lines after the recovery are left out of the record, where they stand elsewhere, and a note of the recovery stands at its time', () => {
  const story = new Story();
  story.write(30, { type: 'milestone', reached: 'contained', moment: '2026-11-26T12:10:00.000Z' });
  story.write(31, { type: 'milestone', reached: 'recovered', moment: '2026-11-26T12:20:00.000Z' });
  story.write(15, { type: 'note', text: 'between' });
  story.write(40, { type: 'note', text: 'all clear is sent' });
  const record = /** @type {any} */ (incidentRecord(state(story), PLAYBOOK, NOON + 60 * MINUTE));
  const lines = record.timeline.map((/** @type {any} */ { at, what }) => `${at} ${what}`).slice(2);
  assert.match(lines[0], /^2026-11-26T12:10Z Contained/);
  assert.equal(lines[1], '2026-11-26T12:15Z between');
  assert.match(lines[2], /^2026-11-26T12:20Z Recovered/);
  assert.equal(lines.length, 3);
  assert.match(record.summary, /1 later line stands in the report only/);
});

test('times that the record cannot have as they were noted are named', () => {
  const story = new Story();
  story.write(30, { type: 'milestone', reached: 'contained', moment: '2026-11-26T11:57:00.000Z' });
  story.write(31, { type: 'jump', ms: -60 * MINUTE });
  const { summary, times } = /** @type {any} */ (incidentRecord(state(story), PLAYBOOK, NOON + 60 * MINUTE));
  assert.equal(times.contained, '2026-11-26T12:00Z');
  assert.match(summary, /time of containment: it was noted as 2026-11-26T11:57Z/);
  assert.match(summary, /clock of a machine went back by 1 h/);
});

test('the record has the signals that were ticked, or all of them with a TODO', () => {
  const story = new Story();
  const record = () => /** @type {any} */ (incidentRecord(state(story), { ...PLAYBOOK, signals: [...PLAYBOOK.signals, { id: 'other', title: 'Other' }] }, NOON));
  assert.deepEqual(record().signals, ['payment-run-gap', 'other']);
  assert.match(record().summary, /Strike the signals/);
  story.write(1, { type: 'signals', seen: ['other'], titles: ['Other'] });
  assert.deepEqual(record().signals, ['other']);
  assert.doesNotMatch(record().summary, /signals/);
  assert.equal(record().timeline.at(-1).what, 'Signals seen: Other');
});

test('a short name is taken out as a word, and the longer of two names whole', () => {
  const story = new Story();
  story.write(1, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Al' });
  story.write(1, { type: 'role', role: 'technical-resolver', title: 'Technical resolver', who: 'Al Moore (IT)' });
  story.write(2, { type: 'note', text: 'Al calls Al Moore (IT): all is normal' });
  const { timeline } = /** @type {any} */ (incidentRecord(state(story), PLAYBOOK, NOON));
  assert.equal(timeline.at(-1).what, 'the incident lead calls the technical resolver: all is normal');
});

test('neither control characters nor marks that turn the line around reach a report', () => {
  const story = new Story();
  const note = 'a\u001b[2Jb\u202egnp.exe &lt;b&gt; R&D\u0000';
  story.write(1, { type: 'note', text: note });
  story.write(1, { type: 'message', message: 'm', title: 'T', to: 'All', text: 'a\r# head', values: {}, update: false, expired: '' });
  const text = report(state(story), PLAYBOOK);
  assert.ok(text.includes('a \\[2Jbgnp.exe \\&lt;b\\&gt; R&D'), text);
  assert.ok(text.includes('    a\n    \\# head') || text.includes('    a\n    # head'));
});

test('no mention of Slack is called, and no long paragraph is cut short', () => {
  const long = Array.from({ length: 900 }, (_, number) => `word${number}`).join(' ');
  const slack = JSON.parse(FORMS.slack('<!channel> @here', `@here <!channel> https://x.example/a_b\n\n${long} & all`));
  const [head, first, ...rest] = slack.blocks;
  assert.equal(head.text.type, 'plain_text');
  assert.equal(first.text.text, '@here &lt;!channel&gt; <https://x.example/a_b>');
  assert.equal(first.text.verbatim, true);
  assert.ok(rest.every((/** @type {any} */ one) => one.text.text.length <= 3000));
  assert.equal(rest.map((/** @type {any} */ one) => one.text.text).join(' '), `${long} &amp; all`);
});
