import assert from 'node:assert/strict';
import test from 'node:test';
import { judge } from '../../overrides/components/calculator/scoring.js';

const order = ['sev1', 'sev2', 'sev3'];
const appetite = {
  title: 'Company',
  counts: true,
  weights: { urgency: 3, financial: 1, regulatory: 0 },
  thresholds: { sev1: 4, sev2: 2.5 },
  floors: [{ dimension: 'regulatory', level: 4, severity: 'sev2', why: 'A regulator is told' }],
};

test('the weighted mean is held against the thresholds, the worst first', () => {
  const { severity, score, formula } = judge(appetite, { urgency: 4, financial: 4, regulatory: 1 }, order);
  assert.equal(severity, 'sev1');
  assert.equal(score, 4);
  assert.equal(formula, '(3 × 4 + 1 × 4) / 4 = 4.00');
});

test('below every threshold it is the least severity', () => {
  assert.equal(judge(appetite, { urgency: 1, financial: 1, regulatory: 1 }, order).severity, 'sev3');
});

test('a floor makes it worse and says so', () => {
  const { severity, floor } = judge(appetite, { urgency: 1, financial: 1, regulatory: 4 }, order);
  assert.equal(severity, 'sev2');
  assert.equal(floor?.why, 'A regulator is told');
});

test('a floor never makes it better', () => {
  const { severity, floor } = judge(appetite, { urgency: 5, financial: 5, regulatory: 5 }, order);
  assert.equal(severity, 'sev1');
  assert.equal(floor, null);
});
