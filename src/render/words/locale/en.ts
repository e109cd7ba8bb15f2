import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import { toOutwardReason } from '../../../core/incident/outward-reason.ts';
import type { Resolution } from '../../../core/incident/lifecycle.ts';
import type { EnrichmentFaultKind } from '../../../core/job/enrichment-fault.ts';
import type { Message } from '../../../core/message/message.ts';
import type { Severity } from '../../../core/severity.ts';
import type { DurationUnit } from '../../../platform/time.ts';

/** A call that failed: the code of the answer, and the action that was asked for. */
export interface EnrichmentFaultText {
  code: string;
  kind: EnrichmentFaultKind;
  action: string;
}

/** The lists of words that mails, chats, pages and commands share, in one language. */
export interface WordLists {
  /** The units in which spans are written. */
  units: Readonly<Record<DurationUnit, string>>;
  /** The heading of each kind of message. */
  kinds: Readonly<Record<Message['kind'], string>>;
  hints: Readonly<Record<DeliveryHint, string>>;
  severity: (severity: Severity) => string;
  /** Returns what people call an IANA zone. */
  zone: (timezone: string) => string;
  /** A reason that is not known stays as it is. */
  reason: (reason: string) => string;
  /** Returns what people call a silence or a maintenance window. */
  holder: (kind: 'silence' | 'maintenance', name: string) => string;
  /** Returns the program's sentence on a fault. A text that is not known stays as it is. */
  fault: (text: string) => string;
  /** Says why a call failed: the code and its meaning, or the right that is missing. */
  enrichmentFault: (fault: EnrichmentFaultText) => string;
  /** Says that a code is not known. `silent`: the API said nothing else, either. */
  unknownCode: Readonly<Record<'spoken' | 'silent', string>>;
  members: MemberWords;
  subject: SubjectWords;
}

/** Jobs that join an incident, and leave it. */
export interface MemberWords {
  added: (of: { count: number; state: string; incident: string | undefined }) => string;
  left: (count: number, how: string) => string;
  ended: Readonly<Record<Resolution, (by: string) => string>>;
  which: (sentence: string, jobs: string) => string;
  list: (named: readonly string[], more: number) => string;
}

/** The subject of a thread. */
export interface SubjectWords {
  with: (title: string, extent: string) => string;
  jobs: (count: number) => string;
  escalated: (subject: string) => string;
  /** Of what was over before its first mail. */
  resolved: (subject: string) => string;
}

