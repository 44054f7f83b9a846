// Runs before anything is painted: hides all pages but the one that the late script shows, and sets light or dark.
document.documentElement.classList.replace('no-js', 'js');
addEventListener('DOMContentLoaded', () => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => document.body.setAttribute('data-md-color-scheme', dark.matches ? 'slate' : 'default');
  dark.addEventListener('change', paint);
  paint();
});
