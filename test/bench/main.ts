import { cpus } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { distantServer } from './figures/distant-server.ts';
import type { Row } from './figure.ts';
import { flip } from './figures/flip.ts';
import { forgetHistory } from './history.ts';
import { memory } from './figures/memory.ts';
import { pages } from './figures/pages.ts';
import { postgres } from './figures/postgres.ts';
import { read } from './figures/read.ts';
import { restart } from './figures/restart.ts';
import { scrape } from './figures/scrape.ts';
import { start } from './figures/start.ts';
import { steady } from './figures/steady.ts';
import { targets } from './figures/targets.ts';
import { storm } from './figures/storm.ts';
import { formatRow, formatTable } from './table.ts';

/**
 * `npm run bench [-- NAME …]`: measures what the program is to keep to beside their references and prints one table.
 * A goal that is missed is printed as such, and no failure: walls of a shared machine are no assertion.
 */
const FIGURES = [
  flip,
  restart,
  steady,
  read,
  storm,
  distantServer,
  memory,
  start,
  scrape,
  pages,
  postgres,
  targets,
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => FIGURES.every((figure) => figure.name !== name));
if (unknown.length > 0) {
  process.stderr.write(
    `no figure ${unknown.join(', ')}; there are: ${FIGURES.map(({ name }) => name).join(' ')}\n`,
  );
  process.exit(64);
}

const begun = performance.now();
const rows: Row[] = [];
for (const figure of FIGURES) {
  if (names.length > 0 && !names.includes(figure.name)) continue;
  process.stderr.write(`${figure.name} …\n`);
  try {
    await figure.measure((row) => {
      rows.push(row);
      process.stderr.write(`  ${formatRow(row)}\n`);
    });
  } catch (error) {
    // The bench itself is broken: the other figures are still worth having.
    process.stderr.write(`  ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
await forgetHistory();
const seconds = Math.round((performance.now() - begun) / 1000);
process.stdout.write(`\n${formatTable(rows)}\n\n${machine()}; ${seconds} s in all\n`);

function machine(): string {
  const cores = cpus();
  const sqlite = new DatabaseSync(':memory:').prepare('SELECT sqlite_version() AS version').get()?.[
    'version'
  ];
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, SQLite ${String(sqlite)}`;
}
