// Copy buttons. Where the clipboard is out of reach (a page from a folder in some browsers) the text is selected, so
// that one key press copies it.
for (const message of document.querySelectorAll('[data-message]')) {
  const row = message.querySelector('[data-copy-row]');
  const said = message.querySelector('[data-copied]');
  if (!row || !said) continue;
  row.removeAttribute('hidden');
  row.addEventListener('click', async ({ target }) => {
    const form = target instanceof Element && target.closest('[data-copy]')?.getAttribute('data-copy');
    const source = form && message.querySelector(`[data-source="${form}"]`);
    if (!source) return;
    const text = (source instanceof HTMLTemplateElement ? source.content : source).textContent ?? '';
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = 'Copied';
    } catch {
      const plain = message.querySelector('code[data-source="plain"]');
      if (!plain) return;
      plain.closest('details')?.setAttribute('open', '');
      plain.textContent = text;
      getSelection()?.selectAllChildren(plain);
      said.textContent = 'Selected: press Ctrl+C';
    }
    setTimeout(() => { said.textContent = ''; }, 4000);
  });
}
for (const line of document.querySelectorAll('.bg-message__approval[data-until]')) {
  if (new Date().toISOString().slice(0, 10) > (line.getAttribute('data-until') ?? '')) {
    line.classList.add('bg-message__approval--expired');
    line.prepend('Expired: ask again before sending. ');
  }
}
