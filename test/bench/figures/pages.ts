import type { Figure, Row } from '../figure.ts';
import { startReference, type MeasuredProcess } from '../measured-process.ts';
import { millionStore } from '../million-store.ts';

const TIMES = 40;
const STREAMS = 200;

const PAGES: readonly (readonly [what: string, path: string])[] = [
  ['Now', '/'],
  ['Jobs', '/jobs'],
  ['Jobs, failed ones of a target', '/jobs?target=media&state=Failed'],
  ['Jobs, by name', '/jobs?name=nightly-transcode-of-the-archive-42'],
  ['Jobs, by a name that few have and nobody can find by an index', '/jobs?name=*-42'],
  ['Jobs, of a code and a week', '/jobs?code=AccessDenied&createdFrom=WEEK'],
];
const LISTS: readonly (readonly [what: string, path: string])[] = [
  ['API list of jobs', '/api/v1/jobs'],
  ['API list of jobs, failed ones', '/api/v1/jobs?state=Failed&target=media'],
  ['API list of jobs, of a code that no job has', '/api/v1/jobs?code=Nothing'],
  ['API list of transitions', '/api/v1/transitions'],
  ['API list of transitions, to a state that few came to', '/api/v1/transitions?state=Cancel&target=small'],
];

/** The pages and the API with a million jobs in the store; and what open event streams cost. */
export const pages: Figure = {
  name: 'pages',
  async measure(report) {
    await using server = startReference('serve-million', { storage: `sqlite:${await millionStore()}` });
    const url = String((await server.line('ready'))['url']);
    await measurePages(url, '1,000,000 jobs', report);
    const row = await streams(server, url);
    if (row === undefined) process.stderr.write('  event streams: skipped, /api/v1/stream answers 404\n');
    else report(row);
  },
};

/** The times of all pages and lists of a server. */
export async function measurePages(url: string, among: string, report: (row: Row) => void): Promise<void> {
  const week = new Date(Date.now() - 7 * 86_400_000).toISOString().replace(/\.\d+/, '');
  for (const [addresses, atMost] of [
    [PAGES, 50],
    [LISTS, 20],
  ] as const)
    for (const [what, address] of addresses) {
      const samples = await answerTimes(`${url}${address.replace('WEEK', week)}`);
      if (samples === undefined) process.stderr.write(`  ${what}: skipped, ${address} does not answer yet\n`);
      else report({ what: `${what}, ${among}`, unit: 'ms', goal: { atMost }, samples });
    }
}

/** Each from the request to the last byte, over loopback; undefined for what is not there. */
async function answerTimes(url: string): Promise<readonly number[] | undefined> {
  const samples: number[] = [];
  for (let time = -5; time < TIMES; time += 1) {
    const begun = performance.now();
    const response = await fetch(url);
    await response.arrayBuffer();
    const took = performance.now() - begun;
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
    if (time >= 0) samples.push(took);
  }
  return samples;
}

async function streams(server: MeasuredProcess, url: string): Promise<Row | undefined> {
  const ends = new AbortController();
  const open = async () => await fetch(`${url}/api/v1/stream`, { signal: ends.signal });
  const first = await open();
  if (first.status === 404) return undefined;
  try {
    const before = await settled(server);
    const others = await Promise.all(Array.from({ length: STREAMS }, open));
    if (others.some(({ status }) => status !== 200)) throw new Error('a stream was refused');
    const after = await settled(server);
    return {
      what: `${STREAMS} open event streams`,
      unit: 'MiB',
      goal: { atMost: 30 },
      samples: [after - before],
    };
  } finally {
    ends.abort();
  }
}

/** Resident memory once garbage is gone, which the server collects when it is told. */
async function settled(server: MeasuredProcess): Promise<number> {
  const collected = server.next('collected');
  server.send('collect');
  await collected;
  return server.memory().resident;
}
