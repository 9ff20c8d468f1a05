import { h, facts, table, bytes } from './dom.js';

// Draws an inspection for a person, a workflow as a table, and anything else as JSON.
export function result(data) {
  const parts = [];
  if (data?.systems) parts.push(...data.systems.map(system), data.storage && storage(data.storage));
  else if (data?.jobs) parts.push(members(data.jobs));
  parts.push(h('details', { class: 'sheet', open: parts.length === 0 }, h('summary', {}, 'Result as JSON'), h('pre', {}, JSON.stringify(data, null, 2))));
  return h('div', {}, parts);
}

function members(jobs) {
  return h('div', { class: 'sheet' }, h('h3', {}, 'Members'), table([['Member'], ['State'], ['Job', 'id'], ['Error', 'wide']], jobs.map(m => [
    m.id, h('span', { class: 'state ' + m.status }, m.status), m.job_id && h('a', { href: '#/jobs/' + encodeURIComponent(m.job_id) }, m.job_id), m.error])));
}

function system(s) {
  const os = s.os ?? {};
  const packages = s.packages?.packages ?? [];
  const search = h('input', { type: 'search', placeholder: 'name', 'aria-label': 'Search packages' });
  const rows = h('div');
  const draw = () => {
    const found = packages.filter(p => p.name.includes(search.value));
    rows.replaceChildren(table([['Package'], ['Version'], ['Architecture', 'wide']], found.slice(0, 200).map(p =>
      [p.name, p.full_version ?? p.version, p.arch])),
    h('p', { class: 'quiet' }, found.length > 200 ? 'the first 200 of ' + found.length : found.length + ' packages'));
  };
  search.addEventListener('input', draw);
  draw();
  return h('div', { class: 'sheet' }, h('h2', {}, os.product_name ?? os.distro ?? 'System', h('span', { class: 'quiet' }, ' on ' + s.root)), facts([
    ['Host name', os.hostname], ['Architecture', os.architecture], ['Distribution', os.distro], ['Version', os.version],
    ['Mounts', (s.mountpoints ?? []).map(m => m.path + ' (' + m.device + ')').join(', ')],
    ['Services', s.services?.length], ['Users', s.accounts?.users?.length]]),
  packages.length ? [h('h3', {}, 'Packages'), search, rows] : '');
}

function storage(s) {
  const disks = s.disks ?? [];
  const volumes = s.volumes ?? [];
  return h('div', { class: 'sheet' }, h('h3', {}, 'Disks'), disks.map(disk => {
    const parts = volumes.filter(v => v.kind?.toLowerCase() === 'partition' && v.device?.startsWith(disk.device));
    return [h('p', {}, disk.device + ', ' + bytes(disk.size_bytes ?? 0) + (disk.table_type ? ', ' + disk.table_type : '')),
      h('div', { class: 'disk', role: 'img', 'aria-label': parts.map(p => p.device + ' ' + (p.content || 'empty') + ' ' + bytes(p.size_bytes)).join(', ') },
        parts.map(p => {
          const part = h('span', { title: [p.device, p.content, bytes(p.size_bytes)].filter(Boolean).join(' ') }, p.device.split('/').pop() + ' ' + (p.content ?? ''));
          part.style.flexGrow = p.size_bytes;
          part.style.flexBasis = '0';
          return part;
        }))];
  }));
}
