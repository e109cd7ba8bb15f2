import type SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import type { Secret } from '../../../platform/secret.ts';
import type { AccessTokens } from './access-tokens.ts';
import { OAuth2Fault } from './oauth2-fault.ts';

export interface TokenLogin {
  /** The mailbox. */
  username: string;
  tokens: AccessTokens;
  signal: AbortSignal;
}

/**
 * Not `XOAUTH2`: under that name the library takes the first method of the server's list, and loses what a
 * server says after 334.
 */
const METHOD = 'ACCESS-TOKEN';

/** For the options of a connection that is to log in by `logInByToken`. */
export const tokenAuth: SMTPConnection.CustomAuthenticationHandlers = { [METHOD]: speakXoauth2 };

/**
 * Logs in by SASL XOAUTH2. A refused token is forgotten; if it was not fresh, the login is tried once more with
 * a new one, for tokens are revoked before they end.
 * @throws OAuth2Fault where the server answered, else the error of the connection
 */
export async function logInByToken(connection: SMTPConnection, login: TokenLogin): Promise<void> {
  const { tokens, signal } = login;
  const first = await tokens.get(signal);
  const refusal = await tryToken(connection, login, first);
  if (refusal === undefined) return;
  const fault = refusalFault(refusal, tokens);
  if (!tokens.discard(first) || fault.reason !== 'auth') throw fault;
  const second = await tokens.get(signal);
  // Many servers close after a refused login. Then the refusal is the failure to report.
  const again = await tryToken(connection, login, second).catch(() => refusal);
  if (again === undefined) return;
  tokens.discard(second);
  throw refusalFault(again, tokens);
}

/** Returns how the server refused the token; undefined when it took it. */
function tryToken(
  connection: SMTPConnection,
  { username }: TokenLogin,
  token: Secret,
): Promise<Refusal | undefined> {
  return new Promise((resolve, reject) => {
    connection.login({ user: username, pass: token.reveal(), method: METHOD }, (error) => {
      if (error instanceof Refusal) resolve(error);
      else if (error) reject(error);
      else resolve(undefined);
    });
  });
}

/** The server answered, and not with 235. */
class Refusal extends Error {
  readonly status: number;
  readonly text: string;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
    this.text = text;
  }
}

async function speakXoauth2(talk: SMTPConnection.CustomAuthenticationContext): Promise<void> {
  const { auth, authMethods } = talk;
  if (!authMethods.includes('XOAUTH2')) {
    throw new Refusal(
      0,
      `the mail server offers no XOAUTH2 (it offers ${authMethods.join(', ') || 'nothing'})`,
    );
  }
  const { user, pass } = auth.credentials;
  const proof = Buffer.from(`user=${user}\u0001auth=Bearer ${pass}\u0001\u0001`).toString('base64');
  const first = await talk.sendCommand(`AUTH XOAUTH2 ${proof}`);
  if (first.status === 235) return;
  if (first.status !== 334) throw new Refusal(first.status, first.response);
  // The refusal comes in two parts: JSON, and after an empty line of ours the reply itself.
  const last = await talk.sendCommand('');
  throw new Refusal(last.status, `${last.response}${detailsOf(first.text)}`);
}

/** The known fields in the JSON of a 334. */
function detailsOf(encoded: string): string {
  try {
    const fields: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
    if (typeof fields !== 'object' || fields === null) return '';
    const details = Object.entries(fields).filter(([name]) => DETAILS.includes(name));
    return details.length === 0
      ? ''
      : ` (${details.map(([name, value]) => `${name} ${String(value)}`).join(', ')})`;
  } catch {
    return '';
  }
}

const DETAILS = ['status', 'schemes', 'scope'];

function refusalFault({ status, text }: Refusal, tokens: AccessTokens): OAuth2Fault {
  const message = tokens.clean(text);
  if (status >= 400 && status < 500) return new OAuth2Fault(message, { reason: 'temporary' });
  return new OAuth2Fault(message, { reason: 'auth', advice: adviceOf(status, text) });
}

function adviceOf(status: number, text: string): DeliveryHint {
  if (status === 0) return 'no-token-login';
  return /SmtpClientAuthentication is disabled/i.test(text) ? 'smtp-login-disabled' : 'token-refused';
}
