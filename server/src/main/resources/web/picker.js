// The choice of a person: a text field with a list below it, usable with mouse, finger and keys.

import { people } from './api.js';

export class Picker {
  #input = document.getElementById('person');
  #list = document.getElementById('people');
  #shown = [];
  #active = -1;
  #chosen;
  #asked = 0;
  #onPick;

  constructor(onPick) {
    this.#onPick = onPick;
    this.#input.addEventListener('focus', () => { this.#input.select(); this.#search(''); });
    this.#input.addEventListener('click', () => { if (this.#list.hidden) this.#search(''); });
    this.#input.addEventListener('input', () => this.#search(this.#input.value.trim()));
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('blur', () => this.#close());
  }

  async first() {
    const answer = await people('', 30);
    return answer.items;
  }

  pick(person) {
    this.#chosen = person;
    this.#close();
    this.#onPick(person);
  }

  async #search(query) {
    const asked = ++this.#asked;
    const answer = await people(query, 30).catch(() => ({ items: [] }));
    if (asked !== this.#asked || document.activeElement !== this.#input) return;
    this.#shown = answer.items;
    this.#list.replaceChildren(...this.#shown.map((person, at) => this.#option(person, at)));
    this.#show(this.#shown.length ? 0 : -1);
    this.#list.hidden = this.#shown.length === 0;
    this.#input.setAttribute('aria-expanded', String(!this.#list.hidden));
  }

  #option(person, at) {
    const option = document.createElement('li');
    option.id = `person-${at}`;
    option.role = 'option';
    option.append(nameOf(person));
    if (person.ratings !== undefined) {
      const count = document.createElement('small');
      count.textContent = `${person.ratings} ratings`;
      option.append(count);
    }
    option.addEventListener('mousedown', (event) => { event.preventDefault(); this.pick(person); this.#input.blur(); });
    return option;
  }

  #key(event) {
    if (event.key === 'Escape') return this.#close();
    if (this.#list.hidden) return undefined;
    if (event.key === 'Enter' && this.#active >= 0) return this.pick(this.#shown[this.#active]);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return undefined;
    event.preventDefault();
    return this.#show((this.#active + step + this.#shown.length) % this.#shown.length);
  }

  #show(at) {
    this.#active = at;
    [...this.#list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    if (at < 0) return this.#input.removeAttribute('aria-activedescendant');
    this.#input.setAttribute('aria-activedescendant', `person-${at}`);
    return this.#list.children[at].scrollIntoView({ block: 'nearest' });
  }

  #close() {
    this.#asked++;
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
    if (this.#chosen) this.#input.value = nameOf(this.#chosen);
  }
}

export function nameOf(person) {
  return person.name ?? person.key ?? `Person ${person.id}`;
}
