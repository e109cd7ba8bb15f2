/** One metric family of a Prometheus text. */
export interface Family {
  type: string;
  help: string;
  samples: {
    name: string;
    labels: Record<string, string>;
    value: number;
  }[];
}

/** Reads a Prometheus text; each sample belongs to the family above it. */
export function readMetrics(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  const helps = new Map<string, string>();
  let current: Family | undefined;
  for (const line of text.split('\n')) {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment?.[1] === 'HELP') helps.set(comment[2] ?? '', comment[3] ?? '');
    else if (comment?.[1] === 'TYPE') {
      current = { type: comment[3] ?? '', help: helps.get(comment[2] ?? '') ?? '', samples: [] };
      families.set(comment[2] ?? '', current);
    } else if (line !== '' && !line.startsWith('#')) current?.samples.push(readSample(line));
  }
  return families;
}

function readSample(line: string): Family['samples'][number] {
  const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  if (match === null) throw new Error(`not a sample: ${line}`);
  const labels: Record<string, string> = {};
  for (const [, label, value] of (match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)",?/g)) {
    labels[label ?? ''] = (value ?? '').replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
  }
  return { name: match[1] ?? '', labels, value: Number(match[3]) };
}
