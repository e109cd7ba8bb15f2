import type { Instant } from '../../platform/time.ts';
import { readMail, type CapturedMail } from './captured-mail.ts';

/** As many as a demo that runs for days should hold in memory. */
const KEPT = 200;

/** The mails that arrived, newest first. */
export class Mailbox {
  #mails: readonly CapturedMail[] = [];
  #count = 0;
  readonly #onMail: (mail: CapturedMail) => void;

  constructor(options: { onMail: (mail: CapturedMail) => void }) {
    this.#onMail = options.onMail;
  }

  get mails(): readonly CapturedMail[] {
    return this.#mails;
  }

  /** The number of mails that arrived, those no longer kept included. */
  get count(): number {
    return this.#count;
  }

  get(number: number): CapturedMail | undefined {
    return this.#mails.find((mail) => mail.number === number);
  }

  async take(raw: Buffer, envelope: { to: readonly string[]; receivedAt: Instant }): Promise<void> {
    this.#count += 1;
    const mail = await readMail(raw, { ...envelope, number: this.#count });
    this.#mails = [mail, ...this.#mails].slice(0, KEPT);
    this.#onMail(mail);
  }
}
