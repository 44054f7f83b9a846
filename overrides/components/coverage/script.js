// A drill is overdue on the day after it was due, whenever the page was built. Days are UTC days, as in the checks.
const today = new Date().toISOString().slice(0, 10);

for (const book of document.querySelectorAll('[data-drill-due]')) {
  const late = today > (book.getAttribute('data-drill-due') ?? '');
  book.classList.toggle('bg-matrix__book--late', late);
  book.querySelector('[data-drill-late]')?.toggleAttribute('hidden', !late);
}
