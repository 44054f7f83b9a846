// The state of a review on the day it is read. Days are UTC days, as in the checks; ISO dates compare as text.
const today = new Date().toISOString().slice(0, 10);

for (const badge of document.querySelectorAll('.bg-fresh[data-due]')) {
  if (!(badge instanceof HTMLElement)) continue;
  const { due = '', soon = '', changed } = badge.dataset;
  const state = today > due ? 'overdue' : changed !== undefined ? 'changed' : today >= soon ? 'due' : 'fresh';
  if (badge.classList.contains(`bg-fresh--${state}`)) continue;
  badge.classList.remove('bg-fresh--fresh', 'bg-fresh--due', 'bg-fresh--changed', 'bg-fresh--overdue');
  badge.classList.add(`bg-fresh--${state}`);
  if (state === 'overdue') badge.textContent = `Review overdue since ${due}`;
  if (state === 'due') badge.textContent = `Review due ${due}`;
}
