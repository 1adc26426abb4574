// Rows of recommendations for one person. A rating goes to the server, every row is asked for anew, and what moved is marked.

import * as api from './api.js';
import { card, mark } from './card.js';
import { Picker, nameOf } from './picker.js';

const LENGTH = 12;
const INVITATION = 'Rate anything with the stars: every row changes at once.';
const rows = document.getElementById('rows');
const status = document.getElementById('status');
const toast = document.getElementById('toast');
const template = document.getElementById('row');

let person;
let drawn = 0;
let last;

const picker = new Picker((chosen) => {
  person = chosen;
  history.replaceState(null, '', `#${person.id}`);
  toast.hidden = true;
  rows.replaceChildren();
  draw('');
});

async function start() {
  try {
    const listed = await picker.first();
    if (listed.length === 0) return say('Nobody is known yet: load data with “./tastemaker import”, or start with “./tastemaker demo”.');
    const wanted = Number(location.hash.slice(1));
    return picker.pick(listed.find((one) => one.id === wanted) ?? listed[0]);
  } catch (problem) {
    return trouble(problem);
  }
}

/** Asks for every row and draws it; answers how many cards moved. */
async function draw(news) {
  const turn = ++drawn;
  rows.setAttribute('aria-busy', 'true');
  try {
    const plan = await planned();
    const answers = await Promise.all(plan.map((row) => row.ask()));
    if (turn !== drawn) return;
    const moved = plan.reduce((sum, row, at) => sum + show(row, answers[at]), 0);
    say(news ? `${news} ${moved === 0 ? 'Nothing moved.' : `${moved} ${moved === 1 ? 'card' : 'cards'} moved, marked below.`}` : INVITATION);
  } catch (problem) {
    if (turn === drawn) trouble(problem);
  } finally {
    if (turn === drawn) rows.removeAttribute('aria-busy');
  }
}

async function planned() {
  const kinds = (await api.kinds()).items;
  const own = (kind) => () => api.recommendations(person.id, kind, LENGTH);
  const perKind = kinds.length < 2 ? [] : kinds.map(({ kind }) => ({ id: `kind-${kind}`, title: plural(kind), ask: own(kind) }));
  return [
    { id: 'for-you', title: `For ${nameOf(person)}`, ask: own() },
    ...perKind,
    { id: 'popular', title: 'Popular with everybody', ask: () => api.popular(LENGTH) },
  ];
}

function show(row, answer) {
  const section = document.getElementById(row.id) ?? added(row);
  const list = section.querySelector('.cards');
  const before = new Map([...list.children].map((element, at) => [element.dataset.id, at]));
  const cards = answer.items.map((item, at) => card(item, at, rate));
  const compare = before.size > 0;
  if (compare) cards.forEach((element, at) => mark(element, before.get(element.dataset.id), at));
  section.querySelector('.row-title').textContent = row.title;
  section.querySelector('.row-note').textContent = note(answer);
  const empty = section.querySelector('.empty');
  empty.hidden = cards.length > 0;
  empty.textContent = 'Nothing is left to recommend here.';
  const focused = [...list.children].findIndex((element) => element.contains(document.activeElement));
  list.replaceChildren(...cards);
  if (focused >= 0) cards[Math.min(focused, cards.length - 1)]?.querySelector('.stars button').focus({ preventScroll: true });
  return cards.filter((element) => element.classList.contains('moved')).length;
}

function added(row) {
  const section = template.content.firstElementChild.cloneNode(true);
  section.id = row.id;
  section.querySelector('h2').id = `${row.id}-title`;
  section.setAttribute('aria-labelledby', `${row.id}-title`);
  rows.append(section);
  return section;
}

function note(answer) {
  const ranked = answer.items.some((item) => item.source === answer.model?.algorithm);
  if (ranked) return `${answer.model.algorithm}, model ${answer.model.id}`;
  return answer.items.length ? 'by everybody’s ratings' : '';
}

async function rate(item, stars) {
  const rater = person;
  try {
    await api.rate(rater.id, item.id, stars);
    last = { rater, item };
    await draw(`${item.title} rated ${stars} ${stars === 1 ? 'star' : 'stars'}.`);
    offerUndo(`${item.title}: ${'★'.repeat(stars)}`);
  } catch (problem) {
    trouble(problem);
  }
}

function offerUndo(text) {
  document.getElementById('toast-text').textContent = text;
  toast.hidden = false;
}

document.getElementById('undo').addEventListener('click', async () => {
  toast.hidden = true;
  try {
    await api.withdraw(last.rater.id, last.item.id);
    if (last.rater === person) await draw(`The rating of ${last.item.title} is taken back.`);
  } catch (problem) {
    trouble(problem);
  }
});

function plural(kind) {
  const word = kind[0].toUpperCase() + kind.slice(1);
  return { Series: 'Series', Anime: 'Anime' }[word] ?? `${word}s`;
}

function say(text) {
  status.className = 'status';
  status.textContent = text;
}

function trouble(problem) {
  status.className = 'status trouble';
  status.textContent = problem.status === 401
    ? 'This page is not signed in. Open the link that the server printed when it started.'
    : problem.message;
}

start();
