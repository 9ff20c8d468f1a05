import { h } from './dom.js';
import { call, ApiError } from './api.js';

const inspect = path => ({
  operation: 'guestkit.inspect',
  payload: { type: 'guestkit.inspect.v1', data: { image: { path, format: 'qcow2' } } },
});

export async function submit(main) {
  const text = h('textarea', { spellcheck: 'false', 'aria-label': 'Job document' });
  const path = h('input', { placeholder: '/vms/web.qcow2', size: 40 });
  const said = h('div', { 'aria-live': 'polite' });
  const write = document => { text.value = JSON.stringify(document, null, 2); };
  write({ operation: 'system.echo', payload: { type: 'system.echo.v1', data: { text: 'hello' } } });

  async function send(e) {
    e.preventDefault();
    said.replaceChildren();
    try {
      const data = await call('POST', '/jobs', text.value);
      const link = h('a', { href: '#/jobs/' + encodeURIComponent(data.job_id) }, data.job_id);
      said.append(h('p', { class: 'completed' }, 'Submitted: ', link), problems(data.warnings ?? []));
    } catch (error) {
      said.append(h('p', { class: 'error' }, error.message), error instanceof ApiError ? problems(error.details?.problems ?? []) : '');
    }
  }

  const problems = list => h('ul', {}, list.map(p =>
    h('li', { class: p.severity.toLowerCase() === 'error' ? 'error' : 'warn' }, h('code', {}, p.pointer || '/'), ' ' + p.message)));

  main.append(h('form', { class: 'sheet', onsubmit: send }, h('h2', {}, 'Submit a job'),
    h('div', { class: 'bar' }, h('label', {}, 'Image to inspect', path),
      h('button', { type: 'button', onclick: () => write(inspect(path.value || '/vms/web.qcow2')) }, 'Write the job')),
    text, h('div', { class: 'bar' }, h('button', { class: 'main' }, 'Submit')), said));
}
