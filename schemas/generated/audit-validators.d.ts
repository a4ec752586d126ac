// Generated from schemas/generate/standalone.ts by schemas/generate.ts: do not edit. Run `npm run generate`.

/** Whether `value` conforms; if not, `errors` has one broken rule until the next call. */
interface Decide {
  (value: unknown): boolean
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null
}

export declare const isLoggedEntry: Decide
export declare const isEntryDetail: Decide
