import type SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { Failure, SendOptions, Verdict } from '../../../outbox/channel.ts';
import { type Duration, SECOND } from '../../../platform/time.ts';
import type { ComposedMail } from './message-source.ts';
import type { SmtpSettings } from './smtp-connection.ts';
import { SmtpSession } from './smtp-session.ts';

/** The time for which a session waits for the next message. Servers hang up on the idle, and count who stays. */
const LONGEST_IDLE: Duration = 5 * SECOND;

/** The sessions with one mail server by one configuration: each carries one message at a time, and is kept for the next. */
export class SmtpSessions {
  readonly #settings: SmtpSettings;
  readonly #idle = new Map<SmtpSession, AbortController>();
  #isClosed = false;

  constructor(settings: SmtpSettings) {
    this.#settings = settings;
  }

  /** Sends by a session that is idle, or by a new one. A session that the server has ended meanwhile counts as none. */
  async send(mail: ComposedMail, recipient: string, options: SendOptions): Promise<Verdict> {
    for (let kept = this.#takeIdle(); kept !== undefined; kept = this.#takeIdle()) {
      const { verdict, isStale } = await this.#sendBy(kept, { mail, recipient, options });
      if (!isStale) return verdict;
    }
    const opened = await SmtpSession.open(this.#settings, options.signal);
    if (!(opened instanceof SmtpSession)) return opened;
    return (await this.#sendBy(opened, { mail, recipient, options })).verdict;
  }

  /** Connects, logs in and lets `talk` ask what it wants; resolves to how that failed, or undefined. */
  async verify(
    signal: AbortSignal,
    talk: (connection: SMTPConnection) => Promise<void>,
  ): Promise<Failure | undefined> {
    const opened = await SmtpSession.open(this.#settings, signal);
    if (!(opened instanceof SmtpSession)) return opened;
    const failure = await opened.ask(signal, talk);
    opened.quit();
    return failure;
  }

  /** Ends the idle ones, and each of the others when its message is done. */
  close(): void {
    this.#isClosed = true;
    for (let kept = this.#takeIdle(); kept !== undefined; kept = this.#takeIdle()) kept.quit();
  }

  async #sendBy(
    session: SmtpSession,
    sent: { mail: ComposedMail; recipient: string; options: SendOptions },
  ): ReturnType<SmtpSession['send']> {
    const sending = await session.send(sent.mail, sent.recipient, sent.options);
    if (session.isUsable && !this.#isClosed) this.#keep(session);
    else session.quit();
    return sending;
  }

  #keep(session: SmtpSession): void {
    const taken = new AbortController();
    this.#idle.set(session, taken);
    const end = () => {
      this.#idle.delete(session);
      session.quit();
    };
    this.#settings.clock.sleep(LONGEST_IDLE, taken.signal).then(end, () => undefined);
  }

  /** Takes the idle session that was used last. Leaves out sessions that have ended. */
  #takeIdle(): SmtpSession | undefined {
    for (const [session, taken] of [...this.#idle].toReversed()) {
      this.#idle.delete(session);
      taken.abort();
      if (session.isUsable) return session;
    }
    return undefined;
  }
}
