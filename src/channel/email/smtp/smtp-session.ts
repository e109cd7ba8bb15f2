import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { Failure, SendOptions, Verdict } from '../../../outbox/channel.ts';
import { type Duration, MINUTE, SECOND } from '../../../platform/time.ts';
import { toSmtpAddress } from './mail-address.ts';
import { connectionHint } from './connection-hint.ts';
import { type ComposedMail, MessageSource } from './message-source.ts';
import { needsSmtpUtf8, NoSmtpUtf8, offersSmtpUtf8 } from './no-smtputf8.ts';
import { OAuth2Fault } from '../oauth2/oauth2-fault.ts';
import { reachServer } from './reach-server.ts';
import { ReplyLimit } from './reply-limit.ts';
import { responseText } from '../../../platform/text/response-text.ts';
import {
  broken,
  connect,
  connectionOptions,
  logIn,
  reset,
  SessionEnd,
  type SmtpSettings,
} from './smtp-connection.ts';
import { type SmtpFailure, type SmtpPhase, toSmtpFailure } from './smtp-failure.ts';
import { classifyFailure } from './classify-failure.ts';

/** For connecting, and for each reply up to the final dot; five seconds below the minute of the interface, §3. */
const REPLY_LIMIT: Duration = 55 * SECOND;
/** For the answer to the final dot (RFC 5321 §4.5.3.2.6), with as much to spare. */
const ANSWER_LIMIT: Duration = 10 * MINUTE - 5 * SECOND;
/** A server may count messages per connection; Postfix itself sends no more. */
const MOST_MESSAGES = 100;

/** A logged-in connection to the mail server, for one message after the other. */
export class SmtpSession {
  readonly #connection: SMTPConnection;
  readonly #settings: SmtpSettings;
  readonly #limit: ReplyLimit;
  readonly #broken: Promise<never>;
  #messages = 0;
  #offersSmtpUtf8 = false;
  /** True when the last message was refused, so that the server must be asked to forget it. */
  #isDirty = false;
  /** True when the server refused us before it saw a mail: its process may never see what is mended meanwhile. */
  #isUnwelcome = false;

  private constructor(settings: SmtpSettings) {
    this.#settings = settings;
    this.#limit = new ReplyLimit(settings.clock);
    this.#connection = new SMTPConnection(
      connectionOptions(settings, () => this.#limit.restart(REPLY_LIMIT)),
    );
    this.#broken = broken(this.#connection);
    this.#broken.catch(() => undefined);
  }

