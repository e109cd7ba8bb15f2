/** A whole message, as it stands on the wire. */
export interface WireMessage {
  /** A letter. The first message of a client has none. */
  type: string;
  bytes: Buffer;
}

/**
 * Splits what one side of a connection to PostgreSQL sends without TLS into messages (PostgreSQL documentation, "Message
 * Formats"). A length counts itself.
 */
export class WireMessages {
  #rest = Buffer.alloc(0);
  #isStarted: boolean;

  /** @param from whom. A client begins with a message that has no type. */
  constructor(from: 'client' | 'server') {
    this.#isStarted = from === 'server';
  }

  /** Returns the messages that are whole with this chunk. */
  add(chunk: Buffer): WireMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const whole: WireMessage[] = [];
    for (;;) {
      const head = this.#isStarted ? 1 : 0;
      if (this.#rest.length < head + 4) return whole;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return whole;
      const bytes = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      whole.push({ type: bytes.toString('latin1', 0, head), bytes });
      this.#isStarted = true;
    }
  }
}
