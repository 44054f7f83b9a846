// What is late on the day of reading. Days are UTC days, as in the checks; ISO dates compare as text.
const board = document.querySelector('[data-dashboard]');
/** What the template has. @param {Element} root @param {string} selector */
const part = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
/** @param {Element} root @param {string} selector */
const all = (root, selector) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
/** @param {Element} inside @param {boolean} late */
const markTile = (inside, late) => inside.closest('.bg-tile')?.classList.toggle('bg-tile--late', late);
if (board) {
  const today = new Date().toISOString().slice(0, 10);
  const month = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10);
  const asof = part(board, '[data-asof]');
  asof.textContent = today;
  asof.setAttribute('datetime', today);
  for (const list of all(board, '[data-list]')) {
    const counted = { late: 0, soon: 0, changed: 0, fine: 0 };
    for (const row of all(list, 'tr[data-state]')) {
      const { due, soonFrom = '' } = row.dataset;
      const confirm = row.dataset.changed !== undefined;
      const state = !due || today > due ? 'late' : confirm ? 'changed' : today >= soonFrom ? 'soon' : 'fine';
      counted[state] += 1;
      if (state === row.dataset.state) continue;
      row.dataset.state = state;
      const badge = part(row, '[data-badge]');
      badge.className = `bg-badge bg-badge--${{ late: 'bad', soon: 'warn', changed: 'warn', fine: 'ok' }[state]}`;
      badge.textContent = { late: badge.dataset.lateWord ?? '', soon: 'soon', changed: 'to be confirmed', fine: 'in time' }[state];
    }
    const count = part(board, `[data-count="${list.dataset.list}"]`);
    for (const state of /** @type {const} */ (['late', 'soon', 'changed'])) {
      const box = count.querySelector(`[data-${state}]`);
      if (box) box.textContent = String(counted[state]);
    }
    markTile(count, counted.late > 0);
    list.closest('section')?.classList.toggle('bg-due-late', counted.late > 0);
  }
  // What is late comes first, as in the build, only that other lists may be late by now.
  const sections = [...board.querySelectorAll(':scope > section[data-section]')];
  const after = sections.at(-1)?.nextElementSibling;
  const isLate = (/** @type {Element} */ section) => section.classList.contains('bg-due-late');
  for (const section of [...sections.filter(isLate), ...sections.filter((one) => !isLate(one))]) after?.before(section);
  const overdue = all(board, '[data-overdue]').filter((badge) => today > (badge.dataset.overdue ?? ''));
  const actions = part(board, '[data-count="actions"]');
  part(actions, '[data-late]').textContent = String(overdue.length);
  markTile(actions, overdue.length > 0);
  for (const row of all(board, '[data-dues]')) {
    const dues = (row.dataset.dues ?? '').split(' ').filter(Boolean);
    part(row, '[data-late]').textContent = String(Number(row.dataset.never) + dues.filter((due) => today > due).length);
    part(row, '[data-soon]').textContent = String(dues.filter((due) => due >= today && due <= month).length);
  }
}
