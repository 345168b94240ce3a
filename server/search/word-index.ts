/** The index of words: which titles, texts and threads have them, and which of these suit a question best. */
import type { Status } from '../../shared/annotation/annotation.ts';
import type { SearchKind } from '../../shared/wire/routes/search.ts';
import type { Findings, Question, Source } from './messages.ts';
import { Postings } from './postings.ts';
import { Vocabulary } from './vocabulary.ts';
import { partsOf } from './wanted.ts';
import { apart, Words } from './words.ts';

/** What is kept of a source beside its words. */
interface Kept {
  readonly key: string;
  readonly kind: SearchKind;
  readonly place: number;
  readonly language: string;
  readonly status: Status | null;
  readonly modified: number;
  readonly people: readonly string[];
  /** How many words it has. */
  readonly length: number;
}

type KnownTerms = Map<string, readonly number[]>;

/** One word of a part of a question: all terms that it may be. */
type Slot = readonly number[];

/** What is found so far, by the numbers of the sources. */
interface Tally {
  /** How many parts of the question each has; where it lacks one it isn't counted on. */
  readonly parts: Uint8Array;
  /** How often it has the part that is being looked for. */
  readonly times: Uint32Array;
  readonly scores: Float64Array;
}

/** Between the parts of a source, so that no phrase goes from one to the next. */
const GAP = 100;

/** Of BM25, as usual: how soon more of the same word stops to count, and how much the length does. See Robertson and Zaragoza, 2009. */
const K1 = 1.2;
const B = 0.75;

/** What a word in a title counts for more. */
const TITLE_WEIGHT = 2;

/** More than a text can have, with its gaps. */
const MAX_POSITIONS = 2 ** 24;

/** Once so many words are of sources that are gone, lists are swept. */
const MAX_DEAD_WORDS = 100_000;

/** The place of what is gone. */
const GONE = -1;

/** How many words of a language are remembered with their terms. */
const MAX_KNOWN = 100_000;

/** How many terms are swept in a turn. */
const SWEEP_TERMS = 500;

/** Holds no text. What a question may not see has no part in what is found, in its order or in its counts. */
export class WordIndex {
  readonly #postings = new Postings();
  readonly #vocabulary = new Vocabulary();
  readonly #languages = new Map<string, Words>();
  /** Of words as they are written. */
  readonly #terms = new Map<Words, KnownTerms>();
  /** By number; null for those that are gone. */
  readonly #sources: (Kept | null)[] = [];
  /** The same sources’ places, which are asked for each question. */
  readonly #placeOf: number[] = [];
  readonly #numbers = new Map<string, number>();
  #words = 0;
  #deadWords = 0;
  /** The next term of the sweep that is under way, and the words that will be gone with it. */
  #sweep: { next: number; readonly words: number } | null = null;

  /** Adds a source, in the place of one with the same key. */
  put(source: Source): void {
    this.remove(source.key);
    const number = this.#sources.length;
    const words = this.#wordsOf(source.language);
    // To find a word's terms takes longer than anything else of it.
    const known: KnownTerms = this.#terms.get(words) ?? new Map<string, readonly number[]>();
    this.#terms.set(words, known);
    let position = 0;
    let length = 0;
    for (const part of source.parts) {
      words.each(part, (from, to) => {
        const word = part.slice(from, to);
        const terms = known.get(word) ?? this.#newTermsOf(word, words, known);
        for (let one = 0; one < terms.length; one += 1)
          this.#postings.add(terms[one] as number, number, position); // within the length
        position += 1;
        length += 1;
      });
      position += GAP;
    }
    const { key, kind, place, language, status, modified, people } = source;
    this.#sources.push({ key, kind, place, language, status, modified, people, length });
    this.#placeOf.push(place);
    this.#numbers.set(key, number);
    this.#words += length;
  }