/** The lists in English. Reasons, severities, zones and faults are written as logs and metrics have them. */
export const ENGLISH_LISTS: WordLists = {
  units: { d: 'd', h: 'h', min: 'min', s: 's' },
  kinds: {
    opening: 'Opened',
    update: 'Update',
    reminder: 'Reminder',
    escalation: 'Escalation',
    closing: 'Resolved',
    baseline: 'Initial scan',
    test: 'Test',
    report: 'Report',
  },
  hints: {
    'check-address': 'Check smtp.host and smtp.port, and that a firewall lets the connection out.',
    'check-tls':
      'Check smtp.security and smtp.port (587 with starttls, 465 with tls) and that the certificate is valid for smtp.host.',
    'check-login': 'Check smtp.username and smtp.password; many providers want an app password.',
    'no-login-offered':
      'The server offers no login that fits here; check smtp.security, or leave out username and password.',
    'client-refused':
      'The server does not talk to this client; check smtp.host and smtp.port, and whether it allows our address.',
    'check-sender': 'The server refuses the sender; check smtp.from and what the login may send as.',
    'invalid-sender': 'Check that smtp.from is a mail address.',
    'relay-denied':
      'The server does not relay for us; check smtp.username and smtp.password, or let it relay for this machine.',
    blocked: 'The server blocks this machine or its mail; ask its operator for the rule that does so.',
    greylisted: 'The server lets new senders wait, and takes the message later.',
    'rate-limited': 'The server takes fewer messages than we send; lower smtp.maxPerMinute.',
    'mailbox-full': "The recipient's mailbox is full; it takes messages again when there is room.",
    'unknown-recipient': 'The server does not know this address; check it in receivers.',
    'needs-smtputf8':
      'The server does not speak SMTPUTF8, so it takes no address with other than ASCII before the @: give the receiver an ASCII address.',
    'sender-needs-smtputf8':
      'The server does not speak SMTPUTF8: write a smtp.from and smtp.envelopeFrom with ASCII before the @.',
    'too-large': 'The message is larger than the server takes; raise its limit.',
    'check-token-endpoint':
      'Check smtp.oauth2.tokenUrl or smtp.oauth2.tenant, and that a firewall lets the connection out.',
    'token-endpoint-tls':
      'Check smtp.oauth2.tokenUrl and the certificate there; NODE_EXTRA_CA_CERTS names a private authority.',
    'check-proxy':
      'Check proxy (proxyFile, HTTPS_PROXY, HTTP_PROXY), and that it lets us reach the token endpoint; NO_PROXY names hosts that need none.',
    'proxy-login':
      'The proxy wants a user and a password: write http://USER:PASSWORD@HOST:PORT into the file that proxyFile names, or into HTTPS_PROXY.',
    'authorize-again':
      'The refresh token has expired or was revoked: authorize Batchwatch again, and put the new one into smtp.oauth2.refreshTokenFile.',
    'check-client': 'Check smtp.oauth2.clientId and smtp.oauth2.clientSecret; client secrets expire.',
    'check-scope': 'Check smtp.oauth2.scope, and what the administrator granted the application.',
    'check-grant':
      'The provider does not give a token in this way; check whether smtp.oauth2 needs a refreshToken.',
    'no-token-login':
      'Check smtp.host, smtp.port and smtp.security; for a server that takes only passwords, set smtp.password in place of smtp.oauth2.',
    'smtp-login-disabled':
      'Let the administrator of Microsoft 365 allow authenticated SMTP for this mailbox.',
    'token-refused':
      'Check that smtp.username is the mailbox, and that the application may send as it (Google: scope https://mail.google.com/; Microsoft 365: SMTP.SendAsApp and a right to the mailbox).',
    'no-greeting':
      'No greeting came. A port that speaks TLS from the first byte (465) needs smtp.security: tls; starttls goes with 587.',
    'not-tls-from-start':
      'The port does not speak TLS from the first byte; set smtp.security: starttls (587), or smtp.port: 465.',
    'no-starttls':
      'The server offers no STARTTLS on this port; set smtp.security: tls where it is port 465, or let the server offer it.',
    'starttls-required': 'The server wants encryption; set smtp.security: starttls.',
    'unknown-authority':
      'No authority known here signed the certificate: name the file with that authority in smtp.caFile, or let the server send its whole chain.',
    'authority-not-in-ca-file':
      'No authority in smtp.caFile signed the certificate. That file takes the place of the public authorities: add the right one, or leave smtp.caFile out.',
    'certificate-dates':
      "The server's certificate is not valid today: renew it, or set this machine's clock.",
    'wrong-host-name': 'The certificate is for another name than smtp.host: write the name that it bears.',
    'weak-key':
      "The server's key or certificate is too weak: let it use RSA of 2048 bits or more, or ECDSA, signed with SHA-256.",
    'old-tls': 'The server speaks no TLS from version 1.2 on: update it.',
    'oauth2-only': 'The server takes no passwords, only OAuth2: set smtp.oauth2.',
    'no-password-login':
      'The server takes no plain password; let it offer PLAIN or LOGIN, or leave out username and password.',
    'login-needs-tls':
      'The server offers no login without encryption; set smtp.security: starttls, or leave out username and password.',
    'app-password':
      "The provider wants an app password (QQ, 163: an authorization code) in place of the account's.",
    'destination-gone':
      'The destination says that it is gone for good, so nothing more is offered there and its messages wait: change its url, or reload once it is back.',
    'check-signature':
      'The destination refuses the signature: check the secret of its robot, and the clock of this machine. Then send it again.',
    'check-keyword':
      'The robot takes only messages with its keyword: write it as keyword. Then send it again.',
    'check-our-address':
      'The robot does not take messages from our address: add it to the list of the robot. Then send it again.',
  },
  severity: (severity) => severity,
  zone: (timezone) => timezone,
  reason: (reason) => toOutwardReason(reason),
  holder: (kind, name) => `${kind} ${name}`,
  fault: (text) => text,
  enrichmentFault: ({ code, kind, action }) =>
    kind === 'right-missing' ? `${code}; allow ${action}` : `${code}${ENRICHMENT_FAULTS[kind]}`,
  unknownCode: {
    spoken: 'not in the table of known codes; the message is all that is known.',
    silent: 'not in the table of known codes; the API said nothing more.',
  },
  members: {
    added: ({ count, state, incident }) =>
      `${jobs(count)} added${incident === undefined ? '' : ` to ${incident}`} (${state})`,
    left: (count, how) => `${jobs(count)} ${how}`,
    ended: {
      resumed: (state) => `resumed (${state})`,
      moved: (state) => `now ${state}`,
      superseded: (jobId) => `superseded by ${jobId}, which succeeded`,
      vanished: () => 'no longer listed by the API',
      outlived: () => 'no longer followed, open for longer than followFor',
      'target-removed': () => 'no longer watched, the target was removed',
    },
    which: (sentence, named) => (named === '' ? sentence : `${sentence}: ${named}`),
    list: (named, more) => {
      if (more <= 0) return named.join(', ');
      return named.length === 0 ? '' : `${named.join(', ')} and ${more} more`;
    },
  },
  subject: {
    with: (title, extent) => `${title}, ${extent}`,
    jobs: (count) => `${count} jobs`,
    escalated: (subject) => `Escalated: ${subject}`,
    resolved: (subject) => `Resolved: ${subject}`,
  },
};

const ENRICHMENT_FAULTS = {
  auth: ' (the credentials were refused)',
  throttled: ' (too many requests)',
  timeout: ' (no answer in time)',
  network: ' (no connection)',
  server: ' (a fault of the service)',
  malformed: ' (malformed answer)',
  refused: '',
} as const;

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${count} jobs`;
}
