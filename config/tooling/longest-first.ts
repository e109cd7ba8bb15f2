import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Test files that take long for their size: a program beside Node does the work. */
const LONGEST = [
  'e2e/app/container',
  'e2e/http/pages.',
  'e2e/http/accessible-pages',
  'e2e/engine/people',
  'e2e/demo/demo',
  'e2e/metrics/promtool',
  'e2e/channel/spam',
];

/**
 * Begins with the files that take longest, so that no core is idle at the end. Vitest knows the durations of an earlier
 * run. Without one it begins with the largest files, and those of `LONGEST` would come last.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = LONGEST.flatMap((name) => sorted.filter((file) => file.moduleId.includes(name)));
    return [...first, ...sorted.filter((file) => !first.includes(file))];
  }
}
