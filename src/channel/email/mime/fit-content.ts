import type { Message } from '../../../core/message/message.ts';
import type { VendorPages } from '../../../core/message/vendor-pages.ts';
import { chooseEncoding, type TransferEncoding } from './encoded-size.ts';
import { flowText } from './flow-text.ts';
import type { ContentLimits } from '../../../render/content/job-view.ts';
import { messageContent } from '../../../render/content/message-content.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

/** A whole mail, headers and encoding included, is never longer: 100 KB, of which phones fetch all. */
export const MAX_MAIL_BYTES = 100_000;

interface WrittenMail {
  subject: string;
  summary: string;
  text: EncodedPart;
  html: EncodedPart;
}

export interface EncodedPart {
  /** For `Content-Type`. */
  type: string;
  content: string;
  encoding: TransferEncoding;
  /** Upper bound of its encoded length. */
  bytes: number;
}

/**
 * Writes `message` as fully as fits into `MAX_MAIL_BYTES` once encoded: free texts are cut first, then jobs
 * are counted instead of listed, last ones first.
 */
export function fitContent(message: Message, pages: VendorPages): WrittenMail {
  const room = MAX_MAIL_BYTES - headerBytes(message);
  const all = message.jobs.length;
  for (const step of SHORTER) {
    const mail = writeMail(message, { ...step, listed: all }, pages);
    if (sizeOf(mail) <= room) return mail;
  }
  return fewerJobs(message, room, pages);
}

const SHORTER: readonly Omit<ContentLimits, 'listed'>[] = [
  { prose: 4000, cause: 160 },
  { prose: 1000, cause: 60 },
  { prose: 250, cause: 0 },
];

/** The most jobs that fit, by bisection: each job only adds. */
function fewerJobs(message: Message, room: number, pages: VendorPages): WrittenMail {
  const write = (listed: number) => writeMail(message, { prose: 250, cause: 0, listed }, pages);
  let fits = 0;
  let tooMany = message.jobs.length;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (sizeOf(write(middle)) <= room) fits = middle;
    else tooMany = middle;
  }
  return write(fits);
}

function writeMail(message: Message, limits: ContentLimits, pages: VendorPages): WrittenMail {
  const content = messageContent(message, limits, pages);
  return {
    subject: content.subject,
    summary: content.summary,
    text: encodeText(renderText(content)),
    html: encodePart('text/html; charset=utf-8', renderHtml(content)),
  };
}

function encodeText(content: string): EncodedPart {
  const { text, delSp } = flowText(content);
  return encodePart(`text/plain; charset=utf-8; format=flowed${delSp ? '; delsp=yes' : ''}`, text);
}

function encodePart(type: string, content: string): EncodedPart {
  return { type, content, ...chooseEncoding(content) };
}

function sizeOf(mail: WrittenMail): number {
  return mail.text.bytes + mail.html.bytes;
}

/** Upper bound of what is not content: fixed headers, boundaries, the subject, the summary and the visible `To`. */
function headerBytes(message: Message): number {
  const addresses = message.recipients.reduce((sum, address) => sum + 2 * Buffer.byteLength(address) + 8, 0);
  return 5_000 + addresses;
}
