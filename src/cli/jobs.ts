import { isEnded } from '../jobs/state.ts';
import { formatInstant, toIso } from '../time.ts';
import type { Desk, ListedJob } from './desk/desk.ts';
import { withDesk, type Place } from './desk/with-desk.ts';
import { EXIT } from './exit-code.ts';
import { formatJson } from './json-text.ts';
import { formatTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { cliWords } from './words.ts';

/** `batchwatch jobs`: what the snapshot holds, newest change first. @throws ConfigFault, StoreFault, RemoteFault */
export async function jobs(
  options: {
    readonly place: Place;
    readonly target?: string;
    readonly state?: string;
    readonly json: boolean;
  },
  terminal: Terminal,
): Promise<number> {
  return await withDesk(options.place, terminal, async (desk) => {
    const found = await desk.jobs.list(options);
    terminal.out(options.json ? toJson(found) : toText(found, desk));
    return EXIT.done;
  });
}

function toJson(found: readonly ListedJob[]): string {
  return formatJson(
    found.map((job) => ({
      ...job,
      stateSince: toIso(job.stateSince),
      firstSeenAt: toIso(job.firstSeenAt),
      changedAt: toIso(job.changedAt),
    })),
  );
}

function toText(found: readonly ListedJob[], { timezone, language }: Desk): string {
  const { columns, none, notFollowed } = cliWords(language).jobs;
  if (found.length === 0) return `${none}\n`;
  const rows = found.map((job) => [
    job.target,
    job.jobId,
    job.followed || isEnded(job.state) ? job.state : notFollowed(job.state),
    formatInstant(job.stateSince, timezone),
    job.type,
    job.name,
    job.state === 'Failed' ? job.code : '',
  ]);
  const { target, jobId, state, since, type, name, code } = columns;
  return formatTable([target, jobId, state, since, type, name, code], rows);
}
