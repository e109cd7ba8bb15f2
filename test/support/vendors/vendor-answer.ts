/** An answer over HTTP. A body that is no text is sent as JSON. */
export interface VendorAnswer {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body: unknown;
}
