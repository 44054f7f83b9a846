// A response on this page: when it was started, which steps were done when, and a log to paste into the incident.
// It lives in this browser under the playbook's id and survives a reload.
const page = document.querySelector('[data-playbook]');
const start = document.querySelector('[data-response-start]');
if (page && start) {
  const key = `breakglass.response.${page.dataset.playbook}`;
  const panel = document.querySelector('[data-response-panel]');
  const clock = panel.querySelector('[data-response-clock]');
  const said = panel.querySelector('[data-response-said]');
  const steps = [...page.querySelectorAll('[data-step]')];
  let state = null;
  let timer = 0;

  const time = (ms) => new Date(ms).toISOString().replace('T', ' ').slice(0, 16) + ' UTC';
  const load = () => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const save = () => {
    try {
      if (state) localStorage.setItem(key, JSON.stringify(state)); else localStorage.removeItem(key);
    } catch {
      said.textContent = 'This browser keeps nothing: copy the log before you leave the page.';
    }
  };
  const elapsed = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - state.started) / 1000));
    const part = (n) => String(n).padStart(2, '0');
    return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
  };
  const text = (step) => step.querySelector('.bg-step__text').textContent.trim();

  function tick(step) {
    const label = document.createElement('label');
    label.className = 'bg-tick';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.setAttribute('aria-label', `Step ${step.dataset.step} done`);
    const when = document.createElement('span');
    label.append(box, when);
    box.addEventListener('change', () => {
      if (box.checked) state.done[step.id] = Date.now(); else delete state.done[step.id];
      save();
      show();
    });
    step.querySelector('.bg-step__head').append(label);
  }

  function show() {
    panel.hidden = !state;
    start.hidden = Boolean(state);
    clearInterval(timer);
    for (const step of steps) {
      const done = state && state.done[step.id];
      const label = step.querySelector('.bg-tick');
      if (state && !label) tick(step);
      if (!state && label) label.remove();
      step.classList.toggle('bg-step--done', Boolean(done));
      if (state) {
        const now = step.querySelector('.bg-tick');
        now.querySelector('input').checked = Boolean(done);
        now.querySelector('span').textContent = done ? time(done).slice(11, 16) : 'Done';
      }
    }
    if (!state) return;
    clock.textContent = elapsed();
    timer = setInterval(() => { clock.textContent = elapsed(); }, 1000);
    panel.querySelector('[data-response-since]').textContent = `since ${time(state.started)}`;
    const count = Object.keys(state.done).length;
    panel.querySelector('[data-response-done]').textContent = `${count} of ${steps.length} steps done`;
  }

  function log() {
    const lines = [`${page.dataset.title}`, `${time(state.started)}  Response started`];
    const done = steps.filter((step) => state.done[step.id]).sort((a, b) => state.done[a.id] - state.done[b.id]);
    for (const step of done) lines.push(`${time(state.done[step.id])}  Step ${step.dataset.step} done: ${text(step)}`);
    return lines.join('\n');
  }

  start.addEventListener('click', () => {
    state = { started: Date.now(), done: {} };
    save();
    show();
    panel.scrollIntoView({ block: 'nearest' });
  });
  panel.querySelector('[data-response-stop]').addEventListener('click', () => {
    if (!confirm('End the response? Its times are deleted from this browser. Copy the log first.')) return;
    state = null;
    save();
    show();
  });
  panel.querySelector('[data-response-copy]').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(log());
      said.textContent = 'Copied';
    } catch {
      prompt('Copy the log:', log());
    }
  });
  window.addEventListener('storage', (event) => {
    if (event.key === key) { state = load(); show(); }
  });
  document.querySelector('[data-response]').hidden = false;
  state = load();
  show();
}
