import type { DemoFiles } from './demo-files.ts';

/** Writes the first text for a person: the demo, the places to look, things to try, its end. */
export function introduceWhole(places: {
  files: Pick<DemoFiles, 'directory' | 'config' | 'log'>;
  /** URL of the mailbox page. */
  mailbox: string;
  /** URL of the daemon. */
  daemon: string;
  /** A job worth explaining. */
  jobId: string;
}): string {
  const { files, mailbox, daemon, jobId } = places;
  return `Batchwatch demo: a simulated Tencent CI, the real daemon, a mailbox and chats, all in this process.
No account is needed, and nothing leaves this machine.

  mails    ${mailbox}  (each one as its reader sees it)
  chats    ${mailbox}/chats  (WeCom, DingTalk, Feishu, Slack, Teams, PagerDuty and others)
  page     ${daemon}/  (open incidents, jobs, notifications)
  metrics  ${daemon}/metrics
  health   ${daemon}/readyz
  files    ${files.directory}  (configuration, store)
  log      ${files.log}

Try in a second terminal:

  ${PROGRAM} jobs --config ${files.config}
  ${PROGRAM} explain ${jobId} --config ${files.config}

Below is what happens: at "tencent", what the daemon makes of it, and what arrives in the mailbox. Within one
minute everything happens once; then it goes on at an easy pace. Ctrl-C ends it and removes the files.

`;
}

export function introduceSimulator(url: string): string {
  return `Batchwatch demo, the simulated Tencent CI alone, at ${url}
It knows the keys EXAMPLE-SECRET-ID and EXAMPLE-SECRET-KEY and verifies every signature.

`;
}

export function introduceMailbox(places: { page: string; smtp: string }): string {
  return `Batchwatch demo, the mailbox alone
  mails    ${places.page}
  SMTP     ${places.smtp}  (no TLS, no login)

`;
}

/** Returns the command that starts this program: from its source, or as it was built. */
const PROGRAM = import.meta.url.endsWith('.ts') ? 'node src/main.ts' : 'node dist/main.js';
