import { domainToASCII } from 'node:url';

/** The address as it stands in the envelope: its domain in A-labels (RFC 5890). */
export function toSmtpAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : `${address.slice(0, at)}@${toAsciiDomain(address.slice(at + 1))}`;
}

/** The domain in A-labels. Stays as it is when it is ASCII, and when it has none. */
export function toAsciiDomain(domain: string): string {
  return isAscii(domain) ? domain : domainToASCII(domain) || domain;
}

/** Whether the part before the `@` is ASCII. Any other takes a mail server with SMTPUTF8 (RFC 6531). */
export function hasAsciiLocalPart(address: string): boolean {
  return isAscii(address.slice(0, Math.max(0, address.lastIndexOf('@'))));
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uFFFF]/.test(text);
}
