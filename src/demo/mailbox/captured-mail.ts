import { type Headers, simpleParser } from 'mailparser';
import type { Instant } from '../../platform/time.ts';

/** A mail as its reader gets it. Everything in it may be hostile. */
export interface CapturedMail {
  /** Counts the mails of the mailbox, from 1. */
  number: number;
  /** Envelope recipients. */
  to: readonly string[];
  subject: string;
  /** The summary of its newest update, from the header of that name. Empty without it. */
  summary: string;
  /** The severity by Batchwatch: critical, warning, info; undefined when the mail does not say. */
  severity: string | undefined;
  text: string;
  /** Empty when there is no such part. */
  html: string;
  /** As they came, in order, unfolded. */
  headers: readonly string[];
  receivedAt: Instant;
}

/** Reads a mail as it came over the wire. */
export async function readMail(
  raw: Buffer,
  envelope: Pick<CapturedMail, 'number' | 'to' | 'receivedAt'>,
): Promise<CapturedMail> {
  const {
    subject = '',
    text = '',
    html,
    headers,
    headerLines,
  } = await simpleParser(raw, { skipTextToHtml: true });
  return {
    ...envelope,
    subject,
    summary: await summaryIn(headers),
    severity: /^Incident .*, severity (critical|warning|info)\.\s*$/m.exec(text)?.[1],
    text,
    html: html || '',
    headers: headerLines.map(({ line }) => line.replaceAll(/\r?\n\s+/g, ' ')),
  };
}

/** The library decodes the words of the headers that it knows, so this one is read as a subject. */
async function summaryIn(headers: Headers): Promise<string> {
  const summary = headers.get('x-batchwatch-summary');
  if (typeof summary !== 'string') return '';
  const { subject = '' } = await simpleParser(`Subject: ${summary.replaceAll(/[\r\n]/g, ' ')}\r\n\r\n`);
  return subject;
}
