import { createHash } from 'node:crypto';

import MimeNode from 'nodemailer/lib/mime-node';

import type { Message } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import type { Instant } from '../../platform/time.ts';
import { type EncodedPart, fitContent } from './mime/fit-content.ts';
import { headerText, type PreparedHeader } from './mime/header-text.ts';
import type { ComposedMail } from './smtp/message-source.ts';
import { needsSmtpUtf8 } from './smtp/no-smtputf8.ts';
import { hasAsciiLocalPart, toAsciiDomain, toSmtpAddress } from './smtp/mail-address.ts';
import { visibleText } from '../../platform/text/visible-text.ts';

/** The sender of a mail. */
export interface MailSender {
  /** `Name <address>` or an address. */
  from: string;
  replyTo?: string | undefined;
  /** Absent: the address of `from`. */
  envelopeFrom?: string | undefined;
  /** Whose pages it links to. */
  pages: VendorPages;
}

/** Identifies one copy of a message. */
export interface MailCopy {
  sentAt: Instant;
  /** Whose copy; absent: somebody whose address is ASCII before the `@`. */
  recipient?: string | undefined;
}

/**
 * Writes `message` as a mail: multipart/alternative, text first. Apart from `Date`, the same message always gives the
 * same bytes. So a duplicate can be recognized by more than its Message-ID.
 */
export async function composeMail(message: Message, sender: MailSender & MailCopy): Promise<ComposedMail> {
  const written = fitContent(message, sender.pages);
  const root = new MimeNode('multipart/alternative', {
    baseBoundary: createHash('sha256').update(message.messageId).digest('hex').slice(0, 24),
    // The library would write List-ID; the header is List-Id by its RFC.
    normalizeHeaderKey: (key) => (key === 'List-ID' ? 'List-Id' : key),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  root.setHeader('From', sender.from);
  const author = root.getEnvelope().from || '';
  const envelopeFrom = toSmtpAddress(sender.envelopeFrom ?? author);
  const mayBeUtf8 = needsSmtpUtf8(envelopeFrom, sender.recipient ?? '') !== undefined;
  if (sender.replyTo !== undefined) root.setHeader('Reply-To', sender.replyTo);
  root.setHeader(
    'To',
    message.recipients.map((address) => toMailbox(address, mayBeUtf8)),
  );
  root.setHeader('Subject', headerText(written.subject));
  root.setHeader('Date', new Date(sender.sentAt));
  const headers = identityHeaders(message, { author, summary: written.summary });
  for (const [key, value] of Object.entries(headers)) root.setHeader(key, value);
  addPart(root, written.text);
  addPart(root, written.html);
  return { raw: await root.build(), envelopeFrom };
}

/**
 * A copy that needs no SMTPUTF8 has ASCII headers alone. There an address that is not ASCII before the `@` is the name of
 * an empty group, as RFC 6857 §3.2.1 has it.
 */
function toMailbox(address: string, mayBeUtf8: boolean) {
  return mayBeUtf8 || hasAsciiLocalPart(address) ? { name: '', address } : `"${address}":;`;
}

function identityHeaders(
  message: Message,
  { author, summary }: { author: string; summary: string },
): Readonly<Record<string, string | PreparedHeader>> {
  const domain = toAsciiDomain(author.slice(author.lastIndexOf('@') + 1)) || 'localhost';
  return {
    'Message-ID': message.messageId,
    ...(message.inReplyTo === undefined
      ? {}
      : { 'In-Reply-To': message.inReplyTo, References: message.inReplyTo }),
    'X-Batchwatch-Incident': headerText(visibleText((message.incidents ?? [message.incident]).join(', '))),
    // Names the kind in every language alike: for mail rules, and for programs that read mails.
    'X-Batchwatch-Kind': message.kind,
    // What is new: the subject stays the same for the whole thread.
    'X-Batchwatch-Summary': headerText(summary),
    // RFC 3834, and the same for Exchange: no out-of-office answers to alerts.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    // RFC 2919; one list per sending domain, so that a mail rule can catch all of Batchwatch.
    'List-Id': `Batchwatch <batchwatch.${domain}>`,
    ...(isUrgent(message) ? { Importance: 'high', 'X-Priority': '1' } : {}),
  };
}

/** Says whether somebody should act at once. A closing is not urgent, nor is the initial scan: most of it is old. */
function isUrgent({ kind, severity }: Message): boolean {
  if (severity !== 'critical') return false;
  return kind !== 'closing' && kind !== 'baseline' && kind !== 'test' && kind !== 'report';
}

function addPart(root: MimeNode, part: EncodedPart): void {
  const node = root.createChild(part.type);
  node.setHeader('Content-Transfer-Encoding', part.encoding);
  node.setContent(part.content);
}
