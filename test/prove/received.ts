import type { CapturedMail } from '../support/mail/smtp-sink.ts';

/** One transition that somebody is to be notified of: `oncall@example.com b1… Failed`. */
export type Notice = string;

export function noticeOf(recipient: string, jobId: string, state: string): Notice {
  return `${recipient} ${jobId} ${state}`;
}

/** The notices that reached the recipients, as far as the mail server acknowledged or at least took them. */
export interface Received {
  /** Every notice with the number of *different* messages (by Message-ID) that brought it to that recipient. */
  messages: ReadonlyMap<Notice, number>;
  /** Mails that reached a recipient once more with a Message-ID that recipient had got before. */
  repeats: number;
}

/**
 * Reads the notices from the mails: each line of the text part that begins with a state and names a job's id
 * (interface, Mail). Ids must look like the service's: a `b` and 32 hexadecimal digits. Reminders bring nothing new, and
 * a closing only what no other mail of its thread brought (the last mail alone names what was never offered).
 */
export function receivedIn(mails: readonly CapturedMail[]): Received {
  const messages = new Map<Notice, number>();
  const seen = new Set<string>();
  let repeats = 0;
  const count = (mail: CapturedMail, times: (before: number) => number) => {
    for (const recipient of mail.to) {
      for (const [, state = '', jobId = ''] of mail.text.matchAll(JOB_LINE)) {
        const received = noticeOf(recipient, jobId, state);
        messages.set(received, times(messages.get(received) ?? 0));
      }
    }
  };
  const closings: CapturedMail[] = [];
  for (const mail of mails) {
    const copies = mail.to.map((recipient) => `${recipient} ${mail.messageId}`);
    if (copies.some((copy) => seen.has(copy))) {
      repeats += 1;
      continue;
    }
    for (const copy of copies) seen.add(copy);
    const kind = kindOf(mail);
    if (kind === 'closing') closings.push(mail);
    else if (kind !== 'reminder') count(mail, (before) => before + 1);
  }
  for (const mail of closings) count(mail, (before) => Math.max(before, 1));
  return { messages, repeats };
}

/** `opening`, `update`, `reminder`, `closing`, `baseline` or `test`. */
function kindOf({ headers }: CapturedMail): unknown {
  return headers.get('x-batchwatch-kind');
}

/** Returns the id of the incident that a mail is about. */
export function incidentOf({ headers }: CapturedMail): string {
  const incident = headers.get('x-batchwatch-incident');
  return typeof incident === 'string' ? incident : '';
}

/** Of these incidents, which are over: the receivers that were notified of one, but not of its end. */
export function missingClosings(
  mails: readonly CapturedMail[],
  isOver: (incident: string) => boolean,
): readonly string[] {
  const received = new Map<string, boolean>();
  for (const mail of mails) {
    const incident = incidentOf(mail);
    if (kindOf(mail) === 'baseline' || !isOver(incident)) continue;
    for (const recipient of mail.to) {
      const thread = `${recipient} ${incident}`;
      received.set(thread, received.get(thread) === true || kindOf(mail) === 'closing');
    }
  }
  return [...received].filter(([, isClosed]) => !isClosed).map(([thread]) => thread);
}

const JOB_LINE = /^(Failed|Pause)\b.*?\b(b[0-9a-f]{32})\b/gm;

export interface Difference {
  /** Should have been notified, and was not. */
  lost: readonly Notice[];
  /** Notified by more messages than one. */
  receivedTwice: readonly Notice[];
  /** Notified, and never happened. */
  invented: readonly Notice[];
}

/** Compares the notices that should have come, each once, with those that came. */
export function compare(expected: ReadonlySet<Notice>, { messages }: Received): Difference {
  return {
    lost: [...expected].filter((one) => !messages.has(one)),
    receivedTwice: [...messages].filter(([, times]) => times > 1).map(([one]) => one),
    invented: [...messages.keys()].filter((one) => !expected.has(one)),
  };
}

/** One line for a counter-example; undefined when nothing differs. */
export function describeDifference({ lost, receivedTwice, invented }: Difference): string | undefined {
  const parts = [
    ...(lost.length > 0 ? [`${lost.length} lost: ${lost.slice(0, 5).join(', ')}`] : []),
    ...(receivedTwice.length > 0
      ? [`${receivedTwice.length} received twice: ${receivedTwice.slice(0, 5).join(', ')}`]
      : []),
    ...(invented.length > 0 ? [`${invented.length} invented: ${invented.slice(0, 5).join(', ')}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}
