/** The methods that a password is enough for and that the library speaks. */
const BY_PASSWORD: readonly string[] = ['PLAIN', 'LOGIN', 'CRAM-MD5'];

/** Returns the login methods that a reply to EHLO names (RFC 4954 §3), in capitals. */
export function offeredLogins(ehlo: string): readonly string[] {
  const lines = ehlo.split(/\r?\n/).map((line) => /^250[ -]AUTH[ =](.*)$/i.exec(line)?.[1] ?? '');
  return [...new Set(lines.flatMap((line) => line.toUpperCase().split(/[\s=]+/)))].filter(
    (name) => name !== '',
  );
}

/** Says whether one of these methods takes a password as it is. */
export function takesPassword(methods: readonly string[]): boolean {
  return methods.some((method) => BY_PASSWORD.includes(method));
}
