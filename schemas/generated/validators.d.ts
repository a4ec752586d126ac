// Generated from schemas/generate/standalone.ts by schemas/generate.ts: do not edit. Run `npm run generate`.

import type { Violation } from '../validation/violations.ts'

export type { Violation }

/**
 * The violations of `value`, empty when it conforms; at most `violations_max` (schemas/validation/violations.ts),
 * the last row then saying `truncated`. Bounded in time and memory by the schema, whatever the size of `value`, but
 * for enumerating the members of an object and reading a text. Throws only what reading `value` throws (a getter).
 */
type Validate = (value: unknown) => readonly Violation[]

/** A Translation (adapters/sdk/adapter.ts): its facet without what the gateway assigns. */
export declare const validateTranslation: Validate
/** A Facet without what the gateway assigns. */
export declare const validateNativeFacet: Validate
export declare const validateIndexPage: Validate
export declare const validateManifest: Validate
