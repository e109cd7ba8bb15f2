/**
 * Whether the text is one bare mail address that a mail server can be asked for. A sanity check, not
 * RFC 5321: no quoted local parts, no address literals. A host without dots is fine (`oncall@mailhost`).
 */
export function isMailbox(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text)
  );
}

/** Whether the text is a bare address or `Display name <address>`, on one line. */
export function isSender(text: string): boolean {
  const match = /^(?:[^<>\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim());
  return isMailbox(match?.[1] ?? text.trim());
}
