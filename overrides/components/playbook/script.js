for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => {
    const closed = [...document.querySelectorAll('.bg-record details:not([open])')];
    closed.forEach((details) => { details.open = true; });
    window.addEventListener('afterprint', () => closed.forEach((details) => { details.open = false; }), { once: true });
    window.print();
  });
}
