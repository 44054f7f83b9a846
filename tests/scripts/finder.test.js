import assert from 'node:assert/strict';
import test from 'node:test';
import MiniSearch from '../../overrides/assets/vendor/minisearch/minisearch.min.js';
import { Index } from '../../overrides/components/finder/index.js';
import { Kept } from '../../overrides/components/finder/kept.js';
import { marked, reason } from '../../overrides/components/finder/why.js';
import { Language } from '../../overrides/components/finder/words.js';

const language = new Language('the of a', [['mail', 'email'], ['approval', 'sign-off'], ['field', 'column']]);

test('words that mean the same are one term, also when they are two words', () => {
  assert.deepEqual(language.terms('The emails of Sign-off'), ['mail', 'approv', 'sign', 'off']);
});

test('an error code is found whole and by its parts', () => {
  assert.deepEqual(language.terms('INVALID_LOGIN tokenExpired'), [
    'invalid_login', 'invalid', 'login', 'tokenexpir', 'token', 'expir',
  ]);
});

test('a synonym that is not finished, or has a slip in it, is understood', () => {
  assert.deepEqual(language.near('colu'), ['field']);
  assert.deepEqual(language.near('emial'), ['mail']);
  assert.deepEqual(language.near('colours'), []);
});

/** An index of three entries in two files of terms. */
function index() {
  const head = {
    fields: ['title', 'step'],
    names: ['', 'Playbook', 'Page', 'SEV1', 'Zapier', 'Make'],
    entries: {
      title: ['Mails double', 'Token expired', 'About mails'],
      url: ['playbooks/mails.html', 'playbooks/token.html', 'about.html'],
      kind: [1, 1, 2], status: [0, 0, 0], severity: [3, 0, 0], rank: [1, 0, 0],
      platform: [[4], [5], []], process: [[], [], []], owner: [[], [], []],
      lengths: [[2, 1], [2, 0], [1, 0]],
    },
    terms: ['doubl', 'mail'],
    texts: [0, 2],
    stop: 'the of a',
    synonyms: [['mail', 'email']],
  };
  const made = new Index(head, MiniSearch);
  return { made, files: [{ doubl: '1:0', expir: '1:1' }, { mail: '3:0 1:2', token: '1:1' }] };
}

test('only the files that a query asks for are needed, and each once', () => {
  const { made, files } = index();
  assert.deepEqual(made.needed('expired'), [0]);
  assert.deepEqual(made.needed('token of email'), [1]);
  made.add(1, files[1]);
  assert.deepEqual(made.needed('token'), []);
  assert.deepEqual(made.missing(), [0]);
});

test('playbooks come first, filters hold, and what was found is told', () => {
  const { made, files } = index();
  files.forEach((terms, number) => made.add(number, terms));
  assert.deepEqual(made.search('emails').hits.map(({ entry }) => entry.url), ['playbooks/mails.html', 'about.html']);
  assert.deepEqual(made.search('emails').hits[0]?.terms, ['mail']);
  assert.equal(made.search('mail', { platform: 'Make' }).count, 0);
  assert.deepEqual(made.browse({ platform: 'Make' }).hits.map(({ entry }) => entry.title), ['Token expired']);
  assert.deepEqual(made.choices('platform'), ['Make', 'Zapier']);
});

test('where nothing is found for a whole word the rest is looked through, for slips in first letters', () => {
  const { made, files } = index();
  made.add(1, files[1]);
  assert.equal(made.isLost('axp'), false);
  assert.equal(made.isLost('axpired'), true);
  assert.equal(made.isLost('axpired token'), false);
  made.add(0, files[0]);
  assert.deepEqual(made.search('axpired').hits.map(({ entry }) => entry.title), ['Token expired']);
});

/** The titles found for a query among entries of these terms, each with what is shown of it. */
function found(query, terms) {
  const { made } = index();
  made.add(0, terms);
  made.add(1, {});
  return made.search(query).hits.map(({ entry, terms: shown }) => [entry.title, shown.toSorted().join(' ')]);
}

test('a word that is known is no slip of another one', () => {
  const terms = { chang: '1:0', charg: '1:1' };
  assert.deepEqual(found('charged', terms), [['Token expired', 'charg']]);
  assert.deepEqual(found('charged', { chang: '1:0', charger: '1:1' }), [['Mails double', 'chang'], ['Token expired', 'charger']]);
});

test('a synonym is not guessed for a word that is known', () => {
  assert.deepEqual(found('emial', { mail: '1:0', emial: '1:1' }), [['Token expired', 'emial']]);
});

test('a short word in the middle means itself, the last one may not be finished', () => {
  const terms = { app: '1:0', approv: '1:1', lost: '1:0' };
  assert.deepEqual(found('app lost', terms), [['Mails double', 'app lost']]);
  assert.deepEqual(found('lost app', terms).map(([title]) => title), ['Mails double', 'Token expired']);
});