  /** Removes what has this key, if anything has. */
  remove(key: string): void {
    const number = this.#numbers.get(key);
    if (number === undefined) return;
    this.#deadWords += this.#sources[number]?.length ?? 0;
    this.#sources[number] = null;
    this.#placeOf[number] = GONE;
    this.#numbers.delete(key);
  }

  /** The best of what has all parts of the question; of the same worth, the last changed first. */
  find(question: Question): Findings {
    const counts = { titles: 0, texts: 0, threads: 0 };
    const parts = partsOf(question.words);
    const isVisible = this.#visible(question);
    if (parts.length === 0) return { keys: [], counts };
    const scale = this.#scale(isVisible);
    const found: { readonly source: Kept; readonly score: number }[] = [];
    for (const languages of this.#languagesByForms(parts.map(({ words }) => words))) {
      const [first] = languages;
      if (first === undefined) continue;
      const isHere = this.#inLanguages(isVisible, languages);
      const tally = this.#tally(parts, first, isHere, scale);
      for (let number = 0; number < tally.parts.length; number += 1) {
        if (tally.parts[number] !== parts.length) continue;
        const source = this.#sources[number];
        if (!source) continue;
        counts[source.kind] += 1;
        found.push({ source, score: tally.scores[number] as number }); // within the length
      }
    }
    const { skip, take } = question;
    const best = bestOf(found, skip + take);
    return { keys: best.slice(skip).map(({ source }) => source.key), counts };
  }

