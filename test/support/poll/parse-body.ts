import { findLayoutProblem, JOB_LIST } from '../../../src/tencent/xml/list-layout.ts';
import { parseAnswer, readPage, type ParsedPage } from '../../../src/tencent/xml/parse-answer.ts';

/** Reads the body of an answer of the list or describe call, as the source of jobs does. */
export function parseBody(
  text: string,
): { kind: 'page'; page: ParsedPage } | Exclude<ReturnType<typeof parseAnswer>, { kind: 'response' }> {
  const parsed = parseAnswer(text);
  if (parsed.kind !== 'response') return parsed;
  const problem = findLayoutProblem(parsed.response, JOB_LIST);
  if (problem !== undefined) return { kind: 'malformed', problem };
  return { kind: 'page', page: readPage(parsed.response, JOB_LIST) };
}
