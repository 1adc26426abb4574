// The page talks to the same JSON API as everybody, signed in by its cookie.

export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `The server answered ${status}.`);
    this.status = status;
  }
}

async function call(method, path, query = {}, body) {
  const url = new URL(`api/v1/${path}`, document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, value);
  }
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  const value = text ? JSON.parse(text) : undefined;
  if (!answer.ok) throw new Problem(answer.status, value);
  return value;
}

export const people = (query, limit) => call('GET', 'people', { query, limit });
export const recommendations = (user, kind, limit) => call('GET', 'recommendations', { user, kind, limit });
export const popular = (limit) => call('GET', 'items/popular', { limit });
export const kinds = () => call('GET', 'kinds');
export const rate = (user, item, stars) => call('PUT', `items/${item}/rating`, { user }, { stars });
export const withdraw = (user, item) => call('DELETE', `items/${item}/rating`, { user });
