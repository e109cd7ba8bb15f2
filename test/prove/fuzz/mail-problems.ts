import { simpleParser, type ParsedMail } from 'mailparser';
import type { Message, MessageJob } from '../../../src/core/message/message.ts';
import { findHtmlProblem } from './html-problems.ts';
import { isPlain } from './plain.ts';

/** Reads the mail as its reader's program would, and says what a hostile job could do to it; undefined: nothing. */
export async function findMailProblem(raw: Buffer, message: Message): Promise<string | undefined> {
  const plain = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true };
  const mail = await simpleParser(raw, plain);
  return (
    findWireProblem(raw) ??
    findHeaderProblem(raw, mail, message) ??
    findTextProblem(mail.text ?? '', message.jobs) ??
    findHtmlProblem(mail.html || '', message.jobs.slice(0, notifiedLines(mail.text ?? '').length))
  );
}

/** At most 100 KB, which phones fetch whole; and by RFC 5322, 2.1.1, lines of at most 998 characters, and CR and LF only together. */
function findWireProblem(raw: Buffer): string | undefined {
  if (raw.length > 100_000) return `${raw.length} bytes long`;
  const lines = raw.toString('latin1').split('\r\n');
  if (lines.some((line) => line.length > 998)) return 'a line is too long';
  return lines.some((line) => /[\r\n\0\x80-\xFF]/.test(line))
    ? 'a bare CR, LF, NUL or an 8-bit byte'
    : undefined;
}

function findHeaderProblem(raw: Buffer, mail: ParsedMail, message: Message): string | undefined {
  const [head = ''] = raw.toString('latin1').split('\r\n\r\n', 1);
  const names = head.split('\r\n').flatMap((line) => (/^[ \t]/.test(line) ? [] : [line.split(':', 1)[0]]));
  const expected = expectedHeaders(message);
  if (names.join() !== expected.join()) return `headers ${names.join()} and not ${expected.join()}`;
  if ([mail.to ?? []].flat().length !== 1 || mail.cc !== undefined || mail.bcc !== undefined)
    return 'To, Cc, Bcc';
  if ([mail.to ?? []].flat()[0]?.text !== message.recipients.join(', ')) return 'another To';
  if (mail.from?.text !== '"Batchwatch" <batchwatch@example.com>') return 'another From';
  if (mail.attachments.length > 0) return 'an attachment';
  const { subject = '' } = mail;
  const start = message.inReplyTo === undefined ? '[Batchwatch] ' : 'Re: [Batchwatch] ';
  if (!subject.startsWith(start) || UNSEEN.test(subject)) return `the subject ${subject}`;
  return undefined;
}

const URGENT: ReadonlySet<Message['kind']> = new Set(['opening', 'update', 'reminder', 'escalation']);

function expectedHeaders({ inReplyTo, severity, kind }: Message): readonly string[] {
  return [
    'From',
    'To',
    'Subject',
    'Date',
    'Message-ID',
    ...(inReplyTo === undefined ? [] : ['In-Reply-To', 'References']),
    'X-Batchwatch-Incident',
    'X-Batchwatch-Kind',
    'X-Batchwatch-Summary',
    'Auto-Submitted',
    'X-Auto-Response-Suppress',
    'List-Id',
    ...(severity === 'critical' && URGENT.has(kind) ? ['Importance', 'X-Priority'] : []),
    'MIME-Version',
    'Content-Type',
  ];
}

/** Characters that a terminal obeys or a reader overlooks: controls, half characters, separators, overrides. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** Each job stands on one line, with its state, id and name, and no line was forged. */
function findTextProblem(text: string, jobs: readonly MessageJob[]): string | undefined {
  const lines = text.split('\n');
  if (lines.some((line) => UNSEEN.test(line))) return 'the text has characters that nobody sees';
  if (jobs.some(({ state }) => !ALARMS.has(state))) return undefined;
  const notified = notifiedLines(text);
  const counted = lines.reduce(
    (sum, line) => sum + Number(/^(\d+)(?: more)? in state /.exec(line)?.[1] ?? 0),
    0,
  );
  if (notified.length + counted !== jobs.length)
    return `${notified.length} listed, ${counted} counted of ${jobs.length}`;
  for (const [index, line] of notified.entries()) {
    const job = jobs[index];
    if (job === undefined || !line.startsWith(`${job.state} `)) return `another state: ${line}`;
    for (const value of [job.jobId, job.name]) {
      if (isPlain(value) && !line.includes(value.trimEnd())) return `not byte for byte: ${value}`;
    }
  }
  return undefined;
}

/** Not all 32 digits: an id with a thousand combining marks is cut before its last one. */
function notifiedLines(text: string): string[] {
  return text.split('\n').filter((line) => /^(Failed|Pause) .*?\bb[0-9a-f]{31}/.test(line));
}

const ALARMS: ReadonlySet<string> = new Set(['Failed', 'Pause']);
