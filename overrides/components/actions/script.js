// An action is overdue on the day after it was due, whenever the page was built. Days are UTC days, as in the checks.
const today = new Date().toISOString().slice(0, 10);

for (const badge of document.querySelectorAll('[data-overdue]')) {
  const late = today > (badge.getAttribute('data-overdue') ?? '');
  if (late) badge.textContent = 'Overdue';
  badge.classList.toggle('bg-badge--bad', late);
  badge.classList.toggle('bg-badge--info', !late);
}
