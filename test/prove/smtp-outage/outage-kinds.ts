import type { SmtpFault, SmtpPhase } from '../../support/mail/smtp-sink.ts';

/** One way for a mail server to be out. */
export interface OutageKind {
  name: string;
  /** The place of the fault: nobody listens, an unknown authority issued the certificate, or a phase of the session. */
  at: 'port' | 'certificate' | SmtpPhase;
  /** Undefined at the port and the certificate. */
  fault?: SmtpFault;
  /** The reason by which the program must know it (interface, Metrics). */
  reasons: readonly string[];
  /** True when the next message is offered at once after it. It is then met a few times only, to spare the rate. */
  isFlood: boolean;
}

/** Refusals, silence, a byte now and then, wrong answers and lost connections, wherever each can strike. */
export const OUTAGE_KINDS: readonly OutageKind[] = [
  { name: 'nobody listens', at: 'port', reasons: ['network'], isFlood: false },
  { name: 'a certificate by an unknown authority', at: 'certificate', reasons: ['tls'], isFlood: false },
  ...(['greeting', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data-command', 'data'] as const).map(hang),
  ...(['greeting', 'ehlo', 'data'] as const).map(drip),
  ...(['greeting', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data-command', 'data'] as const).map(drop),
  reply(421, 'greeting', 'temporary'),
  reply(421, 'mail', 'temporary'),
  reply(421, 'data', 'temporary'),
  reply(454, 'starttls', 'tls'),
  reply(535, 'auth', 'auth'),
  reply(451, 'mail', 'temporary'),
  reply(451, 'rcpt', 'temporary'),
  reply(451, 'data', 'temporary'),
  reply(452, 'mail', 'temporary'),
  reply(452, 'rcpt', 'temporary'),
];

function hang(at: SmtpPhase): OutageKind {
  return { name: `hangs at ${at}`, at, fault: { do: 'hang' }, reasons: ['timeout'], isFlood: false };
}

function drip(at: SmtpPhase): OutageKind {
  return { name: `1 byte/s at ${at}`, at, fault: { do: 'drip' }, reasons: ['timeout'], isFlood: false };
}

function drop(at: SmtpPhase): OutageKind {
  const reasons = at === 'starttls' ? ['network', 'tls'] : ['network'];
  return { name: `drops at ${at}`, at, fault: { do: 'drop' }, reasons, isFlood: isOfMessage(at) };
}

function reply(code: number, at: SmtpPhase, reason: string): OutageKind {
  const fault = { do: 'reply', code, text: 'simulated outage' } as const;
  return { name: `${code} at ${at}`, at, fault, reasons: [reason], isFlood: isOfMessage(at) };
}

function isOfMessage(at: SmtpPhase): boolean {
  return at === 'mail' || at === 'rcpt' || at === 'data-command' || at === 'data';
}
