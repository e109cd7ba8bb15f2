import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Colours of a palette. */
const COLOURS = 256;

/**
 * Writes a picture of a browser (8 bits a channel, RGB or RGBA, not interlaced) with a palette of its commonest colours: a
 * third of its size, for the docs.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels, channels } = readPng(png);
  const counts = new Map<number, number>();
  const keys = new Uint16Array(width * height);
  for (let at = 0; at < keys.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at * channels, at * channels + 3);
    const key = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    keys[at] = key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const palette = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, COLOURS)
    .map(([key]) => toColour(key));
  const nearest = new Map([...counts.keys()].map((key) => [key, nearestIn(palette, toColour(key))]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < keys.length; at += 1)
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = nearest.get(keys[at] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

function toColour(key: number): Colour {
  return [widen(key >> 10), widen((key >> 5) & 31), widen(key & 31)];
}

/** Makes eight bits of five. */
function widen(five: number): number {
  return (five << 3) | (five >> 2);
}

function nearestIn(palette: readonly Colour[], [red, green, blue]: Colour): number {
  const distances = palette.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
  return distances.indexOf(Math.min(...distances));
}

function readPng(png: Buffer) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return {
    width,
    height,
    channels,
    pixels: unfilter(inflateSync(Buffer.concat(parts)), { width, height, channels }),
  };
}

/** PNG specification, "Filtering". */
function unfilter(
  rows: Buffer,
  { width, height, channels }: { width: number; height: number; channels: number },
) {
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = rows[row * (stride + 1)] ?? 0;
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column;
      const left = column < channels ? 0 : (pixels[at - channels] ?? 0);
      const up = row === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = row === 0 || column < channels ? 0 : (pixels[at - stride - channels] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[at] = ((rows[row * (stride + 1) + 1 + column] ?? 0) + predicted) & 255;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
