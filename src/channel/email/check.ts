import { entries } from '../../platform/document/list-entries.ts';
import { isMapping, type Mapping } from '../../platform/document/mapping.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import { addressOf, hasAsciiLocalPart } from './smtp/mail-address.ts';
import { isRemotePlainHttp } from '../../platform/values/urls.ts';
import { valueAt } from '../../platform/document/value-at.ts';

/** Finds what does not fit together under `smtp`. */
export function checkEmail(root: unknown): readonly Finding[] {
  const smtp = valueAt(root, ['smtp']);
  if (smtp === undefined) return checkIsNeeded(root);
  if (!isMapping(smtp)) return [];
  const { oauth2, dkim } = smtp;
  return [
    ...checkLogin(smtp),
    ...checkSenders(smtp),
    ...(isMapping(oauth2) ? checkOAuth2(oauth2) : []),
    ...(isMapping(dkim) ? checkSignedHeaders(dkim) : []),
  ];
}

function checkIsNeeded(root: unknown): readonly Finding[] {
  const first = entries(root, 'receivers').find(([, receiver]) => Object.hasOwn(receiver, 'email'));
  if (first === undefined) return [];
  const path = [...first[0], 'email'];
  return [{ path, message: 'needs a mail server', hint: 'add smtp with its host and from' }];
}

function checkLogin(smtp: Mapping): readonly Finding[] {
  const has = (key: string) => Object.hasOwn(smtp, key);
  if (has('oauth2') && has('password')) {
    return at('oauth2', 'cannot stand beside password', 'keep one of password and oauth2');
  }
  if (has('oauth2') && !has('username')) {
    return at('oauth2', 'needs username beside it', 'write the address of the mailbox that sends');
  }
  const hint = 'give both, or none for no login';
  if (has('password') && !has('username')) return at('password', 'needs username beside it', hint);
  if (has('username') && !has('password') && !has('oauth2')) {
    return at('username', 'needs password or oauth2 beside it', hint);
  }
  return [];
}

function at(key: string, message: string, hint: string): readonly Finding[] {
  return [{ path: ['smtp', key], message, hint }];
}

/** A sender that is not ASCII needs SMTPUTF8, which the envelope alone asks for. */
function checkSenders({ from, envelopeFrom }: Mapping): readonly Finding[] {
  if (typeof from !== 'string' || typeof envelopeFrom !== 'string') return [];
  if (hasAsciiLocalPart(addressOf(from)) || !hasAsciiLocalPart(envelopeFrom)) return [];
  const hint = 'leave it out, or write a from that is ASCII before the @';
  return at('envelopeFrom', 'is ASCII before the @, and from is not', hint);
}

const OAUTH2: Path = ['smtp', 'oauth2'];

function checkOAuth2(oauth2: Mapping): readonly Finding[] {
  const has = (key: string) => Object.hasOwn(oauth2, key);
  const findings: Finding[] = [];
  if (!has('tenant') && !has('tokenUrl')) {
    findings.push({
      path: OAUTH2,
      message: 'needs tenant or tokenUrl',
      hint: 'Microsoft 365: tenant; Google: tokenUrl: https://oauth2.googleapis.com/token',
    });
  }
  if (!has('refreshToken') && !has('clientSecret')) {
    findings.push({
      path: OAUTH2,
      message: 'needs refreshToken or clientSecret',
      hint: 'give what the mailbox granted, or the secret of an application that sends on its own',
    });
  }
  const { tokenUrl } = oauth2;
  if (typeof tokenUrl === 'string' && isRemotePlainHttp(tokenUrl)) {
    const message = 'is plain http to another machine';
    findings.push({ path: [...OAUTH2, 'tokenUrl'], message, hint: 'use https: secrets travel this way' });
  }
  return findings;
}

/** A signature that does not speak of `From` is none (RFC 6376 §5.4). */
function checkSignedHeaders({ headerFieldNames, skipFields }: Mapping): readonly Finding[] {
  const hint = 'a signature must speak of From';
  const findings: Finding[] = [];
  if (
    Array.isArray(headerFieldNames) &&
    headerFieldNames.length > 0 &&
    !names(headerFieldNames).includes('from')
  ) {
    findings.push({ path: ['smtp', 'dkim', 'headerFieldNames'], message: 'lacks From', hint });
  }
  if (names(skipFields).includes('from')) {
    findings.push({ path: ['smtp', 'dkim', 'skipFields'], message: 'cannot hold From', hint });
  }
  return findings;
}

/** Header names are the same in any case. */
function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((name) => String(name).trim().toLowerCase()) : [];
}
