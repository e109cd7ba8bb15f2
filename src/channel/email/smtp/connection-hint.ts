import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import type { SmtpFailure } from './smtp-failure.ts';

/** The part of the configuration that decides on advice. */
export interface ConnectionSettings {
  security: 'starttls' | 'tls' | 'none';
  port: number;
  /** Absent: the public authorities count. */
  tlsCa?: string | undefined;
}

/**
 * Returns what an operator can do about a connection or a login that failed, when its words or codes leave little doubt.
 * `undefined`: only the general advice fits.
 */
export function connectionHint(failure: SmtpFailure, settings: ConnectionSettings): DeliveryHint | undefined {
  const { text, replyCode, phase } = failure;
  if (replyCode > 0) return replyHint(failure, settings);
  if (phase === 'connect' && settings.security !== 'tls' && isSilent(failure, settings)) return 'no-greeting';
  if (failure.code === 'NOLOGIN') return loginHint(text, settings);
  return tlsHint(failure, settings);
}

/** RFC 8314 §3.3: on port 465 the server waits for the client to begin TLS. */
function isSilent({ text, code }: SmtpFailure, { port }: ConnectionSettings): boolean {
  return /greeting never received/i.test(text) || (port === 465 && ['DEADLINE', 'ETIMEDOUT'].includes(code));
}

/** RFC 3207 §4, RFC 4954 §6, and the words of large providers. */
function replyHint(
  { text, replyCode, command }: SmtpFailure,
  settings: ConnectionSettings,
): DeliveryHint | undefined {
  const wantsTls =
    /must (first )?(issue|use) .{0,20}(STARTTLS|TLS)|(STARTTLS|TLS|encryption) (is )?(first|required)/i;
  if (settings.security === 'none' && (replyCode === 538 || wantsTls.test(text))) return 'starttls-required';
  if (command === 'STARTTLS' && replyCode >= 500) return 'no-starttls';
  if (!command.startsWith('AUTH') && ![530, 534, 535].includes(replyCode)) return undefined;
  if (/\b5\.7\.139\b|basic authentication is disabled|SmtpClientAuthentication is disabled/i.test(text))
    return 'oauth2-only';
  return APP_PASSWORD.test(text) ? 'app-password' : undefined;
}

/** Google's (5.7.9 and BadCredentials), Yahoo's and Apple's, and QQ's and NetEase's `authorization code`. */
const APP_PASSWORD =
  /app(lication)?[- ]?specific|app[- ]?password|InvalidSecondFactor|BadCredentials|authorization code|授权码/i;

/** `said` names the methods that the server offers. */
function loginHint(text: string, { security }: ConnectionSettings): DeliveryHint {
  if (/XOAUTH2|OAUTHBEARER/.test(text)) return 'oauth2-only';
  if (/: /.test(text)) return 'no-password-login';
  return security === 'none' ? 'login-needs-tls' : 'no-login-offered';
}

function tlsHint(
  { systemCode, code, text }: SmtpFailure,
  settings: ConnectionSettings,
): DeliveryHint | undefined {
  const sign = `${systemCode} ${code} ${text}`;
  // The first bytes were a plain greeting.
  if (/WRONG_VERSION_NUMBER|wrong version number|PACKET_LENGTH_TOO_LONG|packet length too long/i.test(sign))
    return settings.security === 'tls' ? 'not-tls-from-start' : undefined;
  const known = TLS_HINTS.find(([pattern]) => pattern.test(sign))?.[1];
  return known === 'unknown-authority' && settings.tlsCa !== undefined ? 'authority-not-in-ca-file' : known;
}

/** By the codes of Node and OpenSSL, which name the reason. */
const TLS_HINTS: readonly (readonly [RegExp, DeliveryHint])[] = [
  [/ALTNAME_INVALID|HOSTNAME_MISMATCH/, 'wrong-host-name'],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, 'certificate-dates'],
  [/KEY_TOO_SMALL|MD_TOO_WEAK|key too (small|weak)|md too weak/i, 'weak-key'],
  [/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|unsupported protocol|protocol version/i, 'old-tls'],
  [/SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|unable to verify|self[- ]signed/i, 'unknown-authority'],
];
