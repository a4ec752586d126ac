/** A log in memory as witnesses see one: leaves, signed checkpoints, proofs. It can be set back, and it can fork. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { formatCheckpoint } from '../../gateway/audit/checkpoint.ts'
import { EMPTY_RANGE, extend, type Hash, leafHash, rootOf } from '../../gateway/audit/merkle.ts'
import { ed25519Signer, signNote, verifierKeyOf } from '../../gateway/audit/note.ts'
import type { WitnessedLog } from '../../gateway/witnessing/witnessing.ts'
import { consistencyProof } from './merkle-reference.ts'

export interface MemoryLog extends WitnessedLog {
  readonly origin: string
  readonly privateKey: KeyObject
  /** Adds entries and publishes. */
  append(...entries: readonly string[]): void
  /** The signed checkpoint of the first `size` entries. */
  checkpointAt(size: number): string
  /** Notes that were cosigned, oldest first. */
  readonly cosigned: readonly string[]
  /** A log of the same key with other entries from `size` on. */
  fork(size: number, ...entries: readonly string[]): MemoryLog
}

export interface MemoryLogOptions {
  readonly origin?: string
  readonly privateKey?: KeyObject
  readonly entries?: readonly string[]
  readonly witnessed?: string
  /** Default: now. */
  readonly begun_ms?: number
}

export function memoryLog(options: MemoryLogOptions = {}): MemoryLog {
  const { origin = 'gateway.test/log', privateKey = generateKeyPairSync('ed25519').privateKey } = options
  const entries = [...(options.entries ?? [])]
  const leaves: Hash[] = entries.map((entry) => leafHash(Buffer.from(entry)))
  const signer = ed25519Signer(origin, privateKey)
  const listeners: ((note: string) => void)[] = []
  const cosigned: string[] = []
  const checkpointAt = (size: number) => {
    const root = rootOf(extend(EMPTY_RANGE, leaves.slice(0, size)))
    return signNote(formatCheckpoint({ origin, size, root }), signer)
  }
  const published = () => checkpointAt(leaves.length)
  return {
    ...{ origin, privateKey, checkpointAt, published, cosigned },
    verifierKey: verifierKeyOf(origin, privateKey),
    size: () => leaves.length,
    begun_ms: () => options.begun_ms ?? Date.now(),
    witnessed: () => cosigned.at(-1) ?? options.witnessed,
    onPublished: (listener) => void listeners.push(listener),
    consistency: async (from, to) => consistencyProof(leaves.slice(0, to), from),
    async cosign(note) {
      cosigned.push(note)
    },
    append(...more) {
      entries.push(...more)
      leaves.push(...more.map((entry) => leafHash(Buffer.from(entry))))
      for (const listener of listeners) listener(published())
    },
    fork: (size, ...more) => memoryLog({ origin, privateKey, entries: [...entries.slice(0, size), ...more] }),
  }
}
