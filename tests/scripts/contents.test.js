import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '../../overrides/components/contents/here.js';

test('the reader is under the last heading above the line', () => {
  assert.equal(here([-500, -20, 300], 10, false), 1);
  assert.equal(here([-500, 10, 300], 10, false), 1, 'a heading whose link was followed stands on the line');
});

test('above the first heading there is none', () => {
  assert.equal(here([200, 700], 10, false), -1);
  assert.equal(here([], 10, false), -1);
});

test('at the end of the page it is the last one, though it never reaches the line', () => {
  assert.equal(here([-500, 300, 600], 10, true), 2);
});
