/** Linking identifiers {system, type, value, assigner} as the index holds them: keyed, in NFC. */
import type { IndexKeys } from './keys.ts'

/** The index form of a linking identifier {system, type, value, assigner}. */
export const identifierMac = (keys: IndexKeys, system: string, type: string, value: string, assigner: string): Buffer =>
  keys.mac('identifier', JSON.stringify([system, type, value.normalize('NFC'), assigner]))

/** The index form of the bare value of an identifier: what a list filter gives. */
export const identifierValueMac = (keys: IndexKeys, value: string): Buffer =>
  keys.mac('identifier-value', value.normalize('NFC'))
