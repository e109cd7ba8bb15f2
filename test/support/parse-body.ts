import { parseAnswer, readPage, type ParsedPage } from '../../src/tencent/parse.ts';

/** Reads the body of an answer of the list or describe call, as the source of jobs does. */
export function parseBody(
  text: string,
):
  | { readonly kind: 'page'; readonly page: ParsedPage }
  | Exclude<ReturnType<typeof parseAnswer>, { kind: 'response' }> {
  const parsed = parseAnswer(text);
  return parsed.kind === 'response' ? { kind: 'page', page: readPage(parsed.response) } : parsed;
}
