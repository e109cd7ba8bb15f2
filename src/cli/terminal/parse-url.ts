import { InvalidArgumentError } from 'commander';

/** Reads where a daemon is reached. @throws InvalidArgumentError */
export function parseUrl(text: string): string {
  const url = URL.parse(text);
  const isPlain =
    url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (isPlain && ['http:', 'https:'].includes(url.protocol)) return url.href;
  throw new InvalidArgumentError(
    'Write e.g. https://batchwatch.example.com; a token is in BATCHWATCH_TOKEN.',
  );
}
