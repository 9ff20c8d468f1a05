// Talks to the server. A token, where one is needed, stays in this tab.
const KEY = 'guestkit-token';
export const token = {
  get: () => sessionStorage.getItem(KEY) ?? '',
  set: text => sessionStorage.setItem(KEY, text),
};

const headers = more => ({ ...(token.get() ? { Authorization: 'Bearer ' + token.get() } : {}), ...more });

export class ApiError extends Error {
  constructor(status, body) {
    super(body.message ?? 'the server answered ' + status);
    Object.assign(this, { status, code: body.error, details: body.details });
  }
}

export async function call(method, path, body, signal) {
  const answer = await fetch('api/v1' + path, {
    method, signal,
    headers: headers(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new ApiError(answer.status, json);
  return json.data;
}

export const get = (path, signal) => call('GET', path, undefined, signal);

// Server-sent events over fetch, which can carry a token and resumes where it was cut. Ends with the stream's own end.
export async function follow(path, signal, take) {
  let last;
  for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 10000)) {
    try {
      const answer = await fetch('api/v1' + path, {
        signal, headers: headers({ Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) }),
      });
      if (answer.status === 204) return;
      if (!answer.ok) throw new ApiError(answer.status, await answer.json().catch(() => ({})));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ;) {
        const { value, done } = await reader.read();
        if (done) break;
        const parts = (rest + value).split('\n\n');
        rest = parts.pop();
        for (const part of parts) {
          const event = { data: '' };
          for (const line of part.split('\n')) {
            const [, key, text] = /^(\w+): ?(.*)$/.exec(line) ?? [];
            if (key === 'data') event.data += text;
            else if (key) event[key] = text;
          }
          if (event.id) last = event.id;
          if (event.event === 'end') { take(event); return; }
          if (event.data) { take(event); wait = 500; }
        }
      }
    } catch (e) {
      if (signal.aborted || (e instanceof ApiError && e.status < 500)) return;
    }
    await new Promise(resume => setTimeout(resume, wait));
  }
}
