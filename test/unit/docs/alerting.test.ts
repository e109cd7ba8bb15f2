import { expect, it } from 'vitest';
import { NOTIFY_REASONS, SUPPRESS_REASONS } from '../../../src/core/rule/decide.ts';
import { HOLD_REASONS, RATE_CAPPED } from '../../../src/core/incident/lifecycle.ts';
import { readPage } from '../../support/markdown.ts';

it.each([
  ['notified', NOTIFY_REASONS],
  ['held', [...HOLD_REASONS, RATE_CAPPED]],
  ['not notified', SUPPRESS_REASONS],
])(
  'docs/alerting.md explains each reason for a notification that is %s, and no other',
  (heading, reasons) => {
    const [, table = ''] = readPage('docs/alerting.md').split(`| ${heading}, because |`);
    const cells = table.slice(0, table.indexOf('\n\n')).matchAll(/^\| (`.*?) \|/gm);
    const explained = [...cells].flatMap(([, cell = '']) => cell.replaceAll('`', '').split(', '));
    expect(explained.toSorted()).toEqual([...reasons].toSorted());
  },
);
