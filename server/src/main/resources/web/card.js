// One item as a card: a cover made from kind and title, the reason, and stars to rate it with.

const template = document.getElementById('card');

export function card(item, place, onRate) {
  const element = template.content.firstElementChild.cloneNode(true);
  element.dataset.id = item.id;
  cover(element.querySelector('.cover'), item);
  element.querySelector('h3').textContent = item.title;
  element.querySelector('h3').title = item.title;
  element.querySelector('.facts').textContent = facts(item);
  element.querySelector('.reason').textContent = sentence(item.reason?.text);
  element.querySelector('.score').textContent = score(item);
  stars(element.querySelector('.stars'), item, (given) => onRate(item, given));
  return element;
}

export function mark(element, before, now) {
  const label = element.querySelector('.move');
  if (before === now) return;
  const [kind, text, spoken] = before === undefined ? ['new', 'new', 'New in this row']
    : before > now ? ['up', `▲ ${before - now}`, `Up ${before - now}`] : ['down', `▼ ${now - before}`, `Down ${now - before}`];
  label.className = `move ${kind}`;
  label.textContent = text;
  label.setAttribute('aria-label', spoken);
  label.hidden = false;
  element.classList.add('moved');
}

function cover(element, item) {
  element.classList.add(item.kind);
  element.style.setProperty('--hue', hue(item.title));
  element.querySelector('.monogram').textContent = monogram(item.title);
  element.querySelector('.kind').textContent = item.kind;
}

function hue(text) {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)) % 100003;
  return Math.round(hash * 137.5) % 360; // the golden angle: near numbers, far colours
}

function monogram(title) {
  const words = title.replace(/\(.*?\)/g, '').split(/[^\p{L}\p{N}]+/u).filter((word) => word && !/^(the|a|an|of|and)$/i.test(word));
  return (words.length ? words : [title]).slice(0, 2).map((word) => [...word][0].toUpperCase()).join('');
}

function facts(item) {
  return [item.year, (item.genres ?? []).slice(0, 3).join(', ')].filter(Boolean).join(' · ');
}

function sentence(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : '';
}

function score(item) {
  return item.score === undefined ? '' : `score ${item.score.toFixed(2)}`;
}

// One stop of the Tab key; the arrows move, Enter or Space rates.
function stars(group, item, onRate) {
  group.setAttribute('aria-label', `Rate ${item.title}`);
  for (let given = 1; given <= 5; given++) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = '★';
    button.tabIndex = given === 1 ? 0 : -1;
    button.setAttribute('aria-label', `Rate ${item.title} ${given} ${given === 1 ? 'star' : 'stars'}`);
    button.addEventListener('click', () => onRate(given));
    group.append(button);
  }
  group.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const buttons = [...group.children];
    const next = step && buttons[buttons.indexOf(document.activeElement) + step];
    if (!step) return;
    event.preventDefault();
    next?.focus();
  });
}
