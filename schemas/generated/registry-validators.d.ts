// Generated from schemas/generate/standalone.ts by schemas/generate.ts: do not edit. Run `npm run generate`.

import type { Violation } from '../validation/violations.ts'

export type { Violation }

/**
 * The violations of `value`, empty when it conforms; at most `violations_max` (schemas/validation/violations.ts),
 * the last row then saying `truncated`. Bounded in time and memory by the schema, whatever the size of `value`, but
 * for enumerating the members of an object and reading a text. Throws only what reading `value` throws (a getter).
 */
type Validate = (value: unknown) => readonly Violation[]

export declare const validateParticipant: Validate
export declare const validateKeySet: Validate
export declare const validatePurposes: Validate
export declare const validateRoutes: Validate
export declare const validateSignedAdapters: Validate
export declare const validateBundle: Validate
export declare const validateBundleSignatures: Validate
export declare const validateTrustedSigners: Validate
export declare const validateDecisionTable: Validate
export declare const validateBadPolicy: Validate
export declare const validateErasureOrder: Validate
export declare const validateTransferReceipt: Validate
export declare const validateTransferAcknowledgement: Validate
export declare const validateKeyHistory: Validate
export declare const validateFormerKey: Validate
