import { toAsciiDomain } from '../../../platform/smtp-address.ts';

/**
 * Whether the text is one bare mail address that a mail server can be asked for. A sanity check, not
 * RFC 5321: no quoted local parts, no address literals. A host without dots is fine (`oncall@mailhost`).
 */
export function isMailbox(text: string): boolean {
  const [, domain] = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@([^@]+)$/u.exec(text) ?? [];
  return text.length <= 254 && domain !== undefined && isDomain(domain);
}

/** Whether the text is a bare address or `Display name <address>`, on one line. */
export function isSender(text: string): boolean {
  const match = /^(?:[^<>\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim());
  return isMailbox(match?.[1] ?? text.trim());
}

/** The bare address of a sender. */
export function addressOf(sender: string): string {
  return (/<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender).trim();
}

/** Whether the text is a domain in letters of any script, one that has A-labels (RFC 5890). */
export function isDomain(text: string): boolean {
  if (!/^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}.-]*[\p{L}\p{N}\p{M}])?$/u.test(text)) return false;
  return toAsciiDomain(text)
    .split('.')
    .every((label) => /^[A-Za-z0-9-]{1,63}$/.test(label));
}
