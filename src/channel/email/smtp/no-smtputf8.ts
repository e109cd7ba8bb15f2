import { hasAsciiLocalPart } from './mail-address.ts';

/**
 * The server does not speak SMTPUTF8 (RFC 6531), and an address needs it. nodemailer would send the address all the
 * same. Shaped as its errors are, so that both are read in one way.
 */
export class NoSmtpUtf8 extends Error {
  readonly code = 'NOSMTPUTF8';
  /** Whose address it is. */
  readonly command: 'MAIL FROM' | 'RCPT TO';

  constructor(command: NoSmtpUtf8['command']) {
    super('the mail server does not offer SMTPUTF8');
    this.command = command;
  }
}

/** The command that such a server cannot be given; `undefined` when it can be given both. */
export function needsSmtpUtf8(from: string, recipient: string): NoSmtpUtf8['command'] | undefined {
  if (!hasAsciiLocalPart(from)) return 'MAIL FROM';
  return hasAsciiLocalPart(recipient) ? undefined : 'RCPT TO';
}

/** Says whether the reply to EHLO offers it. */
export function offersSmtpUtf8(ehlo: string): boolean {
  return /^250[ -]SMTPUTF8\s*$/im.test(ehlo);
}
