/** A whole message that a client sends, as it stands on the wire. */
export interface FrontendMessage {
  bytes: Buffer;
  isCommit: boolean;
}

/**
 * Splits what a client of PostgreSQL sends without TLS into messages (PostgreSQL documentation, "Message Formats"). The
 * first message has no type; each other one has a byte for it. A length counts itself.
 */
export class FrontendMessages {
  #rest = Buffer.alloc(0);
  #isStarted = false;

  /** Returns the messages that are whole with this chunk. */
  add(chunk: Buffer): FrontendMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const whole: FrontendMessage[] = [];
    for (;;) {
      const head = this.#isStarted ? 1 : 0;
      if (this.#rest.length < head + 4) return whole;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return whole;
      const bytes = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      whole.push({ bytes, isCommit: this.#isStarted && isCommit(bytes) });
      this.#isStarted = true;
    }
  }
}

/** A simple query, or the parsing of a statement without a name. */
const COMMIT = /^(?:Q....|P....\0)commit\b/is;

function isCommit(bytes: Buffer): boolean {
  return COMMIT.test(bytes.subarray(0, 32).toString('latin1'));
}
