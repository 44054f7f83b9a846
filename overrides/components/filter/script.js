// Leaves of the lists on this page what holds every word that was typed, in any order.
const plain = (/** @type {string} */ text) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

for (const box of document.querySelectorAll('[data-filter]')) {
  const input = box.querySelector('input');
  const said = box.querySelector('[data-filter-said]');
  if (!input || !said) continue;
  const items = [...document.querySelectorAll('[data-filtered] > li')]
    .map((item) => ({ item, text: plain(`${item.textContent} ${item.getAttribute('data-words') ?? ''}`) }));
  box.removeAttribute('hidden');
  input.addEventListener('input', () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const { item, text } of items) {
      const fits = words.every((word) => text.includes(word));
      item.toggleAttribute('hidden', !fits);
      left += Number(fits);
    }
    said.textContent = words.length ? `${left} of ${items.length} left` : '';
  });
}
