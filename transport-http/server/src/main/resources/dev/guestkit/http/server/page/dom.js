// Makes elements; texts go in as texts, so that nothing a job or a guest says can become markup.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(9).filter(child => child != null && child !== false));
  return element;
}

export const state = word => h('span', { class: 'state ' + word }, word);

export function table(heads, rows) {
  return h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, heads.map(([text, kind]) => h('th', { scope: 'col', class: kind }, text)))),
    h('tbody', {}, rows.map(cells => h('tr', {}, cells.map((cell, i) => h('td', { class: heads[i][1] }, cell ?? '')))))));
}

export const facts = pairs => h('dl', {}, pairs.filter(([, value]) => value != null && value !== '')
  .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

export function time(text) {
  if (!text) return '';
  const at = new Date(text);
  return h('time', { datetime: text, title: text }, at.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' }));
}

export function seconds(from, to) {
  if (!from) return '';
  const s = (new Date(to ?? Date.now()) - new Date(from)) / 1000;
  return s < 10 ? s.toFixed(2) + ' s' : s < 120 ? s.toFixed(0) + ' s' : Math.floor(s / 60) + ' min ' + Math.round(s % 60) + ' s';
}

export function bytes(count) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let i = 0;
  while (count >= 1024 && i < units.length - 1) { count /= 1024; i++; }
  return count.toFixed(i && count < 10 ? 1 : 0) + ' ' + units[i];
}

let hiding;
export function notice(text) {
  const place = document.getElementById('notice');
  place.textContent = text;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, 6000);
}
