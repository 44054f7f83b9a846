// The finder: MiniSearch over the index that the build made from the records. Prefixes and typing errors are
// forgiven; every result says where it matches.
const FIELDS = ['title', 'aliases', 'symptoms', 'signals', 'about'];
const MOST = 8;
// Who is in trouble wants a playbook first, and what happened once last.
const RANK = { Playbook: 2, Incident: 0.2, Lesson: 0.2 };
let index = null;

function search(query) {
  if (!window.MiniSearch || !window.breakglassFinder) return [];
  if (!index) {
    index = new window.MiniSearch({
      fields: FIELDS,
      storeFields: ['kind', 'url', 'title', 'aliases', 'symptoms', 'signals', 'note', 'severity', 'rank', 'status'],
      searchOptions: {
        boost: { title: 4, aliases: 5, symptoms: 3, signals: 2 },
        prefix: (term) => term.length > 1,
        fuzzy: (term) => (term.length > 4 ? 0.2 : 0),
        boostDocument: (id, term, stored) => (stored.status ? 0.5 : RANK[stored.kind] ?? 1),
      },
    });
    index.addAll(window.breakglassFinder.map((entry, id) => ({ id, ...entry })));
  }
  return index.search(query).slice(0, MOST);
}

/** The phrase of the entry in which most of the query's words were found. */
function why(result) {
  const terms = result.terms;
  const phrases = ['aliases', 'symptoms', 'signals'].flatMap((field) => (result[field] || '').split(' · '));
  const count = (phrase) => terms.filter((term) => phrase.toLowerCase().includes(term)).length;
  return phrases.filter(Boolean).sort((a, b) => count(b) - count(a)).find((phrase) => count(phrase) > 0) || result.note;
}

function marked(text, terms) {
  const node = document.createElement('span');
  const pattern = terms.map((term) => term.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|');
  if (!pattern) { node.textContent = text; return node; }
  for (const part of text.split(new RegExp(`(${pattern})`, 'giu'))) {
    const isTerm = terms.some((term) => term === part.toLowerCase());
    const piece = isTerm ? document.createElement('mark') : document.createElement('span');
    piece.textContent = part;
    node.append(piece);
  }
  return node;
}

function show(box, results, base, query) {
  box.replaceChildren();
  box.hidden = !query;
  if (!query) return;
  if (!results.length) {
    const none = document.createElement('p');
    none.className = 'bg-found__none';
    none.textContent = `Nothing found for “${query}”. Try fewer words, or call the incident lead.`;
    box.append(none);
    return;
  }
  const list = document.createElement('ul');
  list.className = 'bg-found';
  for (const result of results) {
    const link = document.createElement('a');
    link.href = `${base.replace(/\/$/, '')}/${result.url}`;
    const title = document.createElement('span');
    title.className = 'bg-found__title';
    title.append(result.title);
    const badge = document.createElement('span');
    badge.className = result.rank ? `bg-badge bg-badge--sev${result.rank}` : 'bg-badge';
    badge.textContent = result.severity || result.kind;
    title.append(badge);
    if (result.status) {
      const status = document.createElement('span');
      status.className = 'bg-badge bg-badge--warn';
      status.textContent = result.status;
      title.append(status);
    }
    const reason = document.createElement('span');
    reason.className = 'bg-found__why';
    reason.append(marked(why(result), result.terms));
    link.append(title, reason);
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  box.append(list);
}

for (const input of document.querySelectorAll('input[data-finder]')) {
  const form = input.closest('form');
  const box = form.querySelector('[data-finder-results]');
  const inHeader = Boolean(form.closest('header'));
  const status = document.createElement('span');
  status.className = 'bg-visually-hidden';
  status.setAttribute('role', 'status');
  form.append(status);
  const update = () => {
    const query = input.value.trim();
    const results = query ? search(query) : [];
    show(box, results, input.dataset.finderBase || '.', query);
    status.textContent = query ? `${results.length} results` : '';
  };
  box.hidden = true;
  input.addEventListener('input', update);
  input.addEventListener('focus', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    box.querySelector('a')?.click();
  });
  form.addEventListener('keydown', (event) => {
    const links = [...box.querySelectorAll('a')];
    if (event.key === 'Escape') { box.hidden = true; input.focus(); box.hidden = true; }
    if (!['ArrowDown', 'ArrowUp'].includes(event.key) || !links.length) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
    (at < 0 ? input : links[Math.min(at, links.length - 1)]).focus();
  });
  if (inHeader) {
    document.addEventListener('click', (event) => { if (!form.contains(event.target)) box.hidden = true; });
  }
}
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const input = document.querySelector('.bg-ask [data-finder]') || document.querySelector('[data-finder]');
  if (input) { event.preventDefault(); input.focus(); }
});