  /**
   * Connects, greets, secures and logs in. Silence, and a byte now and then, end it as soon as one reply takes too long;
   * `signal` ends it at once.
   */
  static async open(settings: SmtpSettings, signal: AbortSignal): Promise<SmtpSession | Failure> {
    const session = new SmtpSession(settings);
    const failed = new AbortController();
    let phase: SmtpPhase = 'connect';
    try {
      await session.#converse(signal, async () => {
        // Before the connection, so that no server waits for a token.
        await settings.tokens?.get(signal);
        await connect(session.#connection, await reachServer(settings, failed.signal));
        session.#offersSmtpUtf8 = offersSmtpUtf8(session.#connection.lastServerResponse || '');
        phase = 'login';
        await logIn(session.#connection, settings, signal);
      });
      return session;
    } catch (error) {
      failed.abort();
      session.destroy();
      return { ...session.#explain(error, phase), offered: false };
    }
  }

  /** Says whether another message may go this way. */
  get isUsable(): boolean {
    return !this.#connection.destroyed && !this.#isUnwelcome && this.#messages < MOST_MESSAGES;
  }

  /**
   * Offers a mail to one recipient. `isStale`: the server had ended the session since the last message, and got nothing of
   * this one.
   */
  async send(
    mail: ComposedMail,
    recipient: string,
    { signal, onHandedOver }: SendOptions,
  ): Promise<{ verdict: Verdict; isStale: boolean }> {
    const isFirst = this.#messages === 0;
    this.#messages += 1;
    const mayBegin = () => isFirst || this.#isInStep();
    const source = new MessageSource(mail.raw, { socket: () => this.#socket(), mayBegin }, () => {
      this.#limit.restart(ANSWER_LIMIT);
      onHandedOver?.();
    });
    try {
      const response = await this.#converse(signal, () => this.#offer(mail, recipient, source));
      return { verdict: { outcome: 'delivered', response: this.#clean(response) }, isStale: false };
    } catch (error) {
      const failure = toSmtpFailure(error, 'transaction');
      const verdict = this.#judge(failure, source);
      this.#isDirty = true;
      this.#isUnwelcome = !verdict.offered && ['us', 'unsure'].includes(verdict.concern);
      const isOver = isGone(failure) || isSpent(failure);
      if (verdict.concern === 'channel' || failure.replyCode < 400 || isOver) this.destroy();
      return { verdict, isStale: !isFirst && !source.isBegun && isOver };
    }
  }

  /**
   * Says whether DATA was answered by an invitation. A server that sends one reply too many answers each command with
   * the reply to the one before. Then a refused message would count as taken. So such a session is ended before the
   * message leaves.
   */
  #isInStep(): boolean {
    const isInvited = (this.#connection.lastServerResponse || '').startsWith('3');
    if (!isInvited) this.destroy();
    return isInvited;
  }

  /** Lets `talk` speak with the server without a message; resolves to how that failed, or undefined. */
  async ask(
    signal: AbortSignal,
    talk: (connection: SMTPConnection) => Promise<void>,
  ): Promise<Failure | undefined> {
    try {
      await this.#converse(signal, () => talk(this.#connection));
      return undefined;
    } catch (error) {
      this.destroy();
      return { ...this.#explain(error, 'transaction'), offered: false };
    }
  }

  /** Takes leave of the server, without waiting for its word. */
  quit(): void {
    this.#connection.quit();
    this.#connection.close();
  }

  /** Not `close()` alone: that would still flush what is buffered, perhaps the final dot. */
  destroy(): void {
    this.#socket()?.destroy();
    this.#connection.close();
  }

  #socket(): Socket | undefined {
    // oxlint-disable-next-line no-underscore-dangle -- nodemailer's typings call this field public
    const { _socket: socket } = this.#connection;
    return socket || undefined;
  }

  /** Lets `talk` speak with the server; rejects when the connection breaks, a reply takes too long or `signal` aborts. */
  async #converse<T>(signal: AbortSignal, talk: () => Promise<T>): Promise<T> {
    if (signal.aborted) throw new SessionEnd('ABORTED');
    const over = new AbortController();
    const ended = Promise.withResolvers<never>();
    this.#limit.start(REPLY_LIMIT, () => ended.reject(new SessionEnd('DEADLINE')));
    const abort = () => ended.reject(new SessionEnd('ABORTED'));
    signal.addEventListener('abort', abort, { once: true, signal: over.signal });
    try {
      return await Promise.race([this.#broken, ended.promise, talk()]);
    } finally {
      over.abort();
      this.#limit.stop();
    }
  }

  async #offer(mail: ComposedMail, recipient: string, source: MessageSource): Promise<string> {
    const needing = needsSmtpUtf8(mail.envelopeFrom, recipient);
    if (needing !== undefined && !this.#offersSmtpUtf8) throw new NoSmtpUtf8(needing);
    // What was taken, the server has forgotten by itself (RFC 5321 §4.1.1.4).
    if (this.#isDirty) await reset(this.#connection);
    this.#isDirty = false;
    const envelope = { from: mail.envelopeFrom, to: [toSmtpAddress(recipient)], size: mail.raw.length };
    return await new Promise((resolve, reject) => {
      this.#connection.send(envelope, source, (error, info) => {
        if (error) return reject(error);
        resolve(info?.response ?? '');
      });
    });
  }

  #judge(failure: SmtpFailure, source: MessageSource): Failure {
    const judged = { ...this.#classify(failure), offered: source.isBegun };
    // A 3xx is no answer to a message: the reply is that to an earlier command.
    const isUnanswered = source.isHandedOver && failure.replyCode < 400;
    return isUnanswered ? { ...judged, outcome: 'temporary', concern: 'unanswered' } : judged;
  }

  #explain(error: unknown, phase: SmtpPhase): Omit<Failure, 'offered'> {
    if (!(error instanceof OAuth2Fault)) return this.#classify(toSmtpFailure(error, phase));
    const { reason, message: response, advice: hint } = error;
    return { outcome: 'temporary', reason, response, hint, concern: 'channel' };
  }

  #classify(failure: SmtpFailure): Omit<Failure, 'offered'> {
    const classified = classifyFailure(failure);
    const hint = connectionHint(failure, this.#settings) ?? classified.hint;
    return { ...classified, hint, response: this.#clean(failure.text) };
  }

  #clean(text: string): string {
    const { password, tokens } = this.#settings;
    return responseText(tokens?.clean(text) ?? text, password);
  }
}

/** Says whether the server had left: it closed the connection, or says that it does. */
function isGone({ replyCode, code }: SmtpFailure): boolean {
  return replyCode === 421 || (replyCode === 0 && ['ECONNECTION', 'ESOCKET'].includes(code));
}

/** Says whether the server wants no more of this session, though a new one may do: RFC 5321 has no reply of its own for that. */
function isSpent({ command, replyCode, text }: SmtpFailure): boolean {
  if (command !== 'MAIL FROM') return command === 'RSET';
  return (
    replyCode === 503 || /\b(?:this|one|per|each|single|same) (?:smtp )?(?:session|connection)\b/i.test(text)
  );
}
