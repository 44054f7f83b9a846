// A button at every block of code that copies it. Where the clipboard is out of reach the code is selected, so that one
// key press copies it.
for (const code of document.querySelectorAll('.md-content pre > code')) {
  const said = document.createElement('span');
  said.className = 'bg-code__said';
  said.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'bg-code__copy';
  button.title = 'Copy this code';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText((code.textContent ?? '').trimEnd());
      said.textContent = 'Copied';
    } catch {
      getSelection()?.selectAllChildren(code);
      said.textContent = 'Selected: press Ctrl+C';
    }
    setTimeout(() => { said.textContent = ''; }, 4000);
  });
  code.after(said, button);
}
