import { createTransport } from 'nodemailer';
import { onLine, optionsText, say } from './line.ts';

/** Sends one mail of some size as soon as the process runs, then each time it is told to. */
const { smtpPort, bytes = 4_000 } = JSON.parse(optionsText()) as { smtpPort: number; bytes?: number };
const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
const line = 'A line of a mail that stands for the one that is measured.\n';

say('listening');
await send();
onLine(send);

async function send(): Promise<void> {
  const text = line.repeat(Math.ceil(bytes / line.length));
  await transport.sendMail({ from: 'bare@example.com', to: 'oncall@example.com', subject: 'Failed', text });
}
