import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import type { Concern, DeliveryFailureReason, Failure } from '../../../outbox/channel.ts';
import { readReply } from './read-reply.ts';
import { refusalSubject } from './refusal-words.ts';
import type { SmtpFailure } from './smtp-failure.ts';

type Refusal = Omit<Failure, 'response' | 'offered'>;

/**
 * Decides by evidence, and not by a digit, what a failed SMTP exchange means for the outbox entry and for the
 * channel. Postfix and others answer RCPT with everything that they have against us. A failure is permanent only if
 * it surely concerns this recipient or this message. An operator can mend the rest, and nothing may be lost
 * meanwhile.
 */
export function classifyFailure(failure: SmtpFailure): Refusal {
  return failure.replyCode > 0 ? classifyReply(failure) : classifySilence(failure);
}

function classifyReply(failure: SmtpFailure): Refusal {
  const { command, replyCode, phase, text } = failure;
  if (failure.code === 'ETLS' || command === 'STARTTLS') return wide('tls', 'check-tls');
  // RFC 4954 §6: these speak of the login wherever they come. RFC 3207 §4: 530 asks for STARTTLS, too.
  if (replyCode === 530 && /\bstarttls\b/i.test(text)) return wide('tls', 'check-tls');
  if ([530, 534, 535, 538].includes(replyCode)) return wide('auth', 'check-login');
  if (command.startsWith('AUTH')) return classifyLoginReply(failure);
  if (phase !== 'transaction') return classifyGreeting(failure);
  const evidence = weigh(text);
  if (evidence.subject === 'rate') return wide('rate_limited', 'rate-limited');
  if (command === 'MAIL FROM') return classifySenderReply(failure, evidence);
  // 503 says that the session is out of step, not that the mail is refused (RFC 5321 §4.2.4); and a reply
  // that answers neither RCPT nor DATA refuses nobody.
  const isRefusal = ['RCPT TO', 'DATA'].includes(command) && replyCode >= 500 && replyCode !== 503;
  return isRefusal ? classifyRefusal(command, evidence) : classifyDelay(evidence);
}

function classifyLoginReply({ replyCode, text }: SmtpFailure): Refusal {
  if (replyCode < 400 || replyCode >= 500) return wide('auth', 'check-login');
  return saysRate(text) ? wide('rate_limited', 'rate-limited') : wide('temporary');
}

function classifyGreeting({ replyCode, text }: SmtpFailure): Refusal {
  if (saysRate(text)) return wide('rate_limited', 'rate-limited');
  return wide('temporary', replyCode < 500 ? undefined : 'client-refused');
}

/**
 * A refused sender would be refused for every entry until the operator changes `smtp.from` or the server's
 * rules. Only a size that the server will not take (RFC 1870) is about this message.
 */
function classifySenderReply({ replyCode, text }: SmtpFailure, { subject, hint }: Evidence): Refusal {
  // RFC 5321 §4.2.4: the session is out of step.
  if (replyCode === 503) return wide('temporary');
  const isSize = subject === 'message' || (replyCode === 552 && /\bsize\b/i.test(text));
  if (isSize && replyCode >= 500) return permanent('message', subject === 'message' ? hint : 'too-large');
  // A user or a mailbox that MAIL FROM is refused for is the sender's.
  const isSender = subject === 'recipient' || subject === 'mailbox';
  const advice = isSender ? 'check-sender' : hint;
  return replyCode < 500 ? wide('temporary', advice) : wide('temporary', advice ?? 'check-sender');
}

function classifyRefusal(command: string, { subject, hint }: Evidence): Refusal {
  switch (subject) {
    case 'recipient':
    case 'message':
      return permanent(subject, hint);
    case 'mailbox':
      return entry('recipient', hint);
    case 'us':
    case 'rate':
      return entry('us', hint);
    case undefined:
      // After the mail itself, a refusal without a reason says nothing of the recipient.
      return entry(command === 'RCPT TO' ? 'unsure' : 'us', hint);
  }
}

/** Nothing is refused. Whose trouble it is counts all the same: a full mailbox is one person's. */
function classifyDelay({ subject, hint, codes }: Evidence): Refusal {
  // postgrey says 4.2.0, and means whoever is new to it.
  const isOfMailbox = hint !== 'greylisted' && codes.some((code) => code.startsWith('2.'));
  const isMailbox = subject === 'mailbox' || isOfMailbox;
  return entry(isMailbox ? 'recipient' : 'delay', hint);
}

interface Evidence {
  subject: ReturnType<typeof subjectOf>['subject'];
  hint: DeliveryHint | undefined;
  codes: readonly string[];
}

function weigh(text: string): Evidence {
  const { codes, words, isTransient } = readReply(text);
  const found = subjectOf(
    codes.filter((code) => code !== UNDEFINED_STATUS),
    words,
  );
  const isSettled = found.subject === 'recipient' || found.subject === 'message';
  if (isTransient && isSettled) return { subject: 'us', hint: undefined, codes };
  return { ...found, codes };
}

