import { z } from 'zod';

/** A moment as the API writes it, read as an instant. */
export const remoteTime = z.iso.datetime().transform((text) => Date.parse(text));
