/** Reads a JSON file of the registry, or what is signed, against its schema. Says everything that is wrong in both languages, not the first thing. */
import {
  validateBadPolicy,
  validateBundle,
  validateBundleSignatures,
  validateDecisionTable,
  validateErasureOrder,
  validateFormerKey,
  validateKeyHistory,
  validateKeySet,
  validateParticipant,
  validatePurposes,
  validateRoutes,
  validateSignedAdapters,
  validateTransferAcknowledgement,
  validateTransferReceipt,
  validateTrustedSigners,
} from '../../schemas/generated/registry-validators.js'
import { parseStrictJson } from './strict-json.ts'
import type { Report } from './violation.ts'

const validators = {
  'participant.json': validateParticipant,
  'participant.json#/$defs/jwks': validateKeySet,
  'purposes.json': validatePurposes,
  'routes.json': validateRoutes,
  'signed-adapters.json': validateSignedAdapters,
  'bundle.json': validateBundle,
  'bundle-signatures.json': validateBundleSignatures,
  'trusted-signers.json': validateTrustedSigners,
  'decision-table.json': validateDecisionTable,
  'bad-policy.json': validateBadPolicy,
  'erasure-order.json': validateErasureOrder,
  'transfer-receipt.json': validateTransferReceipt,
  'transfer-acknowledgement.json': validateTransferAcknowledgement,
  'key-history.json': validateKeyHistory,
  'key-history.json#/$defs/key': validateFormerKey,
} as const

/** The value in `bytes` if it conforms to the schema `name`; else undefined, and every violation is reported under `file`. */
export function checkedJson(bytes: Uint8Array, name: keyof typeof validators, file: string, report: Report): unknown {
  const parsed = parseStrictJson(bytes)
  if (!parsed.ok) {
    report(file, parsed.pointer, parsed.problem)
    return undefined
  }
  const violations = validators[name](parsed.value)
  for (const { pointer, expected } of violations) report(file, pointer, expected)
  return violations.length === 0 ? parsed.value : undefined
}
