import { z } from 'zod';
import { markup, type Markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { drawLink } from './marks.ts';
import { vendorApp } from './vendor-app.ts';

const action = z.object({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.string() });
const block = z.object({
  type: z.literal('RichTextBlock'),
  spacing: z.literal('Medium').optional(),
  inlines: z.array(
    z.object({
      type: z.literal('TextRun'),
      text: z.string(),
      size: z.enum(['Small', 'Large']).optional(),
      weight: z.literal('Bolder').optional(),
      color: z.enum(['Attention', 'Warning', 'Accent', 'Good', 'Default']).optional(),
      isSubtle: z.boolean().optional(),
      selectAction: action.optional(),
    }),
  ),
});

/** A channel in Teams: an Adaptive Card. A run of text knows no marks (adaptivecards.io, "TextRun"). */
export const teamsApp = vendorApp({
  channel: 'teams',
  title: { en: 'Teams' },
  path: '/workflows/',
  body: z.object({
    type: z.literal('message'),
    attachments: z.tuple([
      z.object({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: z.object({
          type: z.literal('AdaptiveCard'),
          body: z.array(block),
          actions: z.array(action),
        }),
      }),
    ]),
  }),
  answer: () => ({ status: 202, body: '' }),
  draw: (posts, reader) =>
    posts.toReversed().map(({ body, receivedAt }) => {
      const [{ content: card }] = body.attachments;
      const actions = card.actions.map(({ title, url }) => drawLink(title, url));
      const content = markup`<div class="card"><div class="card-body">${card.body.map(drawBlock)}</div>
<p class="buttons">${actions}</p></div>`;
      return bubble({ receivedAt, content }, reader);
    }),
});

function drawBlock({ spacing, inlines }: z.output<typeof block>): Markup {
  const runs = inlines.map(({ text, size = '', weight = '', color = '', isSubtle = false, selectAction }) => {
    const shown = selectAction === undefined ? text : [drawLink(text, selectAction.url)];
    return markup`<span class="${[size, weight, color, isSubtle ? 'dim' : ''].join(' ').trim()}">${shown}</span>`;
  });
  return markup`<div${spacing === undefined ? '' : markup` class="apart"`}>${runs}</div>`;
}
