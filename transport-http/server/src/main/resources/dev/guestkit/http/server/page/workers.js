import { h, state, table, time } from './dom.js';
import { get } from './api.js';

export async function workers(main, { signal }) {
  const sheet = h('div', { class: 'sheet' });
  main.append(sheet);
  async function draw() {
    const { workers: all } = await get('/workers', signal);
    sheet.replaceChildren(h('h2', {}, all.length === 1 ? '1 worker' : all.length + ' workers'), all.length
      ? table([['Worker', 'id'], ['State'], ['Jobs'], ['Pool', 'wide'], ['Operations', 'wide'], ['Heard of', 'wide']], all.map(w => [
        [w.worker_id, h('div', { class: 'quiet' }, w.hostname + ' · ' + w.version)], state(w.status.state),
        w.status.current_jobs + ' of ' + w.resources.max_concurrent_jobs, w.configuration.worker_pool,
        w.capabilities.operations.join(', '), time(w.status.last_heartbeat)]))
      : h('p', { class: 'quiet' }, 'No worker is registered: jobs wait until one is.'));
  }
  await draw();
  const timer = setInterval(() => { if (!document.hidden) draw().catch(() => {}); }, 2000);
  signal.addEventListener('abort', () => clearInterval(timer));
}
