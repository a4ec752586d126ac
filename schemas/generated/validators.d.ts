// Generated from schemas/generate/validators.ts by schemas/generate.ts: do not edit. Run `npm run generate`.

/** Where a value breaks its schema. It never carries the value. */
export interface Violation {
  /** JSON Pointer (RFC 6901) into the value. */
  readonly pointer: string
  readonly keyword: string
  /** In words of the schema. */
  readonly expected: string
}

/** The violations of `value`, empty when it conforms; stops at the first broken rule. Never throws. */
type Validate = (value: unknown) => readonly Violation[]

/** A Translation (adapters/sdk/adapter.ts): its facet without what the gateway assigns. */
export declare const validateTranslation: Validate
/** A Facet without what the gateway assigns. */
export declare const validateNativeFacet: Validate
export declare const validateIndexPage: Validate
export declare const validateManifest: Validate
