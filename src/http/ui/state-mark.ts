import { html } from 'hono/html';
import { isKnown, type State } from '../../core/job/state.ts';
import type { Html } from '../base/html.ts';
import { visible } from './visible.ts';

/** A job's state as a pill, in its colour; grey where `isPast`, for nobody watches or follows the job any more. */
export function stateMark(state: State, { isPast } = { isPast: false }): Html {
  const look = isPast ? 's-past' : stateClass(state);
  return html`<span class="mark ${look}">${visible(state, 40)}</span>`;
}

/** The class that gives a state its colour, on pills and in charts. */
export function stateClass(state: State): string {
  return isKnown(state) ? `s-${state.toLowerCase()}` : 's-unknown';
}
