import { HTTP_HOLES } from '../../support/network/black-hole.ts';
import type { SmtpPhase } from '../../support/mail/smtp-sink.ts';

/** The ways in which an API endpoint never comes to an end. */
export const API_HOLES = ['never accepts', ...HTTP_HOLES] as const;
export type ApiHole = (typeof API_HOLES)[number];

const PHASES: readonly SmtpPhase[] = [
  'greeting',
  'ehlo',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data-command',
  'data',
];

/** A way in which a mail server never comes to an end: before SMTP begins, or silent or dripping at a phase of it. */
export type SmtpHole = { at: 'port' | 'handshake'; do: 'hang' } | { at: SmtpPhase; do: 'hang' | 'drip' };

export const SMTP_HOLES: readonly SmtpHole[] = [
  { at: 'port', do: 'hang' },
  { at: 'handshake', do: 'hang' },
  ...PHASES.flatMap((at) => [{ at, do: 'hang' } as const, { at, do: 'drip' } as const]),
];

export function describeSmtpHole(hole: SmtpHole): string {
  return hole.at === 'port' ? 'never accepts' : `${hole.do}s at ${hole.at}`;
}
