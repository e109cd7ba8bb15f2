// Run by `npm run generate`, and with `--check` by `npm run check`: writes, or compares, the dashboard of Grafana.
import { readFileSync, writeFileSync } from 'node:fs';
import { batchwatchDashboard } from './dashboard.ts';

const file = new URL('../../grafana/dashboards/batchwatch.json', import.meta.url);
const text = `${JSON.stringify(batchwatchDashboard(), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('config/grafana/dashboards/batchwatch.json is out of date: run "npm run generate"\n');
  process.exitCode = 1;
}
