// Leaves of the lists on this page what holds every word that was typed, in any order.
const plain = (text) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

for (const box of document.querySelectorAll('[data-filter]')) {
  const input = box.querySelector('input');
  const said = box.querySelector('[data-filter-said]');
  const items = [...document.querySelectorAll('[data-filtered] > li')]
    .map((item) => ({ item, text: plain(`${item.textContent} ${item.dataset.words ?? ''}`) }));
  box.hidden = false;
  input.addEventListener('input', () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const { item, text } of items) {
      item.hidden = !words.every((word) => text.includes(word));
      left += !item.hidden;
    }
    said.textContent = words.length ? `${left} of ${items.length} left` : '';
  });
}
