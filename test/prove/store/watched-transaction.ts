import { type WireMessage, WireMessages } from './wire-messages.ts';

/** Longer than what tells one statement from another. */
const BEGINNING = 200;

/** A simple query, or the parsing of a statement that may have a name. */
const STATEMENT = /^(?:Q....|P....[^\0]*\0)\s*([^\0]*)/s;

/** Follows the transactions of one connection: tells a COMMIT after a certain statement from all others. */
export class WatchedTransaction {
  #hasRun = false;
  /** Of the statement under way, where it is a wanted one. */
  #answers: WireMessages | undefined;

  /**
   * To be told what the client sends.
   * @param ran the statement. Undefined: any will do.
   * @returns true for a COMMIT of a transaction in which it ran
   */
  isCommit({ type, bytes }: WireMessage, ran: RegExp | undefined): boolean {
    if (type !== 'Q' && type !== 'P') return false;
    const statement = STATEMENT.exec(bytes.toString('latin1', 0, BEGINNING))?.[1] ?? '';
    if (/^commit\b/i.test(statement)) return this.#end() || ran === undefined;
    if (/^rollback\b/i.test(statement)) this.#end();
    if (ran?.test(statement) === true) this.#answers = new WireMessages('server');
    return false;
  }

  /** To be told what the server answers. A statement that changes nothing did not run: a pruning without a row is none. */
  answered(chunk: Buffer): void {
    for (const { type, bytes } of this.#answers?.add(chunk) ?? []) {
      if (type === 'C') this.#hasRun ||= !bytes.toString('latin1').endsWith(' 0\0');
      if (type === 'Z') this.#answers = undefined;
    }
  }

  /** @returns true when the statement ran in the transaction that ends */
  #end(): boolean {
    const hasRun = this.#hasRun;
    this.#hasRun = false;
    return hasRun;
  }
}
