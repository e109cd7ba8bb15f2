import type { Goal, Row } from './figure.ts';
import { summarize, type Summary } from './statistics.ts';

/** Lays the rows out in columns: figure, goal, measured, reference of the same run, ratio, verdict. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [HEADINGS, ...rows.map(toCells)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const laidOut = lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [laidOut[0], rule, ...laidOut.slice(1)].join('\n');
}

/** One row on a line of its own, for showing it as soon as it is measured. */
export function formatRow(row: Row): string {
  const [what, goal, measured, reference, ratio, verdict] = toCells(row);
  const parts = [goal && `goal ${goal}`, reference && `reference ${reference}`, ratio, verdict];
  return [`${what}: ${measured}`, ...parts.filter((part) => part !== '')].join('; ');
}

const HEADINGS = [
  'figure',
  'goal',
  'measured: median (min–max)',
  'reference of the same run',
  'ratio',
  'goal met',
];

function toCells(row: Row): string[] {
  const measured = summarize(row.samples);
  const reference = row.reference && summarize(row.reference.samples);
  const judged = measured[row.judged ?? 'median'];
  const compared = reference?.[row.judged ?? 'median'];
  return [
    row.what,
    row.goal === undefined ? '' : formatGoal(row.goal, row.unit),
    formatSummary(measured, row),
    reference === undefined ? '' : `${formatSummary(reference, row)}, ${row.reference?.what ?? ''}`,
    compared === undefined || compared === 0 ? '' : `${(judged / compared).toFixed(2)} ×`,
    row.goal === undefined ? '' : isMet(row.goal, judged, compared) ? 'yes' : 'NO',
  ];
}

function formatGoal({ atMost, timesReference, aboveReference }: Goal, unit: string): string {
  return [
    atMost !== undefined && `≤ ${atMost} ${unit}`,
    timesReference !== undefined && `≤ ${timesReference.toFixed(1)} ×`,
    aboveReference !== undefined && `≤ reference + ${aboveReference} ${unit}`,
  ]
    .filter((part) => part !== false)
    .join(', ');
}

function isMet({ atMost, timesReference, aboveReference }: Goal, judged: number, compared?: number): boolean {
  if (atMost !== undefined && judged > atMost) return false;
  if (timesReference !== undefined && !(judged <= timesReference * (compared ?? Number.NaN))) return false;
  return aboveReference === undefined || judged <= (compared ?? Number.NaN) + aboveReference;
}

function formatSummary({ median, p95, min, max, count }: Summary, { unit, judged }: Row): string {
  if (count === 1 || min === max) return `${round(median)} ${unit}`;
  const range = `(${round(min)}–${round(max)})`;
  if (judged === 'p95') return `p95 ${round(p95)} ${unit} ${range}`;
  return `${round(median)} ${unit} ${range}`;
}

function round(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
