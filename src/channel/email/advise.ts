import type { Finding, Path } from '../../platform/document/problem.ts';
import { secretDoubt } from '../../platform/values/secret-text.ts';
import { isLoopbackHost } from '../../platform/values/urls.ts';
import type { EmailConfig, SmtpConfig } from './schema.ts';
import { addressOf, hasAsciiLocalPart, toAsciiDomain } from './smtp/mail-address.ts';

/** Returns what is allowed and yet unwise about mail. */
export function adviseEmail({ smtp, receivers }: EmailConfig): Finding[] {
  if (smtp === undefined) return [];
  return [...adviseServer(smtp), ...adviseAddresses(smtp, receivers), ...adviseUsername(smtp)];
}

function adviseServer(smtp: SmtpConfig): Finding[] {
  const { host, security, username, password, oauth2, from, envelopeFrom, dkim } = smtp;
  const findings: Finding[] = [...advisePort(smtp)];
  if (security === 'none' && !isLoopbackHost(host) && (password !== undefined || oauth2 !== undefined)) {
    findings.push({
      path: ['smtp', 'security'],
      message: `sends the ${oauth2 === undefined ? 'password' : 'access token'} unencrypted`,
      hint: 'use starttls or tls for a mail server on another machine',
    });
  }
  const sender = addressOf(from).toLowerCase();
  if (oauth2 !== undefined && username !== undefined && username.toLowerCase() !== sender) {
    findings.push({
      path: ['smtp', 'from'],
      message: 'is not the mailbox of smtp.username',
      hint: 'the provider must let that mailbox send as this address',
    });
  }
  if (dkim !== undefined && !isWithin(domainOf(sender), dkim.domain)) {
    findings.push({
      path: ['smtp', 'dkim', 'domain'],
      message: 'is not the domain of smtp.from, nor one above it',
      hint: 'DMARC does not count the signature of another domain',
    });
  }
  if (
    envelopeFrom !== undefined &&
    dkim === undefined &&
    !areRelated(domainOf(envelopeFrom), domainOf(sender))
  ) {
    findings.push({
      path: ['smtp', 'envelopeFrom'],
      message: 'is of another domain than smtp.from',
      hint: 'SPF then speaks of that domain alone, and DMARC does not count it',
    });
  }
  return findings;
}

/** Ports with TLS from the first byte (RFC 8314 §3.3), and ports that begin in plain text; those of Amazon SES, too. */
const TLS_PORTS: ReadonlySet<number> = new Set([465, 2465]);
const PLAIN_PORTS: ReadonlySet<number> = new Set([25, 587, 2525, 2587]);

function advisePort({ port, security }: SmtpConfig): Finding[] {
  const at = { path: ['smtp', 'security'], value: security, message: `does not fit port ${port}` };
  const severity = 'critical';
  if (TLS_PORTS.has(port) && security !== 'tls') {
    const hint = 'a server speaks TLS there from the first byte: write security: tls, or port: 587';
    return [{ ...at, hint, severity }];
  }
  if (PLAIN_PORTS.has(port) && security === 'tls') {
    const hint = 'a server begins there in plain text: write security: starttls, or port: 465';
    return [{ ...at, hint, severity }];
  }
  return [];
}

function domainOf(address: string): string {
  return toAsciiDomain(address.slice(address.lastIndexOf('@') + 1)).toLowerCase();
}

/** Says whether `domain` is `other` or lies below it. */
function isWithin(domain: string, other: string): boolean {
  const above = toAsciiDomain(other).toLowerCase();
  return domain === above || domain.endsWith(`.${above}`);
}

function areRelated(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

/** Names addresses that only a mail server with SMTPUTF8 (RFC 6531) takes. Only the server can say whether it is one. */
function adviseAddresses({ from, envelopeFrom }: SmtpConfig, receivers: EmailConfig['receivers']): Finding[] {
  const used: readonly (readonly [Path, string])[] = [
    [['smtp', 'from'], addressOf(from)],
    ...(envelopeFrom === undefined ? [] : [[['smtp', 'envelopeFrom'], envelopeFrom] as const]),
    ...receivers.flatMap(({ email }, index) =>
      (email?.to ?? []).map((address) => [['receivers', index, 'email', 'to'], address] as const),
    ),
  ];
  return used
    .filter(([, address]) => !hasAsciiLocalPart(address))
    .map(([path, address]) => ({
      path,
      value: address,
      message: 'is not ASCII before the @: only a mail server with SMTPUTF8 takes it',
      hint: 'write an ASCII address, or ask the server: check --online',
      severity: 'critical',
      isSettledOnline: true,
    }));
}

/** The other half of a login, which comes by the same ways as its secret. */
function adviseUsername({ username = '' }: SmtpConfig): Finding[] {
  const doubt = secretDoubt(username);
  if (doubt === undefined) return [];
  const hint = 'take away what is no part of the name';
  return [{ path: ['smtp', 'username'], message: doubt.message, hint }];
}
