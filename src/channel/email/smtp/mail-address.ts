import { domainToASCII } from 'node:url';
import { text as checkedText } from '../../../platform/values/field-types.ts';

/** One mail address without display name. */
export function mailAddress() {
  return checkedText((value) =>
    isMailbox(value)
      ? undefined
      : { message: 'is not a mail address', hint: 'write the bare address, e.g. oncall@example.com' },
  );
}

/**
 * Says whether the text is one bare mail address that a mail server can be asked for. A sanity check, not
 * RFC 5321: no quoted local parts, no address literals. A host without dots is fine (`oncall@mailhost`).
 */
export function isMailbox(text: string): boolean {
  const [, domain] = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@([^@]+)$/u.exec(text) ?? [];
  return text.length <= 254 && domain !== undefined && isDomain(domain);
}

/** Says whether the text is a bare address or `Display name <address>`, on one line. */
export function isSender(text: string): boolean {
  const match = /^(?:[^<>\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim());
  return isMailbox(match?.[1] ?? text.trim());
}

/** The bare address of a sender. */
export function addressOf(sender: string): string {
  return (/<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender).trim();
}

/** Says whether the text is a domain in letters of any script, one that has A-labels (RFC 5890). */
export function isDomain(text: string): boolean {
  if (!/^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}.-]*[\p{L}\p{N}\p{M}])?$/u.test(text)) return false;
  return toAsciiDomain(text)
    .split('.')
    .every((label) => /^[A-Za-z0-9-]{1,63}$/.test(label));
}

/** The address as it stands in the envelope: its domain in A-labels (RFC 5890). */
export function toSmtpAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : `${address.slice(0, at)}@${toAsciiDomain(address.slice(at + 1))}`;
}

/** The domain in A-labels. Stays as it is when it is ASCII, and when it has none. */
export function toAsciiDomain(domain: string): string {
  return isAscii(domain) ? domain : domainToASCII(domain) || domain;
}

/** Says whether the part before the `@` is ASCII. Any other takes a mail server with SMTPUTF8 (RFC 6531). */
export function hasAsciiLocalPart(address: string): boolean {
  return isAscii(address.slice(0, Math.max(0, address.lastIndexOf('@'))));
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uFFFF]/.test(text);
}
