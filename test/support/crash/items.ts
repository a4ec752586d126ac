/** Files and folders of a disk as it is, and as it will be once they are synced. */
import fs from 'node:fs'
import path from 'node:path'
import type { Random } from '../../../adapters/sandbox/random.ts'

export type FileChange = {
  /** Line of the trace at which the call had ended. */
  readonly ended: number
} & (
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  /** Cut, or filled with zeros, to the length `at`. */
  | { readonly kind: 'cut'; readonly at: number }
)

export interface NameChange {
  readonly ended: number
  readonly remove?: string
  readonly set?: { readonly name: string; readonly item: Item }
}

export interface File {
  readonly kind: 'file'
  durable: Buffer
  pending: FileChange[]
  /** As the process sees it. */
  length: number
}

export interface Directory {
  readonly kind: 'directory'
  durable: ReadonlyMap<string, Item>
  pending: NameChange[]
  /** As the process sees it. */
  seen: ReadonlyMap<string, Item>
}

export type Item = File | Directory

export const newFile = (): File => ({ kind: 'file', durable: Buffer.alloc(0), pending: [], length: 0 })
export const newDirectory = (): Directory => ({
  kind: 'directory',
  durable: new Map(),
  pending: [],
  seen: new Map(),
})

export function changed(content: Buffer, change: FileChange): Buffer {
  const length = change.kind === 'cut' ? change.at : Math.max(content.length, change.at + change.bytes.length)
  const next = Buffer.alloc(length)
  content.copy(next)
  if (change.kind === 'write') change.bytes.copy(next, change.at)
  return next
}

export function renamed(names: ReadonlyMap<string, Item>, { set, remove }: NameChange): ReadonlyMap<string, Item> {
  const next = new Map(names)
  if (remove !== undefined) next.delete(remove)
  if (set) next.set(set.name, set.item)
  return next
}

/** Makes durable what had ended before line `begun`: what was still under way when a sync began is not promised. */
export function settle(item: Item, begun: number): void {
  const count = item.pending.filter(({ ended }) => ended < begun).length
  if (item.kind === 'file') item.durable = item.pending.splice(0, count).reduce(changed, item.durable)
  else item.durable = item.pending.splice(0, count).reduce(renamed, item.durable)
}

/** The first few of what is pending; none without `random`. */
const kept = <T>(pending: readonly T[], random: Random | undefined): readonly T[] =>
  random ? pending.slice(0, random.int(0, pending.length)) : []

/** With the last write perhaps in part. */
function torn(changes: readonly FileChange[], random: Random | undefined): readonly FileChange[] {
  const last = changes.at(-1)
  if (last?.kind !== 'write' || !random?.chance(0.7)) return changes
  return [...changes.slice(0, -1), { ...last, bytes: last.bytes.subarray(0, random.int(0, last.bytes.length)) }]
}

/** Writes `item` to `target` as Disk.write says. */
export function writeItem(item: Item, target: string, random: Random | undefined): void {
  if (item.kind === 'file') {
    const content = torn(kept(item.pending, random), random).reduce(changed, item.durable)
    fs.writeFileSync(target, content, { mode: 0o600 })
    return
  }
  fs.mkdirSync(target, { recursive: true, mode: 0o700 })
  for (const [name, inner] of kept(item.pending, random).reduce(renamed, item.durable))
    writeItem(inner, path.join(target, name), random)
}