  /**
   * Gives back memory for a moment's time, where so many words and a quarter of all are gone. False where there is nothing to do at
   * present.
   */
  tidy(deadWords = MAX_DEAD_WORDS): boolean {
    if (this.#sweep === null) {
      if (this.#deadWords <= deadWords + (deadWords === 0 ? 0 : this.#words / 4)) return false;
      this.#sweep = { next: 0, words: this.#deadWords };
    }
    const { next, words } = this.#sweep;
    const isAlive = (number: number): boolean => this.#sources[number] !== null;
    const end = Math.min(next + SWEEP_TERMS, this.#postings.terms);
    for (let term = next; term < end; term += 1) this.#postings.sweep(term, isAlive);
    this.#sweep.next = end;
    if (end < this.#postings.terms) return true;
    this.#sweep = null;
    this.#words -= words;
    this.#deadWords -= words;
    return false;
  }

  /** How much there is of it. */
  get size() {
    const { terms, bytes } = this.#postings;
    return { sources: this.#numbers.size, terms, listBytes: bytes };
  }

  #wordsOf(language: string): Words {
    const words = this.#languages.get(language) ?? new Words(language);
    this.#languages.set(language, words);
    return words;
  }

  /** The terms of a word's forms, which is not among those that are known. */
  #newTermsOf(written: string, words: Words, known: KnownTerms): readonly number[] {
    const word = apart(written);
    const terms = words.formsOf(word).map((form) => this.#termOf(form));
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(word, terms);
    return terms;
  }

  #termOf(form: string): number {
    const known = this.#vocabulary.find(form);
    if (known !== null) return known;
    const term = this.#postings.addTerm();
    this.#vocabulary.add(form, term);
    return term;
  }

  /** 1 for each source that the question may see, by number: this is decided before any word is looked at. */
  #visible({ kinds, places, status, person, from, to }: Question): Uint8Array {
    const visible = new Uint8Array(this.#sources.length);
    const isNarrow = status !== null || person !== null || from > -Infinity || to < Infinity;
    for (let number = 0; number < visible.length; number += 1) {
      // Of those that are gone there is no place.
      if (places[this.#placeOf[number] ?? GONE] !== 1) continue;
      const source = this.#sources[number];
      if (!source || !kinds.includes(source.kind)) continue;
      const { modified, people } = source;
      const isWanted =
        !isNarrow ||
        source.kind !== 'threads' ||
        ((status === null || source.status === status) &&
          (person === null || people.includes(person)) &&
          modified >= from &&
          modified <= to);
      if (isWanted) visible[number] = 1;
    }
    return visible;
  }

  #inLanguages(visible: Uint8Array, languages: readonly string[]): Uint8Array {
    if (languages.length === this.#languages.size) return visible;
    return visible.map((is, number) =>
      is === 1 && languages.includes(this.#sources[number]?.language ?? '') ? 1 : 0,
    );
  }

  /** The languages in groups: in those of one group these words have the same forms, so that they are sought once. */
  #languagesByForms(parts: readonly string[]): string[][] {
    const groups = new Map<string, string[]>();
    for (const language of this.#languages.keys()) {
      const forms = JSON.stringify(parts.map((part) => this.#formsIn(part, language)));
      groups.set(forms, [...(groups.get(forms) ?? []), language]);
    }
    return [...groups.values()];
  }

  #formsIn(part: string, language: string): (readonly string[])[] {
    const words = this.#wordsOf(language);
    return words
      .in(part)
      .map(({ from, to }) => words.formsOf(part.slice(from, to)))
      .filter((forms) => forms.length > 0);
  }

  /** How many can be seen, and how long they are in the mean by kind. Nothing of what can't be seen counts in it. */
  #scale(visible: Uint8Array): Scale {
    const sums: Record<SearchKind, [number, number]> = {
      titles: [0, 0],
      texts: [0, 0],
      threads: [0, 0],
    };
    let many = 0;
    for (let number = 0; number < visible.length; number += 1) {
      const source = visible[number] === 1 ? this.#sources[number] : null;
      if (!source) continue;
      const sum = sums[source.kind];
      sum[0] += 1;
      sum[1] += source.length;
      many += 1;
    }
    const mean = ([count, words]: [number, number]): number =>
      Math.max(1, words / Math.max(1, count));
    return {
      many,
      meanLength: {
        titles: mean(sums.titles),
        texts: mean(sums.texts),
        threads: mean(sums.threads),
      },
    };
  }

  #tally(
    parts: ReturnType<typeof partsOf>,
    language: string,
    visible: Uint8Array,
    scale: Scale,
  ): Tally {
    const many = this.#sources.length;
    const tally = {
      parts: new Uint8Array(many),
      times: new Uint32Array(many),
      scores: new Float64Array(many),
    };
    for (const [index, part] of parts.entries()) {
      const slots = this.#slots(part.words, part.isOpen, language);
      tally.times.fill(0);
      const isOpen = openFor(index, visible, tally);
      if (slots.length === 1) this.#countWord(slots[0] ?? [], isOpen, tally);
      else if (slots.length > 1) this.#countPhrase(slots, isOpen, tally);
      this.#score(tally, index, scale);
    }
    return tally;
  }

  #slots(words: string, isOpen: boolean, language: string): Slot[] {
    const all = this.#formsIn(words, language);
    return all.map((forms, index) => {
      if (isOpen && index === all.length - 1 && forms.every(mayGoOn))
        return [...new Set(forms.flatMap((form) => [...this.#vocabulary.beginning(form)]))];
      return forms.flatMap((form) => this.#vocabulary.find(form) ?? []);
    });
  }

  #countWord(slot: Slot, isOpen: Uint8Array, { times }: Tally): void {
    for (const term of slot) {
      const { count, docs } = this.#postings.read(term);
      for (let one = 0; one < count; one += 1) {
        const number = docs[one] as number; // within the count
        if (isOpen[number] === 1) times[number] = (times[number] as number) + 1;
      }
    }
  }

  /** Counts where the words of all slots follow each other: from the slot on that occurs least. */
  #countPhrase(slots: readonly Slot[], isOpen: Uint8Array, { times }: Tally): void {
    const order = slots
      .map((slot, offset) => ({ slot, offset, many: this.#countOf(slot) }))
      .sort((one, other) => one.many - other.many);
    let begins: Float64Array | null = null;
    for (const { slot, offset } of order) {
      const here = this.#beginsOf(slot, offset, begins === null ? isOpen : null);
      begins = begins === null ? here : inBoth(begins, here);
    }
    for (const begin of begins ?? []) {
      const number = Math.floor(begin / MAX_POSITIONS);
      times[number] = (times[number] ?? 0) + 1;
    }
  }

  /** Where a phrase begins whose word at `offset` is one of these terms: places in their order, each of a source and in it. */
  #beginsOf(slot: Slot, offset: number, isOpen: Uint8Array | null): Float64Array {
    const begins = new Float64Array(this.#countOf(slot));
    let length = 0;
    for (const term of slot) {
      const { count, docs, positions } = this.#postings.read(term);
      for (let one = 0; one < count; one += 1) {
        const number = docs[one] as number; // within the count
        const begin = (positions[one] as number) - offset;
        if (begin < 0 || (isOpen !== null && isOpen[number] !== 1)) continue;
        begins[length] = number * MAX_POSITIONS + begin;
        length += 1;
      }
    }
    const all = begins.subarray(0, length);
    return slot.length > 1 ? all.sort() : all;
  }

  #countOf(slot: Slot): number {
    return slot.reduce((sum, term) => sum + this.#postings.count(term), 0);
  }

  /** BM25 over what can be seen; what lacks the part is out. */
  #score(tally: Tally, index: number, { many, meanLength }: Scale): void {
    const { parts, times, scores } = tally;
    let having = 0;
    for (let number = 0; number < times.length; number += 1) if (times[number] !== 0) having += 1;
    const rarity = Math.log(1 + (many - having + 0.5) / (having + 0.5));
    for (let number = 0; number < times.length; number += 1) {
      const often = times[number] as number; // within the length
      const source = often === 0 ? null : this.#sources[number];
      if (!source) continue;
      const length = source.length / meanLength[source.kind];
      const weight = source.kind === 'titles' ? TITLE_WEIGHT : 1;
      const score = (rarity * (often * (K1 + 1))) / (often + K1 * (1 - B + B * length));
      scores[number] = (scores[number] as number) + weight * score;
      parts[number] = index + 1;
    }
  }
}

interface Scale {
  readonly many: number;
  readonly meanLength: Readonly<Record<SearchKind, number>>;
}

type Scored = { readonly source: Kept; readonly score: number };

/** One letter begins a good part of all words, unless it says as much as a word. */
function mayGoOn(form: string): boolean {
  return form.length > 1 || /\p{Script=Han}/u.test(form);
}

/** What has all parts of the question before this one. */
function openFor(part: number, visible: Uint8Array, { parts }: Tally): Uint8Array {
  if (part === 0) return visible;
  const open = new Uint8Array(visible.length);
  for (let number = 0; number < open.length; number += 1)
    if (visible[number] === 1 && parts[number] === part) open[number] = 1;
  return open;
}

/** What two lists have in common; each is in its order. */
function inBoth(one: Float64Array, other: Float64Array): Float64Array {
  const common = new Float64Array(Math.min(one.length, other.length));
  let [length, at] = [0, 0];
  for (const value of one) {
    while (at < other.length && (other[at] as number) < value) at += 1;
    if (other[at] !== value || common[length - 1] === value) continue;
    common[length] = value;
    length += 1;
  }
  return common.subarray(0, length);
}

/** The first of all in their order; no more is sorted than has to be. */
function bestOf(found: readonly Scored[], many: number): Scored[] {
  const scores = Float64Array.from(found, ({ score }) => score).sort();
  const least = scores[Math.max(0, scores.length - many)] ?? 0;
  return found
    .filter(({ score }) => score >= least)
    .sort(
      (one, other) =>
        other.score - one.score ||
        other.source.modified - one.source.modified ||
        (one.source.key < other.source.key ? -1 : 1),
    )
    .slice(0, many);
}
