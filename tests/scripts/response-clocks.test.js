import assert from 'node:assert/strict';
import test from 'node:test';
import {
  cadence, clocksOf, jumpBetween, newlyUrgent, nextUpdate, unheard, updatesKept, urgency,
} from '../../overrides/components/response/clocks.js';
import { fold } from '../../overrides/components/response/state.js';
import { clockTime, dayTime, fieldMoment, fieldValue, long, moment, running, until, zone } from '../../overrides/components/response/times.js';
import { MINUTE, NOON, PLAYBOOK, step, Story } from './response.js';

/** @param {Story} story */
function state(story) {
  const folded = fold(story.log, ['sev1', 'sev2']);
  assert.ok(folded);
  return folded;
}
/** @param {Story} story */
const clocks = (story) => clocksOf(state(story), PLAYBOOK).map(({ kind, id, due }) => [kind, id, (due - NOON) / MINUTE]);

test('the cadence eases as the incident goes on', () => {
  const updates = [{ after: 240, every: 60 }, { after: 0, every: 30 }];
  assert.equal(cadence(updates, 0), 30 * MINUTE);
  assert.equal(cadence(updates, 239 * MINUTE), 30 * MINUTE);
  assert.equal(cadence(updates, 240 * MINUTE), 60 * MINUTE);
  assert.equal(cadence([], 0), null);
});

test('the next update is counted from the last one, at the severity that holds now', () => {
  const story = new Story();
  assert.equal(nextUpdate(state(story), PLAYBOOK), NOON + 30 * MINUTE);
  story.write(20, { type: 'update', text: '' });
  assert.equal(nextUpdate(state(story), PLAYBOOK), NOON + 50 * MINUTE);
  story.write(21, { type: 'severity', severity: 'sev2', levels: null, score: null, why: '' });
  assert.equal(nextUpdate(state(story), PLAYBOOK), NOON + 80 * MINUTE);
});

test('updates in time are counted, a late one starts the clock again', () => {
  const story = new Story();
  story.write(30, { type: 'update', text: '' });
  story.write(65, { type: 'update', text: '' });
  assert.deepEqual(updatesKept(state(story), PLAYBOOK, NOON + 70 * MINUTE), { due: 2, onTime: 1 });
  assert.deepEqual(updatesKept(state(story), PLAYBOOK, NOON + 130 * MINUTE), { due: 4, onTime: 1 });
});

test('each clock is due when its record says', () => {
  const story = new Story();
  story.write(1, { type: 'role', role: 'incident-lead', title: 'Incident lead', who: 'Mara' });
  story.write(2, step('step-count', 'started'));
  story.write(3, { type: 'clock', duty: 'GDPR Art. 33', minutes: 72 * 60, started: '2026-11-26T12:00:00Z' });
  assert.deepEqual(clocks(story), [
    ['level', 'level-one', 0],
    ['step', 'step-count', 12],
    ['leadership', 'leadership', 15],
    ['update', 'update', 30],
    ['level', 'level-two', 30],
    ['role', 'incident-lead', 241],
    ['duty', 'GDPR Art. 33', 72 * 60],
  ]);
});

test('what is done has no clock', () => {
  const story = new Story();
  story.write(1, { type: 'called', level: 'level-one', who: 'Duty engineer', answered: true });
  story.write(2, step('step-count', 'started'));
  story.write(3, step('step-count', 'done'));
  story.write(4, {
    type: 'message', message: 'm', title: 'Briefing', to: 'Executives', text: '', values: {}, update: false, expired: '',
  });
  assert.deepEqual(clocks(story).map(([kind]) => kind), ['update', 'level']);
  story.write(5, { type: 'closed', summary: '' });
  assert.deepEqual(clocks(story), []);
});

test('a clock is told five minutes before and when it is due, each once', () => {
  const story = new Story();
  const all = clocksOf(state(story), PLAYBOOK).filter(({ kind }) => kind === 'update');
  const told = new Set();
  /** @param {number} minutes */
  const say = (minutes) => newlyUrgent(all, NOON + minutes * MINUTE, told).map((clock) => urgency(clock, NOON + minutes * MINUTE));
  assert.deepEqual([say(1), say(25), say(26), say(30), say(31)], [[], ['soon'], [], ['late'], []]);
});

test('a jump is what the two clocks differ by, and a slow minute is none', () => {
  const before = { wall: NOON, steady: 0 };
  assert.equal(jumpBetween(before, { wall: NOON - 3600_000, steady: 1000 }), -3601_000);
  assert.equal(jumpBetween(before, { wall: NOON + 3600_000, steady: 1000 }), 3599_000);
  assert.equal(jumpBetween(before, { wall: NOON + 3600_000, steady: 3600_000 }), 0);
  assert.equal(jumpBetween(before, { wall: NOON + 30_000, steady: 0 }), 0);
});

test('times in words', () => {
  assert.deepEqual([0, 59_000, 60_000, 3_600_000, 3_900_000, 200 * 3_600_000].map(long), ['0 s', '59 s', '1 min', '1 h', '1 h 05 min', '8 d 8 h']);
  assert.equal(running(3_723_000), '01:02:03');
  assert.equal(running(-5), '00:00:00');
  assert.equal(until(-120_000), '2 min late');
  assert.equal(until(120_000), 'in 2 min');
  assert.deepEqual([0, 60, -210, 330].map(zone), ['UTC', 'UTC+1', 'UTC-3:30', 'UTC+5:30']);
  assert.equal(clockTime(NOON, 330), '17:30');
  assert.equal(dayTime(NOON + 3_600_000, NOON, 780), '02:00');
  assert.equal(dayTime(NOON + 72 * 3_600_000, NOON, 780), '2026-11-30 01:00', 'the date is that of the place');
  assert.match(dayTime(2 ** 70, NOON, 60), /^\+275760-09-13/, 'a log from elsewhere may hold what is no date');
  assert.equal(moment(NOON), '2026-11-26T12:00Z');
  assert.equal(fieldMoment(fieldValue(NOON, -210), -210), NOON);
  assert.equal(fieldMoment('', 0), null);
});

test('updates count by the severity of their time, not by the one that came later', () => {
  const story = new Story();
  story.write(5, { type: 'severity', severity: 'sev2', levels: null, score: null, why: '' });
  story.write(25, { type: 'update', text: '' }); // within the half hour of SEV1
  story.write(80, { type: 'update', text: '' }); // within the hour of SEV2
  story.write(81, { type: 'severity', severity: 'sev1', levels: null, score: null, why: '' });
  assert.deepEqual(updatesKept(state(story), PLAYBOOK, NOON + 100 * MINUTE), { due: 2, onTime: 2 });
});

test('of a jump that others have written down nothing is left to write', () => {
  assert.equal(unheard(-3_600_000, 0), -3_600_000);
  assert.equal(unheard(-3_600_000, -3_600_000), 0);
  assert.equal(unheard(-3_600_400, -3_600_000), 0);
  assert.equal(unheard(-7_200_000, -3_600_000), -3_600_000);
});
