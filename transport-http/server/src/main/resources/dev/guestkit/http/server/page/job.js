import { h, state, facts, time, seconds, notice, table, bytes } from './dom.js';
import { get, call, follow, ApiError } from './api.js';
import { result } from './result.js';

const ENDED = ['completed', 'failed', 'cancelled', 'timeout'];

export async function job(main, { id, signal }) {
  const path = '/jobs/' + encodeURIComponent(id);
  const head = h('div', { class: 'sheet' });
  const bar = h('progress', { max: 100, 'aria-label': 'Progress' });
  const phase = h('p', { class: 'quiet' });
  const line = h('div', { class: 'sheet', hidden: true }, h('h3', {}, 'Timeline'), h('div', { class: 'log timeline' }));
  const log = h('div', { class: 'sheet', hidden: true }, h('h3', {}, 'Log'), h('div', { class: 'log' }));
  const outcome = h('div');
  main.append(head, line, log, outcome);
  let last;

  async function draw() {
    const j = await get(path, signal);
    const done = ENDED.includes(j.status);
    const act = (name, what, when) => when && h('button', { onclick: () => run(what) }, name);
    head.replaceChildren(h('h2', {}, id, ' ', state(j.status)), facts([
      ['Operation', j.operation], ['Submitted', time(j.submitted_at)], ['Started', time(j.started_at)], ['Ended', time(j.completed_at)],
      ['Took', seconds(j.started_at, j.completed_at)], ['Worker', j.worker_id], ['Error', j.error && h('span', { class: 'error' }, j.error)]]),
    done ? '' : bar, done ? '' : phase,
    h('div', { class: 'bar' }, act('Cancel', 'cancel', !done), act('Run again', 'retry', done),
      h('a', { href: 'api/v1' + path + '/document' }, 'Document'), done && h('a', { href: 'api/v1' + path + '/result?full=true' }, 'Result document')));
    if (j.status === 'pending') why();
    if (done && last !== j.status) await ended();
    last = j.status;
  }

  async function why() {
    const { reasons } = await get(path + '/waiting', signal);
    phase.textContent = reasons.map(r => r.message).join('; ');
  }

  async function run(what) {
    try {
      const data = await call('POST', path + '/' + what);
      if (what === 'retry') location.hash = '#/jobs/' + encodeURIComponent(data.job_id);
      else await draw();
    } catch (e) { notice(e.message); }
  }

  async function ended() {
    try {
      const data = await get(path + '/result', signal);
      outcome.replaceChildren(result(data));
    } catch (e) { if (!(e instanceof ApiError)) throw e; }
    const { artifacts } = await get(path + '/artifacts', signal);
    if (artifacts.length) {
      outcome.append(h('div', { class: 'sheet' }, h('h3', {}, 'Artifacts'), table([['Name'], ['Size'], ['SHA-256', 'id wide']], artifacts.map(a => [
        h('a', { href: 'api/v1' + path + '/artifacts/' + encodeURIComponent(a.name), download: a.name }, a.name), bytes(a.size_bytes), a.sha256]))));
    }
  }

  const add = (sheet, at, kind, text) => {
    const place = sheet.querySelector('.log');
    const end = place.scrollTop + place.clientHeight >= place.scrollHeight - 20;
    place.append(h('div', {}, h('time', {}, new Date(at).toLocaleTimeString()), h('span', { class: kind }, text)));
    sheet.hidden = false;
    if (end) place.scrollTop = place.scrollHeight;
  };

  await draw();
  follow(path + '/events', signal, event => {
    const data = event.data ? JSON.parse(event.data) : {};
    if (event.event === 'progress') {
      bar.value = data.progress_percent ?? 0;
      phase.textContent = [data.phase, data.message].filter(Boolean).join(': ');
    } else if (event.event === 'log') {
      add(log, data.timestamp ?? data.at, data.level, data.message);
    } else if (event.event === 'state') {
      add(line, data.timestamp ?? data.at, data.to ?? data.status, (data.to ?? data.status) + (data.cause ? ' · ' + data.cause : ''));
      draw().catch(() => {});
    } else if (event.event === 'gap') {
      add(line, Date.now(), 'quiet', 'earlier events are no longer kept');
    } else if (event.event === 'end') draw().catch(() => {});
  });
}
