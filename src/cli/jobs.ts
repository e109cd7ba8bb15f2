import { loadConfig } from '../config/load.ts';
import { isEnded } from '../jobs/state.ts';
import { listJobs, toKnownJob } from '../store/jobs.ts';
import { visitStore } from '../store/open.ts';
import { formatInstant } from '../time.ts';
import { EXIT } from './exit-code.ts';
import { formatJson } from './json-text.ts';
import { formatTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** `batchwatch jobs`: what the snapshot holds, newest change first. @throws ConfigFault, StoreFault */
export async function jobs(
  options: {
    readonly config: string;
    readonly target?: string;
    readonly state?: string;
    readonly json: boolean;
  },
  terminal: Terminal,
): Promise<number> {
  const config = loadConfig({ path: options.config, env: terminal.env });
  const store = visitStore({ path: config.storage.path, clock: terminal.clock });
  try {
    const rows = await store.read((db) => listJobs(db, options));
    const found = rows.map((row) => ({ target: row.target, job: toKnownJob(row) }));
    terminal.out(options.json ? toJson(found) : toText(found, config.timezone));
    return EXIT.done;
  } finally {
    await store.close();
  }
}

type Found = readonly { readonly target: string; readonly job: ReturnType<typeof toKnownJob> }[];

function toJson(found: Found): string {
  const objects = found.map(({ target, job }) => ({
    target,
    ...job,
    stateSince: new Date(job.stateSince).toISOString(),
    firstSeenAt: new Date(job.firstSeenAt).toISOString(),
    changedAt: new Date(job.changedAt).toISOString(),
  }));
  return formatJson(objects);
}

function toText(found: Found, timezone: string): string {
  if (found.length === 0) return 'no jobs\n';
  const rows = found.map(({ target, job }) => [
    target,
    job.jobId,
    job.followed || isEnded(job.state) ? job.state : `${job.state} (not followed)`,
    formatInstant(job.stateSince, timezone),
    job.type,
    job.name,
    job.state === 'Failed' ? job.code : '',
  ]);
  return formatTable(['TARGET', 'JOB ID', 'STATE', 'SINCE', 'TYPE', 'NAME', 'CODE'], rows);
}
