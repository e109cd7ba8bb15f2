import { html } from 'hono/html';
import { toLocalTime } from '../../../platform/local-time.ts';
import { toIso } from '../../../platform/time.ts';
import type { Slot } from '../../../store/views/slot.ts';
import type { Html } from '../../base/html.ts';

/**
 * The drawing's size in CSS pixels. Across, everything is in percent: so a drawing is as wide as its place, and its
 * letters are as large on a phone as elsewhere.
 */
export const PLOT = { top: 10, height: 140, full: 174 } as const;

/** A figure in percent, or in pixels, as short as it can be read. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A drawing beside its axis, with lines at the ticks behind it. */
export function besideAxis(shown: {
  /** Unique on its page. */
  id: string;
  title: string;
  /** The drawing in words. */
  description: string;
  ticks: readonly number[];
  toY: (tick: number) => number;
  label: (tick: number) => string;
  drawing: Html;
  /** In pixels. */
  height?: number;
}): Html {
  const { id, ticks, toY, label, height = PLOT.full } = shown;
  const axis = Math.max(LEAST_AXIS, ...ticks.map((tick) => widthOf(label(tick)) + 6));
  // The axis is a drawing of its own: a drawing cannot leave out some pixels of the width in which its percents count.
  return html`<div class="plot">
    <svg width="${axis}" height="${height}" aria-hidden="true">
      ${ticks.map(
        (tick) => html`<text x="${axis - 6}" y="${short(toY(tick) + 4)}" class="end">${label(tick)}</text>`,
      )}
    </svg>
    <svg role="img" aria-labelledby="${id}-t ${id}-d" height="${height}">
      <title id="${id}-t">${shown.title}</title>
      <desc id="${id}-d">${shown.description}</desc>
      ${ticks.map((tick) => html`<line x2="100%" y1="${short(toY(tick))}" y2="${short(toY(tick))}" class="rule" />`)}${shown.drawing}
    </svg>
  </div>`;
}

/** In pixels. */
const LEAST_AXIS = 52;

/** About how wide a label is, in pixels: Chinese letters are as wide as they are high. */
function widthOf(label: string): number {
  return Array.from(label).reduce((sum, letter) => sum + (letter > '\u2E80' ? 12 : 7), 0);
}

/** The days below the drawing. */
export function dayLabels(slots: readonly Slot[], timezone: string): Html {
  const y = PLOT.top + PLOT.height + 16;
  return html`${slots.map(
    ({ from }, index) =>
      html`<text x="${short(((index + 0.5) * 100) / slots.length)}%" y="${y}" class="mid"
        >${dayOf(from, timezone)}</text
      >`,
  )}`;
}

/** `11-23`: the day on the zone's wall clock. */
export function dayOf(at: number, timezone: string): string {
  return toIso(toLocalTime(at, timezone)).slice(5, 10);
}
