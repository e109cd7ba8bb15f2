import type { z } from 'zod';
import { byLanguage, type ByLanguage, inLanguage } from '../../core/message/by-language.ts';
import type { Language } from '../../core/message/message.ts';
import type { Markup } from '../../platform/text/markup.ts';
import type { Instant } from '../../platform/time.ts';

/** A request that a stand-in took. */
export interface ChatPost<Body = string> {
  /** Counts from 1. */
  number: number;
  body: Body;
  receivedAt: Instant;
}

/** The time and the language in which a chat is looked at. */
export interface ChatReader {
  language: Language;
  /** IANA name. */
  timezone: string;
}

/** An answer over HTTP. A body that is no text is sent as JSON. */
export interface VendorAnswer {
  status?: 200 | 202;
  body: unknown;
}

/** The vendor of one channel: its address, its answer, and the look of its messages. */
export interface VendorApp {
  /** The label `channel`. */
  channel: string;
  title: Readonly<Record<Language, string>>;
  /** The path of requests to it. */
  path: string;
  /** Says whether the vendor can read a request. */
  reads: (body: string) => boolean;
  /** The answer to a message that was taken. */
  answer: (post: ChatPost) => VendorAnswer;
  /** Draws the messages as their reader sees them, newest first. */
  draw: (posts: readonly ChatPost[], reader: ChatReader) => readonly Markup[];
}

interface VendorSpec<Body> extends Omit<VendorApp, 'title' | 'reads' | 'draw'> {
  title: ByLanguage<string>;
  body: z.ZodType<Body>;
  /** @param posts oldest first. */
  draw: (posts: readonly ChatPost<Body>[], reader: ChatReader) => readonly Markup[];
}

/** Makes a vendor from the schema of its requests. */
export function vendorApp<Body>({ body: schema, title, draw, ...rest }: VendorSpec<Body>): VendorApp {
  return {
    ...rest,
    title: byLanguage((language) => inLanguage(title, language)),
    reads: (body) => schema.safeParse(fromJson(body)).success,
    draw: (posts, reader) =>
      draw(
        posts.map((post) => ({ ...post, body: schema.parse(fromJson(post.body)) })),
        reader,
      ),
  };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
