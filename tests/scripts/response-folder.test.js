import assert from 'node:assert/strict';
import test from 'node:test';
import { pagesApart } from '../../overrides/components/response/store.js';

test('pages keep things apart where a browser takes each file of a folder for a site of its own', () => {
  // As Firefox 153, and Chromium 156 and WebKit 2.50, call the same folder.
  assert.equal(pagesApart({ protocol: 'file:', origin: 'null' }), true);
  assert.equal(pagesApart({ protocol: 'file:', origin: 'file://' }), false);
  assert.equal(pagesApart({ protocol: 'https:', origin: 'https://breakglass.example' }), false);
});
