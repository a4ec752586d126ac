/** Validators of the files that an operator or officers write, and of the log's entries. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emitMemberOrder } from './member-order.ts'
import type { JsonSchema } from './model.ts'
import { type Emitted, emitDeciders, emitModule } from './standalone.ts'
import { nativeForm } from './validators.ts'

const registry = {
  validateParticipant: 'participant.json',
  validateKeySet: 'participant.json#/$defs/jwks',
  validatePurposes: 'purposes.json',
  validateRoutes: 'routes.json',
  validateSignedAdapters: 'signed-adapters.json',
  validateBundle: 'bundle.json',
  validateBundleSignatures: 'bundle-signatures.json',
  validateTrustedSigners: 'trusted-signers.json',
  validateDecisionTable: 'decision-table.json',
  validateBadPolicy: 'bad-policy.json',
  validateErasureOrder: 'erasure-order.json',
  validateTransferReceipt: 'transfer-receipt.json',
  validateTransferAcknowledgement: 'transfer-acknowledgement.json',
  validateKeyHistory: 'key-history.json',
  validateFormerKey: 'key-history.json#/$defs/key',
} as const

const audit = { isLoggedEntry: 'audit/entry.json', isEntryDetail: 'audit/detail.json' } as const

function schemasOf(root: string, ids: Readonly<Record<string, string>>): JsonSchema[] {
  const files = new Set(Object.values(ids).map((id) => id.replace(/#.*/, '')))
  return [...files].map(
    (file) => nativeForm(JSON.parse(readFileSync(join(root, file), 'utf8')), new Map()) as JsonSchema,
  )
}

/** Text of generated/registry-validators.js and its declarations, from the schemas folder `root`. Throws as emitModule. */
export const emitRegistryValidators = (root: string): Emitted =>
  emitModule({
    from: 'the schemas of the registry and of what officers, agencies and the gateway sign',
    schemas: schemasOf(root, registry),
    validators: registry,
  })

/** The same of generated/audit-validators.js. Throws as emitDeciders. */
export const emitAuditValidators = (root: string): Emitted =>
  emitDeciders({ from: 'schemas/audit', schemas: schemasOf(root, audit), validators: audit })

/** Text of generated/audit-order.js and its declarations. Throws as emitMemberOrder. */
export function emitAuditOrder(root: string): Emitted {
  const [entry, detail] = schemasOf(root, audit)
  return emitMemberOrder('schemas/audit', { entry: entry!, detail: detail! })
}
