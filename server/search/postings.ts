/** Where each term occurs, in memory: lists of bytes in pages that they share, two bytes or so for an occurrence. */

const PAGE_BITS = 20;
const PAGE_BYTES = 1 << PAGE_BITS;

/** A list is a chain of chunks, each twice as long as the one before, up to this; the last four bytes lead to the next. */
const FIRST_BYTES = 16;
const MOST_BYTES = 4096;
const LINK_BYTES = 4;

/** What `read` found; its arrays are used again by the next `read`. */
export interface Occurrences {
  count: number;
  /** Of the occurrence, the number of its document; documents rise. */
  docs: Int32Array;
  /** Which word of the document it is; these rise within one. */
  positions: Int32Array;
}

/**
 * Lists by term, which are numbers from 0 on. An occurrence is one varint where it is in the document of the one before, else two:
 * after Lucene's pools of bytes, see https://lucene.apache.org/core/.
 */
export class Postings {
  readonly #pages: Uint8Array[] = [];
  /** Addresses of chunks that are free again, by length. */
  readonly #free = new Map<number, number[]>();
  #top = 0;
  #heads = new Int32Array(1024);
  /** Where the next byte of each term goes, and where its last chunk ends. */
  #ends = new Int32Array(1024);
  #limits = new Int32Array(1024);
  #sizes = new Int32Array(1024);
  #lastDocs = new Int32Array(1024);
  #lastPositions = new Int32Array(1024);
  #counts = new Int32Array(1024);
  #terms = 0;
  readonly #found: Occurrences = {
    count: 0,
    docs: new Int32Array(1024),
    positions: new Int32Array(1024),
  };

  /** How many terms there are. */
  get terms(): number {
    return this.#terms;
  }

  /** How often a term occurs, in documents that are gone too. */
  count(term: number): number {
    return at(this.#counts, term);
  }

  /** Makes an empty list; gives the number of its term. */
  addTerm(): number {
    const term = this.#terms;
    this.#terms += 1;
    if (this.#terms > this.#heads.length) this.#grow();
    this.#heads[term] = -1;
    this.#clear(term);
    return term;
  }

  /** Adds an occurrence: in the last document of the list after its last position, or in a later one. */
  add(term: number, doc: number, position: number): void {
    const lastDoc = at(this.#lastDocs, term);
    if (doc === lastDoc) this.#write(term, (position - at(this.#lastPositions, term)) * 2);
    else {
      this.#write(term, (doc - lastDoc) * 2 + 1);
      this.#write(term, position);
      this.#lastDocs[term] = doc;
    }
    this.#lastPositions[term] = position;
    this.#counts[term] = at(this.#counts, term) + 1;
  }

  /** All occurrences of a term. */
  read(term: number): Occurrences {
    const found = this.#found;
    found.count = 0;
    let address = at(this.#heads, term);
    if (address < 0) return found;
    const many = this.count(term);
    if (many > found.docs.length) {
      found.docs = new Int32Array(many * 2);
      found.positions = new Int32Array(many * 2);
    }
    const { docs, positions } = found;
    const end = at(this.#ends, term);
    let size = FIRST_BYTES;
    let limit = address + size - LINK_BYTES;
    let page = this.#pageOf(address);
    let [count, doc, position, value, shift, isPosition] = [0, -1, 0, 0, 0, false];
    while (address !== end) {
      if (address === limit) {
        address = this.#link(limit);
        if (size < MOST_BYTES) size *= 2;
        limit = address + size - LINK_BYTES;
        page = this.#pageOf(address);
      }
      const byte = page[address & (PAGE_BYTES - 1)] as number; // chunks lie within a page
      address += 1;
      value |= (byte & 127) << shift;
      if (byte > 127) {
        shift += 7;
        continue;
      }
      if (!isPosition && (value & 1) === 1) {
        doc += value >> 1;
        isPosition = true;
      } else {
        position = isPosition ? value : position + (value >> 1);
        isPosition = false;
        docs[count] = doc;
        positions[count] = position;
        count += 1;
      }
      value = 0;
      shift = 0;
    }
    found.count = count;
    return found;
  }

  /** Leaves out of a list what lies in documents that are gone. */
  sweep(term: number, isAlive: (doc: number) => boolean): void {
    const { count, docs, positions } = this.read(term);
    let dead = 0;
    for (let one = 0; one < count; one += 1) if (!isAlive(at(docs, one))) dead += 1;
    if (dead === 0) return;
    this.#release(term);
    this.#clear(term);
    for (let one = 0; one < count; one += 1)
      if (isAlive(at(docs, one))) this.add(term, at(docs, one), at(positions, one));
  }

  /** What all pages have. */
  get bytes(): number {
    return this.#pages.length * PAGE_BYTES;
  }

  #clear(term: number): void {
    this.#heads[term] = -1;
    this.#ends[term] = -1;
    this.#limits[term] = -1;
    this.#sizes[term] = 0;
    this.#lastDocs[term] = -1;
    this.#lastPositions[term] = 0;
    this.#counts[term] = 0;
  }

  #write(term: number, value: number): void {
    let rest = value;
    while (rest > 127) {
      this.#writeByte(term, 128 + (rest % 128));
      rest = Math.floor(rest / 128);
    }
    this.#writeByte(term, rest);
  }

  #writeByte(term: number, byte: number): void {
    let address = at(this.#ends, term);
    if (address === at(this.#limits, term)) {
      const before = at(this.#sizes, term);
      const size = before === 0 ? FIRST_BYTES : Math.min(before * 2, MOST_BYTES);
      const chunk = this.#take(size);
      if (before === 0) this.#heads[term] = chunk;
      else this.#setLink(address, chunk);
      this.#sizes[term] = size;
      this.#limits[term] = chunk + size - LINK_BYTES;
      address = chunk;
    }
    this.#pageOf(address)[address & (PAGE_BYTES - 1)] = byte;
    this.#ends[term] = address + 1;
  }

  /** The address of a chunk of this length, which divides a page. */
  #take(size: number): number {
    const free = this.#free.get(size)?.pop();
    if (free !== undefined) return free;
    const isFull = (this.#top & (PAGE_BYTES - 1)) + size > PAGE_BYTES;
    if (isFull) this.#top = (this.#top + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
    if (this.#top >>> PAGE_BITS === this.#pages.length) {
      // Addresses are positive numbers of 32 bits.
      if (this.#pages.length >= 2047) throw new Error('The index of words is full.');
      this.#pages.push(new Uint8Array(PAGE_BYTES));
    }
    const address = this.#top;
    this.#top += size;
    return address;
  }

  #release(term: number): void {
    let address = at(this.#heads, term);
    for (let size = FIRST_BYTES; address >= 0; size = Math.min(size * 2, MOST_BYTES)) {
      const limit = address + size - LINK_BYTES;
      const isLast = limit === at(this.#limits, term);
      const next = isLast ? -1 : this.#link(limit);
      const free = this.#free.get(size) ?? [];
      free.push(address);
      this.#free.set(size, free);
      address = next;
    }
  }

  #link(address: number): number {
    const page = this.#pageOf(address);
    const from = address & (PAGE_BYTES - 1);
    return new DataView(page.buffer).getInt32(from);
  }

  #setLink(address: number, to: number): void {
    new DataView(this.#pageOf(address).buffer).setInt32(address & (PAGE_BYTES - 1), to);
  }

  #pageOf(address: number): Uint8Array {
    const page = this.#pages[address >>> PAGE_BITS];
    if (page === undefined) throw new Error('An address leads out of the index of words.');
    return page;
  }

  #grow(): void {
    const longer = (array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(array.length * 2);
      next.set(array);
      return next;
    };
    this.#heads = longer(this.#heads);
    this.#ends = longer(this.#ends);
    this.#limits = longer(this.#limits);
    this.#sizes = longer(this.#sizes);
    this.#lastDocs = longer(this.#lastDocs);
    this.#lastPositions = longer(this.#lastPositions);
    this.#counts = longer(this.#counts);
  }
}

/** Of an index that is within the array. */
function at(array: Int32Array, index: number): number {
  return array[index] as number;
}
