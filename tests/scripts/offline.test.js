import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bytes, moment, sentence } from '../../overrides/components/offline/wording.js';

const kept = { built: '2026-11-23T10:00:00Z', commit: 'abc', whole: true, parts: [], since: Date.UTC(2026, 10, 24, 8, 30) };
const state = { protocol: 'https:', possible: true, busy: false, failed: '', kept: null, newer: null };

test('sizes and moments are written out', () => {
  assert.equal(bytes(400), '1 kB');
  assert.equal(bytes(30_000_000), '30.0 MB');
  assert.equal(moment(kept.since), '2026-11-24 08:30 UTC');
});

test('each state is one sentence that says what there is', () => {
  assert.match(sentence({ ...state, protocol: 'file:' }), /opened from a folder/);
  assert.match(sentence({ ...state, possible: false }), /only over https/);
  assert.match(sentence(state), /^Nothing of this site is kept/);
  assert.match(sentence({ ...state, busy: true }), /being fetched/);
  assert.match(sentence({ ...state, failed: 'a.html: the server answers 404' }), /^Nothing is kept yet: a\.html/);
  assert.equal(
    sentence({ ...state, kept }),
    'The whole site is kept on this device since 2026-11-24 08:30 UTC: the edition built on 2026-11-23 10:00 UTC from commit abc.',
  );
  assert.match(sentence({ ...state, kept: { ...kept, whole: false } }), /^A part of the site/);
  assert.match(sentence({ ...state, kept, newer: { ...kept, built: '2026-12-01T00:00:00Z' } }), /Newer is the edition built on 2026-12-01/);
});