test('a word that only turns what is meant is looked for and not shown', () => {
  const terms = { not: '1:0,1', charg: '1:0', note: '1:2' };
  assert.deepEqual(found('not charged', terms), [['Mails double', 'charg'], ['Token expired', 'not']]);
  assert.deepEqual(found('charged not', terms).map(([title]) => title), ['Mails double', 'Token expired']);
});

test('what is for the platform that is named comes first', () => {
  const terms = { stop: '1:0,1' };
  assert.deepEqual(found('stopped', terms).map(([title]) => title), ['Mails double', 'Token expired']);
  assert.deepEqual(found('Make stopped', terms).map(([title]) => title), ['Token expired', 'Mails double']);
});

test('a platform is known by what no other one is called', () => {
  const { made } = index();
  made.head.names.push('North Flow', 'South Flow');
  made.head.entries.platform = [[4], [6], [7]];
  made.platforms = made.platformTerms();
  const named = (...terms) => made.named(terms).map((number) => made.name(number));
  assert.deepEqual(named('flow'), []);
  assert.deepEqual(named('north'), ['North Flow']);
  assert.deepEqual(named('zapier', 'south'), ['Zapier', 'South Flow']);
});

test('the phrases of an entry stand in its file', () => {
  const { made } = index();
  assert.deepEqual([0, 1, 2].map((id) => made.textOf(id)), [{ file: 0, at: 0 }, { file: 0, at: 1 }, { file: 1, at: 0 }]);
});

const fields = ['title', 'alias', 'step', 'error'];

test('the reason is the phrase that holds most of what was asked, with its place', () => {
  const phrases = [[1, 'mails twice'], [2, 'Stop the mails of the column', 'step-stop']];
  assert.deepEqual(reason(phrases, 'Other', ['mail', 'field'], language, fields), {
    label: 'Says', text: 'Stop the mails of the column', anchor: 'step-stop',
  });
  assert.equal(reason(phrases, 'Mails and fields', ['mail', 'field'], language, fields)?.anchor, '');
  assert.equal(reason(phrases, 'Other', ['absent'], language, fields), null);
});

test('of many codes only those asked for are shown, of a long text the part that says it', () => {
  assert.equal(reason([[3, '401 · 403 · E_NO']], '', ['403'], language, fields)?.text, '403');
  const long = `${'word '.repeat(40)}then comes the mail that matters`;
  assert.match(reason([[1, long]], '', ['mail'], language, fields)?.text ?? '', /^… .*comes the mail that matters$/);
});

test('whatever was found is marked, in whatever form it stands', () => {
  const found = marked('E-mailed: Columns!', ['field'], language).filter((piece) => piece.found);
  assert.deepEqual(found, [{ text: 'Columns', found: true }]);
});

/** @param {boolean} full */
function store(full = false) {
  /** @type {Map<string, string>} */
  const held = new Map();
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      held.set(key, value);
    },
  };
}

test('what was opened last stands first, once, and not among the pinned', () => {
  const kept = new Kept(store(), '/');
  for (const url of ['a.html', 'b.html', 'a.html']) kept.visit({ url, title: url });
  assert.deepEqual(kept.recent().map(({ url }) => url), ['a.html', 'b.html']);
  kept.toggle({ url: 'b.html', title: 'B' });
  assert.deepEqual(kept.recent().map(({ url }) => url), ['a.html']);
  assert.equal(kept.isPinned('b.html'), true);
  kept.toggle({ url: 'b.html', title: 'B' });
  assert.deepEqual(kept.pinned(), []);
});

test('nothing but a path below the site becomes a link, whatever the storage holds', () => {
  const own = store();
  const kept = new Kept(own, '/');
  const bad = ['javascript:alert(1)', '//evil.example/x', '../x', 'https://x.example', '/etc', 'a/../../b', 5];
  own.setItem('breakglass:finder:pinned:/', JSON.stringify([...bad.map((url) => ({ url, title: 'x' })), null, 'x']));
  assert.deepEqual(kept.pinned(), []);
  own.setItem('breakglass:finder:pinned:/', '{broken');
  assert.deepEqual(kept.pinned(), []);
  own.setItem('breakglass:finder:pinned:/', JSON.stringify([{ url: 'playbooks/x/', title: 'x' }]));
  assert.equal(kept.pinned().length, 1);
});

test('a full or missing storage is no error, and holds until the page is left', () => {
  for (const own of [store(true), null]) {
    const kept = new Kept(own, '/');
    kept.visit({ url: 'a.html', title: 'A' });
    assert.equal(kept.recent().length, 1);
    assert.equal(kept.slash, true);
    kept.slash = false;
    assert.equal(kept.slash, false);
  }
});

test('two sites on one host do not mix', () => {
  const own = store();
  new Kept(own, '/one/').visit({ url: 'a.html', title: 'A' });
  assert.deepEqual(new Kept(own, '/two/').recent(), []);
});
