import { inWorkers } from '../in-workers.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { sumOf } from '../counts.ts';
import type { Fuzzed } from './fuzzed.ts';

/** Damaged and malicious answers on the way in, hostile texts on the way out. */
export const parserAndMail: Proof = {
  id: 'P6',
  what: 'parser and mail under fuzz',
  goal: '≥ 100,000 mutated answers and ≥ 100,000 hostile mails; no crash, no hang > 1 s, no header injected, HTML always escaped, ids and names byte for byte',
  run: proveParserAndMail,
};

const ANSWERS = new URL('fuzz-answers.ts', import.meta.url);
const MAILS = new URL('fuzz-mails.ts', import.meta.url);

async function proveParserAndMail({ mode, seed, say }: Effort): Promise<Outcome> {
  const share = { tries: mode === 'quick' ? 1_000 : 100_000, seed };
  const answers = await inWorkers<Fuzzed>(ANSWERS, share);
  say('the answers are through');
  const fuzzed = [...answers, ...(await inWorkers<Fuzzed>(MAILS, share))];
  const counts = sumOf(fuzzed.map((one) => one.counts));
  const count = (name: string) => (counts[name] ?? 0).toLocaleString('en');
  const bad = fuzzed.flatMap(({ counterExample }) => counterExample ?? []);
  return {
    held: bad.length === 0,
    reached: `${count('mutated')} mutated answers (${count('faults')} refused, ${count('pages')} still whole pages), ${count('cuts')} cuts and ${count('rendered')} written pages read back, ${count('mails')} hostile mails: ${bad.length} failures`,
    counterExample: bad[0],
  };
}
