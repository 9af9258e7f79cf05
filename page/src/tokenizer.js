// CLIP's byte-pair tokens from a tokenizer.json, number for number those of the Rust library that Python's device uses.

const SPECIAL = /(<\|startoftext\|>|<\|endoftext\|>)/;
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;
// Rust's white space: JavaScript's \s has U+FEFF and lacks U+0085.
const BLANKS = /\p{White_Space}+/gu;

/** The characters by which byte-level vocabularies write the 256 bytes: themselves where they can be seen. */
const BYTES = (() => {
  let next = 256;
  const visible = (byte) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(visible(byte) ? byte : next++));
})();

export class Tokenizer {
  /** file: a parsed tokenizer.json. */
  constructor(file) {
    this.numbers = new Map(Object.entries(file.model.vocab));
    this.ranks = new Map(file.model.merges.map((pair, rank) => [Array.isArray(pair) ? pair.join(" ") : pair, rank]));
    this.first = this.numbers.get("<|startoftext|>");
    this.last = this.numbers.get("<|endoftext|>");
    this.known = new Map();
  }

  /** Token numbers with both ends, however many. */
  encode(text) {
    const found = [this.first];
    for (const part of text.split(SPECIAL)) {
      if (SPECIAL.test(part)) found.push(this.numbers.get(part));
      else for (const [word] of lowered(part).matchAll(WORDS)) found.push(...this.pieces(word));
    }
    return [...found, this.last];
  }

  /** `window` numbers, the rest filled with the end's. Throws for a text that would be cut. */
  padded(text, window) {
    const found = this.encode(text);
    if (found.length > window) throw new RangeError(`${found.length} tokens`);
    return [...found, ...Array(window - found.length).fill(this.last)];
  }

  /** The pair of lowest rank is joined, again and again. */
  pieces(word) {
    if (this.known.has(word)) return this.known.get(word);
    let parts = Array.from(new TextEncoder().encode(word), (byte) => BYTES[byte]);
    parts[parts.length - 1] += "</w>";
    for (;;) {
      const ranks = parts.slice(1).map((part, place) => this.ranks.get(`${parts[place]} ${part}`) ?? Infinity);
      const best = Math.min(...ranks);
      if (best === Infinity) break;
      const place = ranks.indexOf(best);
      parts.splice(place, 2, parts[place] + parts[place + 1]);
    }
    const found = parts.map((part) => this.numbers.get(part) ?? this.last);
    this.known.set(word, found);
    return found;
  }
}

/** Letter by letter: JavaScript's own lower case looks at a word's end for the Greek sigma, Rust's does not. */
const lowered = (text) => Array.from(text.normalize("NFC").replace(BLANKS, " "), (letter) => letter.toLowerCase()).join("");
