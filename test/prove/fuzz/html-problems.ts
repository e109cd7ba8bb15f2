import { Parser } from 'htmlparser2';
import { fitContent } from '../../../src/channel/email/mime/fit-content.ts';
import type { MessageJob } from '../../../src/core/message/message.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';
import { isPlain } from './plain.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/**
 * Says what of a mail's HTML does not come from the template (a tag, an attribute, a link), or which of the jobs it
 * lists it does not show as they are; undefined: nothing.
 */
export function findHtmlProblem(html: string, listed: readonly MessageJob[]): string | undefined {
  const { elements, comments, text } = outline(html);
  if (comments > 0) return 'the HTML has a comment';
  const strange = elements.find((element) => !TEMPLATE.has(element));
  if (strange !== undefined) return `the HTML has ${strange}`;
  const names = listed.flatMap(({ jobId, name }) => [jobId, name]);
  const changed = names.find((name) => isPlain(name) && !text.includes(name));
  return changed === undefined ? undefined : `the HTML does not show ${changed}`;
}

/** Every opening tag with all its attributes, and all text as it is shown. */
function outline(html: string) {
  const elements: string[] = [];
  let comments = 0;
  let text = '';
  const parser = new Parser({
    onopentag: (name, attributes) => elements.push(`${name} ${JSON.stringify(attributes)}`),
    oncomment: () => (comments += 1),
    ontext: (piece) => (text += piece),
  });
  parser.end(html);
  return { elements, comments, text };
}

/** The elements of harmless mails of every length and state. */
const TEMPLATE: ReadonlySet<string> = new Set(
  ['Failed', 'Pause', 'Hibernating'].flatMap((state) =>
    [1, 2, 5].flatMap((length) => {
      const alike = Array.from({ length }, () => sampleJob({ state }));
      const unlike = alike.map((job, index) => ({ ...job, message: `The template ${index} does not exist` }));
      const kinds = ['opening', 'baseline'] as const;
      return kinds.flatMap((kind) =>
        [alike, unlike].flatMap(
          (jobs) => outline(fitContent(sampleMessage({ kind, jobs }), TENCENT_PAGES).html.content).elements,
        ),
      );
    }),
  ),
);
