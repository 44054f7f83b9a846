// What is late on the day of reading. Days are UTC days, as in the checks; ISO dates compare as text.
const board = document.querySelector('[data-dashboard]');
if (board) {
  const today = new Date().toISOString().slice(0, 10);
  const month = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10);
  const asof = board.querySelector('[data-asof]');
  asof.textContent = today;
  asof.dateTime = today;
  for (const list of board.querySelectorAll('[data-list]')) {
    let late = 0;
    let soon = 0;
    for (const row of list.querySelectorAll('tr[data-state]')) {
      const { due, soonFrom } = row.dataset;
      const state = !due || today > due ? 'late' : today >= soonFrom ? 'soon' : 'fine';
      late += state === 'late';
      soon += state === 'soon';
      if (state === row.dataset.state) continue;
      row.dataset.state = state;
      const badge = row.querySelector('[data-badge]');
      badge.className = `bg-badge bg-badge--${{ late: 'bad', soon: 'warn', fine: 'ok' }[state]}`;
      badge.textContent = { late: badge.dataset.lateWord, soon: 'soon', fine: 'in time' }[state];
    }
    const count = board.querySelector(`[data-count="${list.dataset.list}"]`);
    count.querySelector('[data-late]').textContent = late;
    count.closest('.bg-tile').classList.toggle('bg-tile--late', late > 0);
    count.querySelector('[data-soon]').textContent = soon;
  }
  const overdue = [...board.querySelectorAll('[data-overdue]')].filter((badge) => today > badge.dataset.overdue);
  const actions = board.querySelector('[data-count="actions"]');
  actions.querySelector('[data-late]').textContent = overdue.length;
  actions.closest('.bg-tile').classList.toggle('bg-tile--late', overdue.length > 0);
  for (const row of board.querySelectorAll('[data-dues]')) {
    const dues = row.dataset.dues.split(' ').filter(Boolean);
    row.querySelector('[data-late]').textContent = Number(row.dataset.never) + dues.filter((due) => today > due).length;
    row.querySelector('[data-soon]').textContent = dues.filter((due) => due >= today && due <= month).length;
  }
}
