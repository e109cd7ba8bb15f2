import type { SmtpSink, SmtpScript } from '../../support/mail/smtp-sink.ts';
import { strangerCertificate } from '../../support/network/tls-certificate.ts';
import type { Instant } from '../../../src/platform/time.ts';
import type { OutageKind } from './outage-kinds.ts';

/** The number of times that one kind is met when the next message would follow at once. */
const FLOOD = 10;

/** Lets a mail server be out in one way after the other, and counts what the program met. */
export class StagedOutage {
  /** When the program offered a message, to good or bad end. */
  readonly offeredAt: Instant[] = [];
  readonly #met = new Map<OutageKind, number>();
  readonly #unknown = strangerCertificate();
  #current: OutageKind | undefined;
  #onMet: () => void = () => {};

  /** The script to start the mail server with. */
  readonly script: SmtpScript = ({ phase }) => {
    if (phase === 'mail') this.offeredAt.push(Date.now());
    const kind = this.#current;
    if (kind === undefined) return undefined;
    const times = this.#met.get(kind) ?? 0;
    if (kind.isFlood && times >= FLOOD && phase === 'greeting') return UNTIL_THE_NEXT;
    if (phase !== kind.at) return undefined;
    this.#met.set(kind, times + 1);
    this.#onMet();
    return kind.fault;
  };

  /** Breaks all connections and is out in this way from now on. */
  async begin(kind: OutageKind, sink: SmtpSink): Promise<void> {
    await sink.refuse();
    this.#current = kind;
    if (kind.at === 'port') return;
    await (kind.at === 'certificate' ? sink.resume(this.#unknown) : sink.resume());
  }

  /** Resolves when the current kind was met once; never for those that the script does not see. */
  async met(): Promise<void> {
    const kind = this.#current;
    if (kind === undefined || this.#met.has(kind)) return;
    await new Promise<void>((resolve) => {
      this.#onMet = resolve;
    });
  }

  /** All is well again, from now on. */
  async end(sink: SmtpSink): Promise<void> {
    await sink.refuse();
    this.#current = undefined;
    await sink.resume();
  }
}

const UNTIL_THE_NEXT = { do: 'reply', code: 421, text: 'more of an outage is to come' } as const;