/** RFC 3463: "other undefined status" says nothing. */
const UNDEFINED_STATUS = '0.0';
/** Of RFC 3463 and its registry: no such mailbox, domain or syntax; moved; null MX; mailbox disabled. */
const RECIPIENT_CODES: ReadonlySet<string> = new Set(['1.1', '1.2', '1.3', '1.6', '1.10', '2.1']);
/** Too long for the mailbox or the system; all of 5.6.x is about the content. */
const MESSAGE_CODES = /^(?:2\.3|3\.4|6\.\d+)$/;

/** Codes weigh more than words, but words of another matter make a code doubtful. */
function subjectOf(codes: readonly string[], words: string) {
  const text = refusalSubject(words);
  const isDoubtful = text !== undefined && !['recipient', 'message'].includes(text.subject);
  if (text?.subject === 'rate' && codes.some((code) => code.startsWith('2.')))
    return { subject: 'mailbox', hint: undefined } as const;
  if (codes.includes('2.2')) return { subject: 'mailbox', hint: 'mailbox-full' } as const;
  if (codes.includes('7.28')) return { subject: 'rate', hint: 'rate-limited' } as const;
  // 4.3.1: the disk of the server; 5.7.1: a rule. Such a code speaks of no mailbox, whatever is full.
  if (text?.subject === 'mailbox' && codes.some((code) => /^[3-7]\./.test(code)))
    return { subject: 'us', hint: undefined } as const;
  if (codes.length === 0 || isDoubtful) return { subject: text?.subject, hint: text?.hint };
  if (codes.every((code) => RECIPIENT_CODES.has(code)))
    return { subject: 'recipient', hint: 'unknown-recipient' } as const;
  if (codes.every((code) => MESSAGE_CODES.test(code)))
    return {
      subject: 'message',
      hint: codes.includes('2.3') || codes.includes('3.4') ? 'too-large' : undefined,
    } as const;
  return { subject: 'us', hint: text?.subject === 'recipient' ? undefined : text?.hint } as const;
}

function saysRate(text: string): boolean {
  return weigh(text).subject === 'rate';
}

function classifySilence(failure: SmtpFailure): Refusal {
  const { code, systemCode, phase } = failure;
  const isWide = phase !== 'transaction';
  if (code === 'ABORTED') return wide('temporary');
  if (code === 'DEADLINE' || code === 'ETIMEDOUT' || systemCode === 'ETIMEDOUT')
    return isWide ? wide('timeout', 'check-address') : entry('delay', undefined, 'timeout');
  if (code === 'ETLS' || isTlsCode(systemCode) || /secure TLS connection/.test(failure.text))
    return wide('tls', 'check-tls');
  if (code === 'NOSMTPUTF8') return classifyNoSmtpUtf8(failure);
  if (code === 'EAUTH' || code === 'NOLOGIN') return wide('auth', 'no-login-offered');
  // nodemailer compares the size with what EHLO announced and does not even ask.
  if (code === 'EMESSAGE' && failure.command === 'MAIL FROM') return permanent('message', 'too-large');
  if (code === 'EENVELOPE')
    return /sender/i.test(failure.text) ? wide('temporary', 'invalid-sender') : permanent('recipient');
  if (['EDNS', 'ECONNECTION', 'ESOCKET'].includes(code))
    return isWide ? wide('network', 'check-address') : entry('delay', undefined, 'network');
  return isWide ? wide('temporary') : entry('delay');
}

/** RFC 3463's 5.6.7 says the same. An address of ours would be refused for every message. */
function classifyNoSmtpUtf8({ command }: SmtpFailure): Refusal {
  return command === 'MAIL FROM'
    ? wide('temporary', 'sender-needs-smtputf8')
    : permanent('recipient', 'needs-smtputf8');
}

function permanent(concern: 'recipient' | 'message', hint?: DeliveryHint): Refusal {
  return { outcome: 'permanent', reason: 'permanent', concern, hint };
}

function wide(reason: DeliveryFailureReason, hint?: DeliveryHint): Refusal {
  return { outcome: 'temporary', reason, concern: 'channel', hint };
}

function entry(concern: Concern, hint?: DeliveryHint, reason: DeliveryFailureReason = 'temporary'): Refusal {
  return { outcome: 'temporary', reason, concern, hint };
}

function isTlsCode(code: string): boolean {
  return /CERT|SSL|TLS|^EPROTO$|HOSTNAME_MISMATCH|KEY_TOO_SMALL|MD_TOO_WEAK|^UNSPECIFIED$|PATH_LENGTH|UNABLE_TO_|^INVALID_(CA|PURPOSE)$/.test(
    code,
  );
}
