import type { DeliveryFailureReason, Verdict } from '../../delivery/channel.ts';
import type { SmtpFailure } from './smtp-failure.ts';

type Refusal = Omit<Exclude<Verdict, { outcome: 'delivered' }>, 'response' | 'offered'>;

/**
 * Decides what a failed SMTP session means for the outbox entry and for the channel.
 *
 * What the server says to RCPT or DATA concerns this entry alone, so that no refused recipient and no
 * disliked message holds up the others. What comes earlier would meet every entry: it is `channelWide`, and
 * never permanent, because an operator can mend it and nothing may be lost meanwhile.
 */
export function classifyFailure(failure: SmtpFailure): Refusal {
  if (failure.replyCode > 0) return classifyReply(failure);
  return classifySilence(failure);
}

function classifyReply(failure: SmtpFailure): Refusal {
  const { command, replyCode, phase } = failure;
  if (failure.code === 'ETLS' || command === 'STARTTLS') return wide('tls', TLS_HINT);
  // RFC 4954 §6: these speak of the login wherever they come.
  if ([530, 534, 535, 538].includes(replyCode)) return wide('auth', LOGIN_HINT);
  if (command.startsWith('AUTH')) {
    return replyCode < 500 && replyCode >= 400 ? wide(temporaryReason(failure)) : wide('auth', LOGIN_HINT);
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
  return wide('temporary', 'The server refuses the sender; check smtp.from and what the login may send as.');
}

function classifySilence(failure: SmtpFailure): Refusal {
  const { code, systemCode, phase } = failure;
  const channelWide = phase !== 'transaction';
  if (code === 'ABORTED') return wide('temporary');
  if (code === 'DEADLINE' || code === 'ETIMEDOUT' || systemCode === 'ETIMEDOUT') {
    return {
      outcome: 'temporary',
      reason: 'timeout',
      channelWide,
      hint: channelWide ? REACH_HINT : undefined,
    };
  }
  if (code === 'ETLS' || isTlsCode(systemCode) || /secure TLS connection/.test(failure.said)) {
    return wide('tls', TLS_HINT);
  }
  if (code === 'EAUTH' || code === 'NOLOGIN') return wide('auth', NO_LOGIN_HINT);
  // nodemailer compares the size with what EHLO announced and does not even ask.
  if (code === 'EMESSAGE' && failure.command === 'MAIL FROM') return PERMANENT;
  if (code === 'EENVELOPE') return /sender/i.test(failure.said) ? wide('temporary', SENDER_HINT) : PERMANENT;
  if (['EDNS', 'ECONNECTION', 'ESOCKET'].includes(code)) {
    return {
      outcome: 'temporary',
      reason: 'network',
      channelWide,
      hint: channelWide ? REACH_HINT : undefined,
    };
  }
  return { outcome: 'temporary', reason: 'temporary', channelWide };
}

const PERMANENT: Refusal = { outcome: 'permanent', reason: 'permanent', channelWide: false };

function wide(reason: DeliveryFailureReason, hint?: string): Refusal {
  return { outcome: 'temporary', reason, channelWide: true, hint };
}

function entry(reason: DeliveryFailureReason): Refusal {
  return { outcome: 'temporary', reason, channelWide: false };
}

/** Only words that leave no doubt: most 4xx replies say nothing of rates. 4.7.28 is Google's. */
const RATE_WORDS =
  /too (many|much|fast|frequent)|(rate|sending|message|connection)s? ?-?limit|throttl|slow down|\b4\.7\.28\b/i;

function temporaryReason(failure: SmtpFailure): DeliveryFailureReason {
  return failure.replyCode < 500 && RATE_WORDS.test(failure.said) ? 'rate_limited' : 'temporary';
}

function greetingHint(failure: SmtpFailure): string | undefined {
  if (failure.replyCode < 500) return undefined;
  return 'The server does not talk to this client; check smtp.host and smtp.port, and whether it allows our address.';
}

function isTlsCode(code: string): boolean {
  return /CERT|SSL|TLS|^EPROTO$|HOSTNAME_MISMATCH|PATH_LENGTH|UNABLE_TO_|^INVALID_(CA|PURPOSE)$/.test(code);
}

const TLS_HINT =
  'Check smtp.security and smtp.port (587 with starttls, 465 with tls) and that the certificate is valid for smtp.host.';
const LOGIN_HINT = 'Check smtp.username and smtp.password; many providers want an app password.';
const NO_LOGIN_HINT =
  'The server offers no login that fits here; check smtp.security, or leave out username and password.';
const REACH_HINT = 'Check smtp.host and smtp.port, and that a firewall lets the connection out.';
const SENDER_HINT = 'Check that smtp.from is a mail address.';
