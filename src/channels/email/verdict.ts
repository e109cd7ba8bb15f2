import type { DeliveryHint } from '../../alerts/delivery-hints.ts';
import type { DeliveryFailureReason, Failure } from '../../delivery/channel.ts';
import type { SmtpFailure } from './smtp-failure.ts';

type Refusal = Omit<Failure, 'response' | 'offered'>;

/**
 * Decides what a failed SMTP session means for the outbox entry and for the channel.
 *
 * What the server says to RCPT or DATA concerns this entry alone, so that no refused recipient and no
 * disliked message holds up the others. What comes earlier would meet every entry: it is about the channel,
 * and never permanent, because an operator can mend it and nothing may be lost meanwhile.
 */
export function classifyFailure(failure: SmtpFailure): Refusal {
  if (failure.replyCode > 0) return classifyReply(failure);
  return classifySilence(failure);
}

function classifyReply(failure: SmtpFailure): Refusal {
  const { command, replyCode, phase } = failure;
  if (failure.code === 'ETLS' || command === 'STARTTLS') return wide('tls', 'check-tls');
  // RFC 4954 §6: these speak of the login wherever they come.
  if ([530, 534, 535, 538].includes(replyCode)) return wide('auth', 'check-login');
  if (command.startsWith('AUTH')) {
    return replyCode < 500 && replyCode >= 400 ? wide(temporaryReason(failure)) : wide('auth', 'check-login');
  }
  if (command === 'MAIL FROM') return classifySenderReply(failure);
  if (phase !== 'transaction') return wide(temporaryReason(failure), greetingHint(failure));
  // 503 says that the session is out of step, not that the mail is refused (RFC 5321 §4.2.4); and a reply
  // that answers neither RCPT nor DATA refuses nobody.
  const answered = command === 'RCPT TO' || command === 'DATA';
  if (answered && replyCode >= 500 && replyCode !== 503) return PERMANENT;
  return entry(temporaryReason(failure));
}

/**
 * A refused sender would be refused for every entry until the operator changes `smtp.from` or the server's
 * rules: temporary and loud, so that nothing is dead-lettered for it. Only a size that the server will not
 * take (RFC 1870: 552) is about this message.
 */
function classifySenderReply(failure: SmtpFailure): Refusal {
  if (failure.replyCode === 552 || /\b5\.3\.4\b/.test(failure.said)) return PERMANENT;
  if (failure.replyCode < 500) return wide(temporaryReason(failure));
  return wide('temporary', 'check-sender');
}

function classifySilence(failure: SmtpFailure): Refusal {
  const { code, systemCode, phase } = failure;
  const channelWide = phase !== 'transaction';
  if (code === 'ABORTED') return wide('temporary');
  if (code === 'DEADLINE' || code === 'ETIMEDOUT' || systemCode === 'ETIMEDOUT') {
    return channelWide ? wide('timeout', 'check-address') : entry('timeout');
  }
  if (code === 'ETLS' || isTlsCode(systemCode) || /secure TLS connection/.test(failure.said)) {
    return wide('tls', 'check-tls');
  }
  if (code === 'EAUTH' || code === 'NOLOGIN') return wide('auth', 'no-login-offered');
  // nodemailer compares the size with what EHLO announced and does not even ask.
  if (code === 'EMESSAGE' && failure.command === 'MAIL FROM') return PERMANENT;
  if (code === 'EENVELOPE')
    return /sender/i.test(failure.said) ? wide('temporary', 'invalid-sender') : PERMANENT;
  if (['EDNS', 'ECONNECTION', 'ESOCKET'].includes(code)) {
    return channelWide ? wide('network', 'check-address') : entry('network');
  }
  return channelWide ? wide('temporary') : entry('temporary');
}

const PERMANENT: Refusal = { outcome: 'permanent', reason: 'permanent', concern: 'recipient' };

function wide(reason: DeliveryFailureReason, hint?: DeliveryHint): Refusal {
  return { outcome: 'temporary', reason, concern: 'channel', hint };
}

function entry(reason: DeliveryFailureReason): Refusal {
  return { outcome: 'temporary', reason, concern: 'unsure' };
}

/** Only words that leave no doubt: most 4xx replies say nothing of rates. 4.7.28 is Google's. */
const RATE_WORDS =
  /too (many|much|fast|frequent)|(rate|sending|message|connection)s? ?-?limit|throttl|slow down|\b4\.7\.28\b/i;

function temporaryReason(failure: SmtpFailure): DeliveryFailureReason {
  return failure.replyCode < 500 && RATE_WORDS.test(failure.said) ? 'rate_limited' : 'temporary';
}

function greetingHint(failure: SmtpFailure): DeliveryHint | undefined {
  return failure.replyCode < 500 ? undefined : 'client-refused';
}

function isTlsCode(code: string): boolean {
  return /CERT|SSL|TLS|^EPROTO$|HOSTNAME_MISMATCH|KEY_TOO_SMALL|MD_TOO_WEAK|^UNSPECIFIED$|PATH_LENGTH|UNABLE_TO_|^INVALID_(CA|PURPOSE)$/.test(
    code,
  );
}
