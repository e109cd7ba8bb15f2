import type { LookupAddress } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { Secret } from '../../../platform/secret.ts';
import { type Clock, type Duration, HOUR, SECOND } from '../../../platform/time.ts';
import type { AccessTokens } from '../oauth2/access-tokens.ts';
import { logInByToken, tokenAuth } from '../oauth2/log-in-by-token.ts';
import { offeredLogins, takesPassword } from './offered-logins.ts';

/** Finds all addresses of a host. Rejects when there is none. */
export type ResolveHost = (host: string) => Promise<readonly LookupAddress[]>;

export interface SmtpSettings {
  host: string;
  port: number;
  /** `starttls` is required, never downgraded; `none` stays plain even when the server offers TLS. */
  security: 'starttls' | 'tls' | 'none';
  /** The name for EHLO: a full one, or an address literal. */
  hello: string;
  /** Absent: no login. */
  username?: string | undefined;
  password?: Secret | undefined;
  /** In place of the password. */
  tokens?: AccessTokens | undefined;
  /** PEM certificates to trust in place of the public ones, for a server with a private authority. */
  tlsCa?: string | undefined;
  /** Default: as the machine does it. */
  resolveHost?: ResolveHost | undefined;
  /** The time that one address may take while others are left. Default: some seconds. */
  addressLimit?: Duration | undefined;
  clock: Clock;
}

/** Why we ended a session ourselves. */
export class SessionEnd extends Error {
  readonly code: 'DEADLINE' | 'ABORTED' | 'NOLOGIN';

  constructor(code: SessionEnd['code'], message: string = SESSION_ENDS[code]) {
    super(message);
    this.code = code;
  }
}

const SESSION_ENDS = {
  DEADLINE: 'given up, because the mail server did not answer in time',
  ABORTED: 'given up because Batchwatch is stopping',
  NOLOGIN: 'the mail server offers no login on this connection',
} as const;

export function connectionOptions(settings: SmtpSettings, onReply: () => void): SMTPConnection.Options {
  const { host, port, security, hello } = settings;
  return {
    host,
    port,
    name: hello,
    // By then it is in TLS already.
    secure: security === 'tls',
    secured: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...OUR_CLOCK_DECIDES,
    // After QUIT: how long the server may take to close its side.
    socketCloseTimeout: SECOND,
    maxResponseSize: 64 * 1024,
    customAuth: tokenAuth,
    tls: tlsOptions(settings),
    transactionLog: true,
    logger: replyListener(onReply),
  };
}

/** Whatever address is reached, the certificate must be for the configured name. */
export function tlsOptions({ host, tlsCa }: SmtpSettings): ConnectionOptions {
  return {
    minVersion: 'TLSv1.2',
    ...(tlsCa !== undefined && { ca: tlsCa }),
    ...(isIP(host) === 0 && { servername: host }),
  };
}

/** The library's own limits are of the connection as a whole, or of silence: a byte now and then defeats them. */
const OUR_CLOCK_DECIDES = {
  connectionTimeout: HOUR,
  greetingTimeout: HOUR,
  socketTimeout: HOUR,
};

const ignore = () => undefined;

/** Notices complete replies by the library's log, the only place that shows them. Nothing of the log is kept. */
function replyListener(onReply: () => void): Exclude<SMTPConnection.Options['logger'], boolean | undefined> {
  const debug = (entry: unknown) => {
    if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'server') onReply();
  };
  return { trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}

/** Greets the server that `socket` leads to, and secures the connection where that is still to be done. */
export function connect(connection: SMTPConnection, socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.options.connection = socket;
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

export async function logIn(
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

export function reset(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.reset((error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Rejects when the connection fails or ends. nodemailer reports some ends only by event. The event waits one turn, so
 * that a caller in wait of a reply gets the better-worded error first.
 */
export function broken(connection: SMTPConnection): Promise<never> {
  return new Promise((_, reject) => {
    connection.on('error', reject);
    connection.once('end', () => {
      const error = Object.assign(new Error('the connection was closed'), { code: 'ECONNECTION' });
      setImmediate(() => reject(error));
    });
  });
}
