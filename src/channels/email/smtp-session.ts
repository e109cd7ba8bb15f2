import SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { Verdict } from '../../delivery/channel.ts';
import type { Secret } from '../../secret.ts';
import { type Clock, type Duration, SECOND } from '../../time.ts';
import { connectionHint } from './connection-hint.ts';
import { offeredLogins, takesPassword } from './offered-logins.ts';
import type { AccessTokens } from './oauth2/access-tokens.ts';
import { logInByToken, tokenAuth } from './oauth2/log-in-by-token.ts';
import { OAuth2Fault } from './oauth2/oauth2-fault.ts';
import { responseText } from './response-text.ts';
import { mayHaveSentData, type SmtpPhase, toSmtpFailure } from './smtp-failure.ts';
import { classifyFailure } from './verdict.ts';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls` is required, never downgraded; `none` stays plain even when the server offers TLS. */
  readonly security: 'starttls' | 'tls' | 'none';
  /** Absent: no login. */
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
  /** In place of the password. */
  readonly tokens?: AccessTokens | undefined;
  /** PEM certificates to trust in place of the public ones, for a server with a private authority. */
  readonly tlsCa?: string | undefined;
  /** For the whole session, whatever the other side does. */
  readonly deadline: Duration;
  readonly clock: Clock;
}

/** What is done with the open, logged-in connection; resolves to the server's last word. */
type SmtpTalk = (connection: SMTPConnection) => Promise<string>;

/**
 * Opens a connection, greets, secures, logs in, lets `talk` have it, and closes it. Settles with a verdict
 * at the latest when the deadline passes or `signal` aborts, by destroying the connection: silence and a
 * byte now and then are both ended by it.
 */
export async function runSmtpSession(
  settings: SmtpSettings,
  talk: SmtpTalk,
  signal: AbortSignal,
): Promise<Verdict> {
  if (signal.aborted) return toVerdict(settings, { error: new SessionEnd('ABORTED'), phase: 'connect' });
  const connection = new SMTPConnection(connectionOptions(settings));
  const ended = new AbortController();
  let phase: SmtpPhase = 'connect';
  const converse = async () => {
    // Before the connection, so that no server waits for a token.
    await settings.tokens?.get(signal);
    await connect(connection);
    phase = 'login';
    await logIn(connection, settings, signal);
    phase = 'transaction';
    return talk(connection);
  };
  try {
    const response = await Promise.race([
      broken(connection),
      passing(settings, ended.signal),
      aborting(signal, ended.signal),
      converse(),
    ]);
    connection.quit();
    connection.close();
    return { outcome: 'delivered', response: responseText(response, settings.password) };
  } catch (error) {
    destroy(connection);
    return toVerdict(settings, { error, phase });
  } finally {
    ended.abort();
  }
}

/** Why we ended a session ourselves. */
class SessionEnd extends Error {
  readonly code: 'DEADLINE' | 'ABORTED' | 'NOLOGIN';

  constructor(code: SessionEnd['code'], message: string = SESSION_ENDS[code]) {
    super(message);
    this.code = code;
  }
}

const SESSION_ENDS = {
  DEADLINE: 'given up, because the mail server did not finish in time',
  ABORTED: 'given up because Batchwatch is stopping',
  NOLOGIN: 'the mail server offers no login on this connection',
} as const;

function connectionOptions(settings: SmtpSettings): SMTPConnection.Options {
  const { host, port, security, tlsCa } = settings;
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    dnsTimeout: 10 * SECOND,
    socketTimeout: 30 * SECOND,
    // After QUIT: how long the server may take to close its side.
    socketCloseTimeout: SECOND,
    maxResponseSize: 64 * 1024,
    customAuth: tokenAuth,
    tls: { minVersion: 'TLSv1.2', ...(tlsCa === undefined ? {} : { ca: tlsCa }) },
  };
}

function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

async function logIn(
  connection: SMTPConnection,
  { username, password, tokens }: SmtpSettings,
  signal: AbortSignal,
): Promise<void> {
  if (username === undefined || (password === undefined && tokens === undefined)) return;
  // nodemailer would try PLAIN all the same, and so show the password to a server that did not ask for it.
  const offered = offeredLogins(connection.lastServerResponse || '');
  if (offered.length === 0) throw new SessionEnd('NOLOGIN');
  if (tokens !== undefined) return logInByToken(connection, { username, tokens, signal });
  if (password === undefined) return;
  if (!takesPassword(offered)) {
    throw new SessionEnd('NOLOGIN', `the mail server takes no password; it offers: ${offered.join(' ')}`);
  }
  await new Promise<void>((resolve, reject) => {
    connection.login({ user: username, pass: password.reveal() }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

/**
 * Rejects when the connection fails or ends. nodemailer reports some ends only by event, so the event is
 * left a turn behind: whoever waits for a reply hears the better-worded error first.
 */
function broken(connection: SMTPConnection): Promise<never> {
  return new Promise((_, reject) => {
    connection.on('error', reject);
    connection.once('end', () => {
      const error = Object.assign(new Error('the connection was closed'), { code: 'ECONNECTION' });
      setImmediate(() => reject(error));
    });
  });
}

async function passing({ clock, deadline }: SmtpSettings, ended: AbortSignal): Promise<never> {
  await clock.sleep(deadline, ended);
  throw new SessionEnd('DEADLINE');
}

function aborting(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new SessionEnd('ABORTED')), { once: true, signal: ended });
  });
}

/** Not `close()` alone: that would still flush what is buffered, perhaps the final dot. */
function destroy(connection: SMTPConnection): void {
  // oxlint-disable-next-line no-underscore-dangle -- nodemailer's typings call this field public
  const { _socket: socket } = connection;
  if (socket) socket.destroy();
  connection.close();
}

function toVerdict(settings: SmtpSettings, end: { error: unknown; phase: SmtpPhase }): Verdict {
  if (end.error instanceof OAuth2Fault) {
    const { reason, message: response, advice: hint } = end.error;
    return { outcome: 'temporary', reason, response, hint, concern: 'channel', offered: false };
  }
  const failure = toSmtpFailure(end.error, end.phase);
  const response = responseText(failure.said, settings.password);
  const classified = classifyFailure(failure);
  const hint = connectionHint(failure, settings) ?? classified.hint;
  return { ...classified, hint, response, offered: mayHaveSentData(failure) };
}
