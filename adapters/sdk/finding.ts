/** What an adapter or a codec has to say about a native document. It never carries a value. */
export interface Finding {
  /** Stable, kebab-case: `code-unknown`, `field-missing`, `document-malformed`, … */
  readonly code: string
  readonly effect: 'reject-document' | 'reject-record' | 'degraded' | 'note'
  /** JSON Pointer (RFC 6901) into the native tree. */
  readonly pointer: string
  /** One-based position in the native text, where the codec knows it. */
  readonly line?: number
  readonly column?: number
  /** JSON Pointer into the shared form. */
  readonly target?: string
  readonly expected?: string
  /** Type and length of what was found. The gateway adds a digest under a key of the document alone (gateway/sources/found.ts). */
  readonly found?: { readonly type: string; readonly length?: number }
}
