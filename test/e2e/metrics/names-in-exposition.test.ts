import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { readDashboardExpressions } from '../../support/prometheus/dashboard-expressions.ts';
import { readPromql, type Matcher } from '../../support/prometheus/promql.ts';
import { readAlerts } from '../../support/prometheus/rule-file.ts';
import { readMetrics } from '../../support/process/read-metrics.ts';
import { startFixture } from '../../support/process/fixture.ts';

/** By series name, by label: the values that a scrape shows. */
type Exposition = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

it('every series, label and label value that a rule or a dashboard names is there in a live scrape', async () => {
  const exposition = await scrapeLive();
  const alerts = readAlerts().map(({ alert, expr }) => ({ place: alert, expr }));
  const complaints = [...alerts, ...readDashboardExpressions()].flatMap(({ place, expr }) =>
    complaintsAbout(expr, exposition).map((complaint) => `${place}: ${complaint}`),
  );
  expect(complaints).toEqual([]);
});

it('names, labels and values that are not there are found out', () => {
  const exposition = new Map([['a_total', new Map([['state', new Set(['Failed'])]])]]);
  expect(complaintsAbout('a_totl == 0', exposition)).toEqual(['no series a_totl']);
  expect(complaintsAbout('a_total{stat="x"}', exposition)).toEqual(['a_total has no label stat']);
  expect(complaintsAbout('a_total{state="failed"}', exposition)).toEqual(['a_total has no state="failed"']);
  expect(complaintsAbout('a_total{state=~"Failed|Paus"}', exposition)).toEqual([
    'a_total has no state=~"Paus"',
  ]);
  expect(complaintsAbout('sum by (sate) (a_total)', exposition)).toEqual(['no label sate']);
  expect(complaintsAbout('sum by (job, state) (rate(a_total{state=~"$state"}[5m]))', exposition)).toEqual([]);
});

/** A daemon in whose scrape nothing is absent: a job in each state, mail that waits, also for its recipient alone, one refused for good. */
async function scrapeLive(): Promise<Exposition> {
  await using fixture = await startFixture();
  fixture.configure({ to: Object.keys(ANSWERS) });
  fixture.smtp.setScript(({ phase, recipient = '' }) => {
    const [code = 250, text = ''] = ANSWERS[recipient] ?? [];
    return phase === 'rcpt' ? { do: 'reply', code, text } : undefined;
  });
  for (const state of ['Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel', 'Exploded']) {
    fixture.cloud.put({ jobId: state, state, creationTime: Date.now() - 60_000 });
  }
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
  await daemon.line('poll complete');
  await daemon.line('notification refused for good');
  const text = await (await fetch(`${await daemon.url()}/metrics`)).text();
  return toExposition(text);
}

/** In the order in which they are offered. */
const ANSWERS: Readonly<Record<string, readonly [number, string]>> = {
  'oncall@example.com': [451, 'no'],
  'full@example.com': [452, '4.2.2 mailbox full'],
  'nobody@example.com': [550, '5.1.1 user unknown'],
};

function toExposition(text: string): Exposition {
  const exposition = new Map<string, Map<string, Set<string>>>();
  const see = (name: string, label: string, value: string) => {
    const labels = exposition.get(name) ?? new Map<string, Set<string>>();
    exposition.set(name, labels.set(label, (labels.get(label) ?? new Set()).add(value)));
  };
  for (const { name, labels } of [...readMetrics(text).values()].flatMap(({ samples }) => samples)) {
    for (const [label, value] of Object.entries({ ...labels, job: 'batchwatch', instance: '' }))
      see(name, label, value);
  }
  // Prometheus makes these itself, from the shipped scrape and the rules.
  for (const job of ['batchwatch', 'prometheus', 'alertmanager']) see('up', 'job', job);
  see('up', 'instance', '');
  for (const { alert, labels } of readAlerts()) {
    see('ALERTS', 'alertname', alert);
    see('ALERTS', 'severity', labels['severity'] ?? '');
  }
  for (const state of ['pending', 'firing']) see('ALERTS', 'alertstate', state);
  return exposition;
}

function complaintsAbout(expr: string, exposition: Exposition): string[] {
  const { selectors, labels } = readPromql(expr);
  const asked = selectors.flatMap(({ metric, matchers }) => {
    const there = exposition.get(metric);
    if (there === undefined) return [`no series ${metric}`];
    return matchers.flatMap((matcher) =>
      complaintsAboutValue(matcher, there.get(matcher.label)).map(
        (complaint) => `${metric} has no ${complaint}`,
      ),
    );
  });
  const known = new Set(selectors.flatMap(({ metric }) => [...(exposition.get(metric)?.keys() ?? [])]));
  known.add('job').add('instance');
  return [...asked, ...labels.filter((label) => !known.has(label)).map((label) => `no label ${label}`)];
}

/** An excluded value must exist too: else it is a slip of the pen, and excludes nothing. */
function complaintsAboutValue(
  { label, operator, value }: Matcher,
  values: ReadonlySet<string> | undefined,
): string[] {
  if (values === undefined) return [`label ${label}`];
  if (value.includes('$')) return [];
  if (!operator.includes('~')) return values.has(value) ? [] : [`${label}${operator}"${value}"`];
  return value
    .split('|')
    .filter((part) => ![...values].some((seen) => new RegExp(`^(?:${part})$`).test(seen)))
    .map((part) => `${label}${operator}"${part}"`);
}
