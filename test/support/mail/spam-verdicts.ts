import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A mail as a mail server passes it to its spam filter. */
export interface ReceivedMail {
  name: string;
  raw: Buffer;
}

interface SpamVerdict {
  score: number;
  /** The rules that matched. */
  rules: readonly string[];
}

/** Throws when SpamAssassin is not installed; the message names the command that installs it. */
export function requireSpamAssassin(): void {
  if (spawnSync('spamassassin', ['--version']).error === undefined) return;
  throw new Error('no SpamAssassin: apt-get install -y --no-install-recommends spamassassin');
}

/**
 * Judges mails by SpamAssassin's local rules, in the order given. Asks no network service, and neither a user's
 * settings nor what the machine has learned.
 */
export async function spamVerdicts(mails: readonly ReceivedMail[]): Promise<readonly SpamVerdict[]> {
  const home = await mkdtemp(join(tmpdir(), 'spamassassin-'));
  try {
    const mailbox = join(home, 'mbox');
    await writeFile(mailbox, mails.map(inMailbox).join(''), 'latin1');
    const { stdout } = await promisify(execFile)(
      'spamassassin',
      ['--local', '--prefspath', join(home, 'prefs'), '--mbox', mailbox],
      { encoding: 'latin1', maxBuffer: 100_000_000, env: { ...process.env, HOME: home, LC_ALL: 'C' } },
    );
    // It judges them in an order of its own; their postmarks identify them.
    const judged = stdout.split(/^(?=From batchwatch@example\.com )/m).toSorted();
    const verdicts = judged.flatMap((mail) => {
      const [, score, rules = ''] = STATUS.exec(mail.replace(/\r?\n[ \t]+/g, ' ')) ?? [];
      return score === undefined ? [] : [{ score: Number(score), rules: rules.split(/,\s*/) }];
    });
    if (verdicts.length !== mails.length)
      throw new Error(`${verdicts.length} verdicts on ${mails.length} mails`);
    return verdicts;
  } finally {
    await rm(home, { recursive: true });
  }
}

const STATUS = /^X-Spam-Status: \w+, score=(-?[\d.]+) .*?tests=(\S*(?:, ?\S+)*?) autolearn/m;

/** The `mbox` format: a `From ` line before each mail, LF line ends, lines that look like one quoted. */
function inMailbox({ raw }: ReceivedMail, index: number): string {
  const mail = raw
    .toString('latin1')
    .replaceAll('\r\n', '\n')
    .replaceAll(/^From /gm, '>From ');
  const [minute, second] = [Math.floor(index / 60), index % 60].map((part) => String(part).padStart(2, '0'));
  return `From batchwatch@example.com Mon Nov 23 01:${minute}:${second} 2026\n${mail}\n\n`;
}

/** Puts the header on top that a mail server writes when it takes a mail from outside. */
export function receivedFrom(relay: string, raw: Buffer, at: Date): Buffer {
  const date = at.toUTCString().replace('GMT', '+0000');
  const trace = [
    `Received: from mail.example.com (${relay} [93.184.215.14])`,
    '\tby mx.example.net (Postfix) with ESMTPS id 4Xyz123abc',
    `\tfor <oncall@example.net>; ${date}`,
  ];
  return Buffer.concat([Buffer.from(`${trace.join('\r\n')}\r\n`), raw]);
}
