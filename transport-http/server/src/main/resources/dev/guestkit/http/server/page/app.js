import { h, notice } from './dom.js';
import { get, call, token, ApiError } from './api.js';
import { jobs } from './jobs.js';
import { job } from './job.js';
import { workers } from './workers.js';
import { submit } from './submit.js';

const main = document.getElementById('main');
const queue = document.getElementById('queue');
let leave = new AbortController();

// Each view draws into an element and stops when its signal says so.
const VIEWS = { jobs, workers, submit };

async function show() {
  leave.abort();
  leave = new AbortController();
  const [path, query] = (location.hash.slice(2) || 'jobs').split('?');
  const [name, id] = path.split('/').map(decodeURIComponent);
  document.querySelectorAll('nav a').forEach(link =>
    link.toggleAttribute('aria-current', link.getAttribute('href') === '#/' + name));
  const view = id ? job : VIEWS[name] ?? jobs;
  main.replaceChildren();
  await guarded(() => view(main, { id, query: new URLSearchParams(query), signal: leave.signal }));
}

async function guarded(action) {
  try {
    await action();
  } catch (e) {
    if (e.name === 'AbortError') return;
    if (e instanceof ApiError && e.status === 401) askForToken();
    else main.replaceChildren(h('div', { class: 'sheet error' }, e.message));
  }
}

function askForToken() {
  const field = h('input', { type: 'password', autocomplete: 'off', required: true });
  main.replaceChildren(h('form', {
    class: 'sheet', onsubmit: e => { e.preventDefault(); token.set(field.value.trim()); show(); },
  }, h('h2', {}, 'This server asks for a token'), h('div', { class: 'bar' }, h('label', {}, 'Token', field), h('button', { class: 'main' }, 'Go on'))));
  field.focus();
}

async function drawQueue() {
  try {
    const stats = await get('/queue/stats');
    const { running = 0, completed = 0, failed = 0, timeout = 0 } = stats.counts;
    const toggle = h('button', { onclick: () => pause(!stats.paused) }, stats.paused ? 'Resume' : 'Pause');
    queue.replaceChildren(...[['waiting', stats.depth], ['running', running], ['completed', completed], ['failed', failed + timeout]]
      .map(([name, count]) => h('span', {}, h('b', {}, String(count)), ' ' + name)),
    stats.paused ? h('span', { class: 'warn' }, 'paused' + (stats.pause_reason ? ': ' + stats.pause_reason : '')) : '', toggle);
  } catch (e) {
    queue.replaceChildren(h('span', { class: 'error' }, e instanceof ApiError ? '' : 'the server does not answer'));
  }
}

async function pause(on) {
  try {
    await call('POST', on ? '/queue/pause' : '/queue/resume');
  } catch (e) {
    notice(e.message);
  }
  drawQueue();
}

addEventListener('hashchange', show);
addEventListener('keydown', e => {
  if (/INPUT|TEXTAREA|SELECT/.test(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey) return;
  const where = { j: 'jobs', w: 'workers', n: 'submit' }[e.key];
  if (where) location.hash = '#/' + where;
  if (e.key === '/') { e.preventDefault(); main.querySelector('input')?.focus(); }
});
setInterval(() => { if (!document.hidden) drawQueue(); }, 2000);
drawQueue();
show();
