// Messages filled from the incident, copied, and written into the log when they are sent.

import { isUpdate } from './clocks.js';
import { button, make } from './element.js';
import { approvalEnded, fill, FORMS, knownValues } from './filling.js';
import { clockTime } from './times.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/** @typedef {import('./playbook.js').Message} Message */

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @returns {HTMLElement[]}
 */
export function sending(session, incident, playbook) {
  return [make('ul', { class: 'bg-watch' }, ...playbook.messages.map((message) => {
    const sent = incident.messages.filter((one) => one.message === message.id);
    const last = sent.at(-1);
    return make('li', { class: 'bg-watch__row' },
      make('div', { class: 'bg-watch__what' },
        make('strong', {}, message.title),
        make('span', { class: 'bg-watch__note' }, `To ${message.to.toLowerCase()}. ${message.when}`),
        last ? make('span', { class: 'bg-watch__note' }, `Sent ${sent.length === 1 ? 'once' : `${sent.length} times`}, last at ${clockTime(last.time + incident.correction, session.offset)}`) : null,
        approvalEnded(message, Date.now()) ? make('span', { class: 'bg-watch__warn' }, `Its approval ended on ${message.until}: ask ${message.approver} again`) : null),
      button('Fill and copy', `message-${message.id}`, () => write(session, incident, playbook, message), 'bg-button--small'));
  }))];
}

/**
 * The dialog in which a message is filled. What the incident knows stands there already.
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {Message} message
 */
export function write(session, incident, playbook, message) {
  const address = document.location.href.split('#')[0] ?? '';
  const known = { ...incident.values, ...knownValues(incident, playbook, { now: session.now(incident), offset: session.offset, address }) };
  const ended = approvalEnded(message, Date.now());
  const preview = make('pre', { class: 'bg-send__preview', tabindex: '0', 'aria-label': 'The message as it will be sent' });
  const missing = make('p', { class: 'bg-watch__warn', 'aria-live': 'polite' });
  const said = make('p', { class: 'bg-send__said', role: 'status' });
  const inputs = message.blanks.map((blank) => {
    const input = make('input', { id: `blank-${blank.name}`, name: blank.name, value: known[blank.name] ?? '', placeholder: blank.example, autocomplete: 'off' });
    return { blank, input };
  });
  // What is still to be written comes first: the rest is filled, and only looked over.
  /** @param {(one: (typeof inputs)[number]) => boolean} which */
  const field = (which) => inputs.filter(which).map(({ blank, input }) => make('div', { class: 'bg-sheet__field' },
    make('label', { for: input.id }, blank.what), input));
  const values = () => Object.fromEntries(inputs.map(({ blank, input }) => [blank.name, input.value]));
  const yes = make('input', { type: 'checkbox' });
  const update = make('input', { type: 'checkbox', checked: isUpdate(message) });
  const parts = () => {
    const [subject, body] = [fill(message.subject, values()), fill(message.body, values())];
    return { subject: subject.text, body: body.text, missing: [...new Set([...subject.missing, ...body.missing])] };
  };
  const show = () => {
    const { subject, body, missing: open } = parts();
    preview.textContent = FORMS.text(subject, body);
    missing.textContent = open.length ? `Still to fill: ${open.map((name) => name.replaceAll('_', ' ')).join(', ')}` : '';
  };
  /** @param {string} then @returns {boolean} Whether somebody has to agree first. */
  const waits = (then) => {
    if (!ended || yes.checked) return false;
    said.textContent = `Its approval has ended. Tick that somebody agreed, then ${then}.`;
    yes.focus();
    return true;
  };
  /** @param {string} text @param {keyof typeof FORMS} form */
  const copy = (text, form) => make('button', {
    type: 'button', class: 'bg-button bg-button--small', act: () => void (async () => {
      if (waits('copy')) return;
      const { subject, body } = parts();
      const made = FORMS[form](subject, body);
      try {
        await navigator.clipboard.writeText(made);
        said.textContent = `Copied as ${text.replace('Copy as ', '')}. Paste it, send it, then log it.`;
      } catch {
        preview.textContent = made;
        getSelection()?.selectAllChildren(preview);
        said.textContent = 'Selected: press Ctrl+C';
      }
    })(),
  }, text);
  const dialog = make('dialog', { class: 'bg-sheet bg-sheet--wide md-typeset', 'aria-labelledby': 'send-title' });
  const form = make('form', { method: 'dialog', class: 'bg-sheet__form' },
    make('h2', { class: 'bg-sheet__title', id: 'send-title' }, message.title),
    make('p', { class: 'bg-sheet__help' }, `To ${message.to.toLowerCase()}, sent by ${message.sender}. ${message.when}`),
    ended
      ? make('div', { class: 'bg-note bg-note--warn' },
          make('p', {}, `The approval of this text ended on ${message.until}. Ask ${message.approver} before you send it.`),
          make('label', { class: 'bg-sheet__check' }, yes, make('span', {}, 'I have asked, and the text may be sent')))
      : null,
    make('div', { class: 'bg-send' },
      make('div', { class: 'bg-send__blanks' },
        ...field(({ input }) => !input.value),
        ...(inputs.some(({ input }) => input.value) ? [make('h3', { class: 'bg-send__known' }, 'From the incident; change what is wrong')] : []),
        ...field(({ input }) => Boolean(input.value))),
      make('div', { class: 'bg-send__text' },
        missing,
        make('div', { class: 'bg-sheet__buttons' }, copy('Copy as text', 'text'), copy('Markdown', 'markdown'), copy('Slack blocks', 'slack'), copy('Teams card', 'teams')),
        said,
        preview,
        make('label', { class: 'bg-sheet__check' }, update, make('span', {}, 'Counts as a status update')))),
    make('div', { class: 'bg-sheet__buttons' },
      make('button', { type: 'submit', class: 'bg-button bg-button--primary' }, 'It is sent: log it'),
      make('button', { type: 'button', class: 'bg-button', act: () => dialog.close() }, 'Cancel')));
  dialog.append(form);
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (waits('write it down')) return;
    const { subject, body } = parts();
    // Times and the like are worked out anew each time; only what people wrote is kept for the next message.
    const own = Object.fromEntries(Object.entries(values()).filter(([name, value]) => value.trim() && value !== known[name]));
    void session.act(incident, {
      type: 'message', message: message.id, title: message.title, to: message.to, text: FORMS.text(subject, body),
      values: own, update: update.checked, expired: ended ? message.until : '',
    });
    dialog.close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  show();
  dialog.showModal();
  inputs.find(({ input }) => !input.value)?.input.focus();
}
