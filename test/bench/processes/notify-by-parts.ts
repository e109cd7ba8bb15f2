import { DatabaseSync } from 'node:sqlite';
import { XMLParser } from 'fast-xml-parser';
import { createTransport } from 'nodemailer';
import { onLine, optionsText, say } from './line.ts';

/** The least work of a notification: one page fetched and parsed, one row committed, one mail sent; in a warm process. */
const { url, database, smtpPort } = JSON.parse(optionsText()) as {
  url: string;
  database: string;
  smtpPort: number;
};
const parser = new XMLParser({
  parseTagValue: false,
  jPath: false,
  isArray: (name) => name === 'JobsDetail',
});
const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
const store = new DatabaseSync(database);
store.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE notified (id INTEGER PRIMARY KEY, at TEXT)',
);
const insert = store.prepare('INSERT INTO notified (at) VALUES (?)');

say('ready');
onLine(async () => {
  const answer = await fetch(`${url}/inventorytriggerjob`);
  const page = parser.parse(await answer.text()) as { Response: { JobsDetail: readonly unknown[] } };
  insert.run(new Date().toISOString());
  const text = `${page.Response.JobsDetail.length} jobs listed.\n`.repeat(100);
  await transport.sendMail({ from: 'bare@example.com', to: 'oncall@example.com', subject: 'Failed', text });
  say('told');
});
