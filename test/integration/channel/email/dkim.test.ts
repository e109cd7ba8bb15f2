import { describe, expect, it } from 'vitest';

import type { DkimSettings } from '../../../../src/channel/email/mime/sign-mail.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { sampleJob, sampleMessage } from '../../../support/mail/sample-message.ts';
import { publicKeyRecord, signingKey } from '../../../support/mail/signing-key.ts';
import { startSmtpSink } from '../../../support/mail/smtp-sink.ts';
import { verifyDkim } from '../../../support/mail/verify-dkim.ts';

const never = new AbortController().signal;

/** What arrives of the message, with `changes` to the signature's settings. */
async function arrived(message = sampleMessage(), changes: Partial<DkimSettings> = {}): Promise<Buffer> {
  await using sink = await startSmtpSink();
  const dkim = { domain: 'example.com', selector: 'batchwatch', key: new Secret(signingKey()), ...changes };
  const verdict = await channelTo(sink, { dkim }).send(message, 'oncall@example.com', { signal: never });
  expect(verdict).toMatchObject({ outcome: 'delivered' });
  return sink.mails[0]?.raw ?? Buffer.alloc(0);
}

describe('a signed mail', () => {
  it.each([
    ['as it is', 'nightly-transcode'],
    ['with lines that begin with dots', '.\r\n..\r\n.hidden\r\n.\r\n'],
    ['with lines beyond 998 characters', 'x'.repeat(5_000)],
    ['with Chinese', '每晚转码任务 失败。'.repeat(60)],
    ['with blanks at the ends of lines', 'a  \t \r\n  b \t\r\n\r\n\r\n'],
    ['with what looks like a header', 'From: x@example.org\r\nDKIM-Signature: v=1; b=x\r\n\r\n'],
  ])('verifies %s', async (_name, text) => {
    const message = sampleMessage({ jobs: [sampleJob({ name: text, message: text })] });
    const tags = verifyDkim(await arrived(message), publicKeyRecord());
    expect(Object.fromEntries(tags)).toMatchObject({
      v: '1',
      a: 'rsa-sha256',
      c: 'relaxed/relaxed',
      d: 'example.com',
      s: 'batchwatch',
    });
    expect(tags.get('h')?.split(':')).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type']),
    );
  });

  it('verifies no more when a byte of a signed header or of the body has changed', async () => {
    const raw = (await arrived()).toString('latin1');
    for (const changed of [raw.replace('Subject: ', 'Subject: x'), raw.replace(/\r\n--/, '\r\nx\r\n--')]) {
      expect(changed).not.toBe(raw);
      expect(() => verifyDkim(Buffer.from(changed, 'latin1'), publicKeyRecord())).toThrow(/other|another/);
    }
  });

  it('leaves out headers that a relay rewrites', async () => {
    const raw = await arrived(sampleMessage(), { skipFields: ['Message-ID', 'date'] });
    const rewritten = raw.toString('latin1').replace(/^Message-ID: .*$/m, 'Message-ID: <other@example.org>');
    const tags = verifyDkim(Buffer.from(rewritten, 'latin1'), publicKeyRecord());
    expect(tags.get('h')).not.toMatch(/message-id|date/);
  });

  it('signs the headers that are named, and no others', async () => {
    const raw = await arrived(sampleMessage(), {
      headerFieldNames: ['From', 'Subject', 'X-Batchwatch-Kind'],
    });
    expect(verifyDkim(raw, publicKeyRecord()).get('h')).toBe('from:subject:x-batchwatch-kind');
  });

  it('bears the same Message-ID when it is sent again', async () => {
    const [first, second] = [await arrived(), await arrived()].map(
      (raw) => /^Message-ID: (.*)$/m.exec(String(raw))?.[1],
    );
    expect(first).toBe(sampleMessage().messageId);
    expect(second).toBe(first);
  });
});

describe('the sender of a mail', () => {
  it('takes bounces and answers elsewhere when so configured', async () => {
    await using sink = await startSmtpSink();
    const channel = channelTo(sink, {
      envelopeFrom: 'bounces@mail.example.com',
      replyTo: 'On Call, 值班 <oncall@example.com>',
    });
    await channel.send(sampleMessage(), 'oncall@example.com', { signal: never });
    const [mail] = sink.mails;
    expect(mail?.from).toBe('bounces@mail.example.com');
    expect(mail?.headers.get('from')).toMatchObject({ value: [{ address: 'batchwatch@example.com' }] });
    expect(mail?.headers.get('reply-to')).toMatchObject({ value: [{ address: 'oncall@example.com' }] });
    // Mail rules go by the list, which is that of the author.
    expect(String(mail?.raw)).toContain('List-Id: Batchwatch <batchwatch.example.com>');
  });

  it('is one address when nothing else is said', async () => {
    await using sink = await startSmtpSink();
    await channelTo(sink).send(sampleMessage(), 'oncall@example.com', { signal: never });
    expect(sink.mails[0]?.from).toBe('batchwatch@example.com');
    expect(sink.mails[0]?.headers.has('reply-to')).toBe(false);
  });
});
