import { html } from 'hono/html';
import { isKnown, type State } from '../../jobs/state.ts';
import type { Html } from './html.ts';
import { visibleText } from './visible-text.ts';

/** A job's state as a pill, in its colour. */
export function stateMark(state: State): Html {
  return html`<span class="mark ${stateClass(state)}"><bdi>${visibleText(state, 40)}</bdi></span>`;
}

/** The class that gives a state its colour, on pills and in charts. */
export function stateClass(state: State): string {
  return isKnown(state) ? `s-${state.toLowerCase()}` : 's-unknown';
}
