import { createHash } from 'node:crypto';

import { encodeWord } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';

import type { Message } from '../../alerts/message.ts';
import type { Instant } from '../../time.ts';
import { type EncodedPart, fitContent } from './fit-content.ts';
import { visibleText } from './visible-text.ts';

export interface ComposedMail {
  /** The whole mail as it goes over the wire, CRLF line ends, not yet dot-stuffed. */
  readonly raw: Buffer;
  /** The bare address that bounces go to. */
  readonly envelopeFrom: string;
}

/** Whom a mail comes from. */
export interface MailSender {
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly replyTo?: string | undefined;
  /** Absent: the address of `from`. */
  readonly envelopeFrom?: string | undefined;
}

/**
 * Writes `message` as a mail: multipart/alternative, text first. Apart from `Date` the same message always
 * gives the same bytes, so that a duplicate can be told by more than its Message-ID.
 */
export async function composeMail(
  message: Message,
  sender: MailSender & { readonly sentAt: Instant },
): Promise<ComposedMail> {
  const written = fitContent(message);
  const root = new MimeNode('multipart/alternative', {
    baseBoundary: createHash('sha256').update(message.messageId).digest('hex').slice(0, 24),
    // The library would write List-ID; the header is List-Id by its RFC.
    normalizeHeaderKey: (key) => (key === 'List-ID' ? 'List-Id' : key),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  root.setHeader('From', sender.from);
  if (sender.replyTo !== undefined) root.setHeader('Reply-To', sender.replyTo);
  root.setHeader(
    'To',
    [...message.recipients].map((address) => ({ name: '', address })),
  );
  const envelope = root.getEnvelope();
  const author = envelope.from === false ? '' : envelope.from;
  root.setHeader('Subject', unstructured(written.subject));
  root.setHeader('Date', new Date(sender.sentAt));
  for (const [key, value] of Object.entries(identityHeaders(message, author))) root.setHeader(key, value);
  addPart(root, 'text/plain', written.text);
  addPart(root, 'text/html', written.html);
  return { raw: await root.build(), envelopeFrom: sender.envelopeFrom ?? author };
}

function identityHeaders(
  message: Message,
  author: string,
): Readonly<Record<string, string | PreparedHeader>> {
  const domain = author.slice(author.lastIndexOf('@') + 1) || 'localhost';
  return {
    'Message-ID': message.messageId,
    ...(message.inReplyTo === undefined
      ? {}
      : { 'In-Reply-To': message.inReplyTo, References: message.inReplyTo }),
    'X-Batchwatch-Incident': unstructured(visibleText(message.incident)),
    // Tells mails apart whatever their language: for mail rules, and for whoever reads them by machine.
    'X-Batchwatch-Kind': message.kind,
    // RFC 3834, and the same for Exchange: no out-of-office answers to alerts.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    // RFC 2919; one list per sending domain, so that a mail rule can catch all of Batchwatch.
    'List-Id': `Batchwatch <batchwatch.${domain}>`,
    ...(isUrgent(message) ? { Importance: 'high', 'X-Priority': '1' } : {}),
  };
}

/** Whether somebody should act at once. A closing is not urgent, nor is the initial scan: most of it is old. */
function isUrgent({ kind, severity }: Message): boolean {
  if (severity !== 'critical') return false;
  return kind !== 'closing' && kind !== 'baseline' && kind !== 'test' && kind !== 'report';
}

interface PreparedHeader {
  readonly prepared: true;
  readonly foldLines: true;
  readonly value: string;
}

/**
 * nodemailer lets text that looks like an encoded word (RFC 2047) pass as one, so a job named
 * `=?utf-8?Q?=0D=0A?=` would reach the reader's client decoded. Such text is encoded as a whole here.
 */
function unstructured(text: string): string | PreparedHeader {
  if (!text.includes('=?')) return text;
  return { prepared: true, foldLines: true, value: encodeWord(text, 'Q', 52) };
}

function addPart(root: MimeNode, type: 'text/plain' | 'text/html', part: EncodedPart): void {
  const node = root.createChild(`${type}; charset=utf-8`);
  node.setHeader('Content-Transfer-Encoding', part.encoding);
  node.setContent(part.content);
}
