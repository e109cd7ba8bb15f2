import { bareLinks, members, parsed } from './shown-text.ts';
import type { ShownText, VendorRules } from './stand-in.ts';

/** A channel of Teams with a workflow: 28 kB. It answers 202 before anything is shown, also where nothing will be. */
export function teamsWorkflow({ path: flow }: { path: string }): VendorRules {
  return ({ path, body }) => {
    if (path !== flow) return { status: 404, body: { error: { code: 'WorkflowNotFound' } } };
    if (Buffer.byteLength(body) > 28_000)
      return { status: 413, body: { error: { code: 'RequestEntityTooLarge' } } };
    const took = shownCard(parsed(body));
    return { status: 202, body: '', ...(took !== undefined && { took }) };
  };
}

/** Reads the message's card. `undefined` when there is none that Teams shows. */
function shownCard(message: unknown): ShownText | undefined {
  const { type, attachments } = members(message);
  const { contentType, content } = members(Array.isArray(attachments) ? attachments[0] : undefined);
  const { type: card, body, actions = [] } = members(content);
  if (type !== 'message' || contentType !== 'application/vnd.microsoft.card.adaptive') return undefined;
  if (card !== 'AdaptiveCard' || !Array.isArray(body) || !Array.isArray(actions)) return undefined;
  const texts = body.map((block) => textOfBlock(members(block)));
  const opened = [...actions, ...body.flatMap(actionsOfBlock)].map((action) => members(action)['url']);
  const text = texts.join('\n');
  return {
    text,
    links: [...opened.filter((url) => typeof url === 'string'), ...bareLinks(text)],
    mentions: [],
  };
}

/** Runs of text know no marks. A `TextBlock` would read Markdown. */
function textOfBlock({ type, inlines }: Readonly<Record<string, unknown>>): string {
  if (type !== 'RichTextBlock' || !Array.isArray(inlines))
    throw new Error('a block that this stand-in cannot read');
  return inlines.map((run) => members(run)['text']).join('');
}

function actionsOfBlock(block: unknown): readonly unknown[] {
  const { inlines } = members(block);
  return Array.isArray(inlines) ? inlines.map((run) => members(run)['selectAction']).filter(Boolean) : [];
}
