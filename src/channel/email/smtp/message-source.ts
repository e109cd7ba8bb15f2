import type { Socket } from 'node:net';
import { Readable } from 'node:stream';

export interface ComposedMail {
  /** The whole mail as it goes over the wire, CRLF line ends, not yet dot-stuffed. */
  raw: Buffer;
  /** The bare address that bounces go to. */
  envelopeFrom: string;
}

/** A mail on its way into a connection. It reports how far it has come. */
export class MessageSource extends Readable {
  /** True once the server asked for it: from then on it may have got something of it. */
  isBegun = false;
  /** True once nothing of it is left here, the final dot included. */
  isHandedOver = false;
  readonly #raw: Buffer;
  readonly #mayBegin: () => boolean;

  /**
   * @param connection `mayBegin` is asked before the first byte leaves; after a no, none does.
   * @param onHandedOver called when the last byte has left for the network.
   */
  constructor(
    raw: Buffer,
    connection: { socket: () => Socket | undefined; mayBegin: () => boolean },
    onHandedOver: () => void,
  ) {
    super();
    this.#raw = raw;
    this.#mayBegin = connection.mayBegin;
    this.once('end', () => {
      // The library writes the final dot in this turn; a socket that is full takes it later.
      setImmediate(() => {
        const finish = () => {
          this.isHandedOver = true;
          onHandedOver();
        };
        const socket = connection.socket();
        if (socket !== undefined && socket.writableLength > 0) socket.once('drain', finish);
        else finish();
      });
    });
  }

  override _read(): void {
    if (!this.#mayBegin()) return;
    this.isBegun = true;
    this.push(this.#raw);
    this.push(null);
  }
}
