const DUE_SOON_DAYS = 30;
const DAY = 86_400_000;

for (const badge of document.querySelectorAll('.bg-fresh[data-due]')) {
  const due = badge.dataset.due;
  const left = Math.floor((Date.parse(`${due}T00:00Z`) - Date.now()) / DAY) + 1;
  const state = left < 0 ? 'overdue' : left <= DUE_SOON_DAYS ? 'due' : 'fresh';
  if (!badge.classList.contains(`bg-fresh--${state}`)) {
    badge.classList.remove('bg-fresh--fresh', 'bg-fresh--due', 'bg-fresh--overdue');
    badge.classList.add(`bg-fresh--${state}`);
    if (state !== 'fresh') {
      badge.textContent = state === 'overdue' ? `Review overdue since ${due}` : `Review due ${due}`;
    }
  }
}
