// Copy buttons. Where the clipboard is out of reach (a page from a folder in some browsers) the text is selected, so
// that one key press copies it.
for (const message of document.querySelectorAll('[data-message]')) {
  const row = message.querySelector('[data-copy-row]');
  const said = message.querySelector('[data-copied]');
  row.hidden = false;
  row.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const source = message.querySelector(`[data-source="${button.dataset.copy}"]`);
    const text = source.content ? source.content.textContent : source.textContent;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = 'Copied';
    } catch {
      const plain = message.querySelector('code[data-source="plain"]');
      plain.closest('details').open = true;
      plain.textContent = text;
      getSelection().selectAllChildren(plain);
      said.textContent = 'Selected: press Ctrl+C';
    }
    setTimeout(() => { said.textContent = ''; }, 4000);
  });
}
for (const line of document.querySelectorAll('.bg-message__approval[data-until]')) {
  if (new Date().toISOString().slice(0, 10) > line.dataset.until) {
    line.classList.add('bg-message__approval--expired');
    line.prepend('Expired: ask again before sending. ');
  }
}
