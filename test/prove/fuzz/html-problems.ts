import { Parser } from 'htmlparser2';
import { fitContent } from '../../../src/channels/email/fit-content.ts';
import type { Message } from '../../../src/alerts/message.ts';
import { sampleJob, sampleMessage } from '../../support/sample-message.ts';

/** Says what of a mail's HTML does not come from the template: a tag, an attribute, a link; undefined: nothing. */
export function findHtmlProblem(html: string, message: Message): string | undefined {
  const { elements, comments } = outline(html);
  if (comments > 0) return 'the HTML has a comment';
  const strange = elements.find((element) => !TEMPLATE.has(element));
  return strange === undefined ? undefined : `the HTML of ${message.jobs.length} jobs has ${strange}`;
}

/** Every opening tag with all its attributes. */
function outline(html: string): { readonly elements: readonly string[]; readonly comments: number } {
  const elements: string[] = [];
  let comments = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => elements.push(`${name} ${JSON.stringify(attributes)}`),
    oncomment: () => (comments += 1),
  });
  parser.end(html);
  return { elements, comments };
}

/** What harmless mails consist of, of every length and state. */
const TEMPLATE: ReadonlySet<string> = new Set(
  ['Failed', 'Pause', 'Hibernating'].flatMap((state) =>
    [1, 2, 5].flatMap((length) => {
      const jobs = Array.from({ length }, () => sampleJob({ state }));
      const kinds = ['transitions', 'baseline'] as const;
      return kinds.flatMap(
        (kind) => outline(fitContent(sampleMessage({ kind, jobs })).html.content).elements,
      );
    }),
  ),
);
