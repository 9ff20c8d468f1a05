import { h, state, table, time, seconds, notice } from './dom.js';
import { get, call } from './api.js';

const STATES = ['', 'pending', 'assigned', 'running', 'completed', 'failed', 'cancelled', 'timeout'];
const BAD = ['failed', 'timeout', 'cancelled'];

export async function jobs(main, { query, signal }) {
  const search = h('input', { type: 'search', placeholder: 'job-…', value: query.get('q') ?? '', 'aria-label': 'Id begins with' });
  const status = h('select', {}, STATES.map(s => h('option', { value: s, selected: s === (query.get('status') ?? '') }, s || 'any')));
  const operation = h('input', { value: query.get('operation') ?? '', placeholder: 'guestkit.inspect' });
  const label = h('input', { value: query.get('label') ?? '', placeholder: 'key=value' });
  const rows = h('div');
  const replay = h('button', { type: 'button', hidden: true, onclick: () => replayAll(shown) }, 'Run these again');
  let shown = [];
  let cursor = '';

  const wanted = () => new URLSearchParams(Object.entries({
    q: search.value.trim(), status: status.value, operation: operation.value.trim(), label: label.value.trim(), cursor, limit: 50,
  }).filter(([, value]) => value));

  async function draw() {
    const page = await get('/jobs?' + wanted(), signal);
    shown = page.jobs.filter(j => BAD.includes(j.status));
    replay.hidden = !shown.length || !BAD.includes(status.value);
    const more = page.next_cursor && h('button', { onclick: () => { cursor = page.next_cursor; draw(); } }, 'Older');
    rows.replaceChildren(
      page.jobs.length ? table([['Job', 'id'], ['State'], ['Operation'], ['Submitted', 'wide'], ['Took', 'wide'], ['Worker', 'wide']], page.jobs.map(j => [
        h('a', { href: '#/jobs/' + encodeURIComponent(j.job_id) }, j.job_id),
        [state(j.status), j.error ? h('span', { class: 'quiet' }, ' ' + j.error.split(':')[0]) : ''], j.operation,
        time(j.submitted_at), seconds(j.started_at, j.completed_at), j.worker_id])) : h('p', { class: 'quiet' }, 'No job matches.'),
      h('div', { class: 'bar' }, h('span', { class: 'quiet' }, page.total + ' in all'),
        cursor && h('button', { onclick: () => { cursor = ''; draw(); } }, 'Newest'), more || ''));
  }

  async function replayAll(list) {
    let again = 0;
    for (const j of list) {
      try { await call('POST', '/jobs/' + encodeURIComponent(j.job_id) + '/retry'); again++; } catch (e) { notice(e.message); }
    }
    notice(again + ' jobs run again');
    draw();
  }

  let typing;
  const changed = () => { cursor = ''; clearTimeout(typing); typing = setTimeout(() => draw().catch(failed), 250); };
  const failed = e => { if (e.name !== 'AbortError') rows.replaceChildren(h('p', { class: 'error' }, e.message)); };
  main.append(h('form', { class: 'bar', role: 'search', oninput: changed, onsubmit: e => e.preventDefault() },
    h('label', {}, 'Id begins with', search), h('label', {}, 'State', status), h('label', {}, 'Operation', operation), h('label', {}, 'Label', label), replay),
  h('div', { class: 'sheet' }, rows));
  await draw();
  const timer = setInterval(() => { if (!document.hidden && !cursor) draw().catch(failed); }, 2000);
  signal.addEventListener('abort', () => clearInterval(timer));
}
