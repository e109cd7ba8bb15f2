import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { isEnded } from '../jobs/state.ts';
import { listJobs } from '../store/jobs.ts';
import { visitStore } from '../store/open.ts';
import { formatInstant } from '../time.ts';
import { EXIT } from './exit-code.ts';
import { formatJson } from './json-text.ts';
import { formatTable } from './table.ts';
import { cliWords } from './words.ts';
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
    const found = await store.read((db) => listJobs(db, options));
    terminal.out(options.json ? toJson(found) : toText(found, config));
    return EXIT.done;
  } finally {
    await store.close();
  }
}

type Found = Awaited<ReturnType<typeof listJobs>>;

function toJson(found: Found): string {
  const objects = found.map((job) => ({
    target: job.target,
    jobId: job.job_id,
    state: job.state,
    type: job.type,
    name: job.name,
    code: job.code,
    message: job.message,
    creationTime: job.creation_time,
    startTime: job.start_time,
    endTime: job.end_time,
    stateSince: new Date(job.state_since).toISOString(),
    firstSeenAt: new Date(job.first_seen_at).toISOString(),
    changedAt: new Date(job.changed_at).toISOString(),
    followed: job.followed === 1,
  }));
  return formatJson(objects);
}

function toText(found: Found, { timezone, language }: Pick<Config, 'timezone' | 'language'>): string {
  const { columns, none, notFollowed } = cliWords(language).jobs;
  if (found.length === 0) return `${none}\n`;
  const rows = found.map((job) => [
    job.target,
    job.job_id,
    job.followed === 1 || isEnded(job.state) ? job.state : notFollowed(job.state),
    formatInstant(job.state_since, timezone),
    job.type,
    job.name,
    job.state === 'Failed' ? job.code : '',
  ]);
  const { target, jobId, state, since, type, name, code } = columns;
  return formatTable([target, jobId, state, since, type, name, code], rows);
}
