import { expect, it } from 'vitest';
import { readPage } from '../../support/markdown.ts';

it('README.md stays one page', () => {
  expect(readPage('README.md').split('\n').length).toBeLessThanOrEqual(100);
});
