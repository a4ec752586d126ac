/**
 * A disk that loses what was not synced: built up from the system calls of a process, and written out as a crash may leave it.
 *
 * Of a file nothing lasts but what a completed fsync or fdatasync of it came after; of a directory no name that was made, moved or
 * taken away before a completed fsync of that directory. Syncing one says nothing of the other (POSIX; most file systems are kinder).
 */
import path from 'node:path'
import type { Random } from '../../../adapters/sandbox/random.ts'
import {
  type FileChange,
  type Item,
  type NameChange,
  newDirectory,
  newFile,
  renamed,
  settle,
  writeItem,
} from './items.ts'
import { bytesOf, descriptorOf, pathOf, type SystemCall } from './system-calls.ts'

export interface Disk {
  /** Takes the calls in the order in which they ended. Throws on one that it does not know the effect of. */
  apply(call: SystemCall): void
  /** The process has ended, and another goes on, with a trace of its own: what was open is closed. */
  goesOn(): void
  /** Count of all changes so far, durable or not. */
  changes(): number
  /**
   * Writes into the folder `target` what a crash now may leave: without `random` all that is not synced is lost; with it, of every file
   * and every directory the first few changes were kept, the last of them perhaps in part.
   */
  write(target: string, random?: Random): void
}

interface Opened {
  readonly item: Item
  readonly append: boolean
  at: number
}

/** A disk on which there is the empty folder `root`, which is durable; calls elsewhere are left aside. */
export function createDisk(root: string): Disk {
  const top = newDirectory()
  const open = new Map<string, Opened>()
  let changes = 0
  /** Lines of the traces before this one; the line of the last call. */
  let [base, last] = [0, 0]

  const inside = (place: string) => place === root || place.startsWith(`${root}/`)
  const stringOf = (text: string | undefined) => (text?.startsWith('"') ? bytesOf(text).toString() : '')
  const heldBy = ({ arguments: [first = ''] }: SystemCall) => open.get(`${descriptorOf(first)}`)

  function find(place: string): Item | undefined {
    const names = path.relative(root, place).split('/').filter(Boolean)
    return names.reduce<Item | undefined>(
      (item, name) => (item?.kind === 'directory' ? item.seen.get(name) : undefined),
      top,
    )
  }

  function rename(place: string, change: NameChange): void {
    const directory = find(path.dirname(place))
    if (directory?.kind !== 'directory') throw new Error(`no folder of ${place}`)
    changes++
    directory.pending.push(change)
    directory.seen = renamed(directory.seen, change)
  }

  function alter(file: Item, change: FileChange): void {
    if (file.kind !== 'file') throw new Error('no file to write to')
    changes++
    file.pending.push(change)
    file.length = change.kind === 'cut' ? change.at : Math.max(file.length, change.at + change.bytes.length)
  }

  function write({ item }: Opened, { arguments: [, text = ''], result, ended }: SystemCall, at: number): void {
    alter(item, { kind: 'write', at, bytes: bytesOf(text).subarray(0, result), ended })
  }

  function openat({ arguments: [folder = '', name, flags = ''], result, ended }: SystemCall): void {
    const place = stringOf(name)
    open.delete(`${result}`)
    if (!path.isAbsolute(place) && inside(pathOf(folder))) throw new Error(`a path relative to ${pathOf(folder)}`)
    if (!inside(place)) return
    const item = find(place) ?? newFile()
    if (!find(place)) {
      if (!flags.includes('O_CREAT')) throw new Error(`opened what is not there: ${place}`)
      rename(place, { set: { name: path.basename(place), item }, ended })
    } else if (flags.includes('O_TRUNC')) alter(item, { kind: 'cut', at: 0, ended })
    open.set(`${result}`, { item, at: 0, append: flags.includes('O_APPEND') })
  }

  function move({ name, arguments: given, ended }: SystemCall): void {
    const [from, to] = [stringOf(given[0]), stringOf(given[1])]
    if (!inside(from) && !inside(to)) return
    const item = find(from)
    if (!item || path.dirname(from) !== path.dirname(to)) throw new Error(`${name} from ${from} to ${to}`)
    const gone = name === 'rename' ? { remove: path.basename(from) } : {}
    rename(to, { set: { name: path.basename(to), item }, ...gone, ended })
  }

  const effects: Readonly<Record<string, (call: SystemCall) => void>> = {
    openat,
    close: ({ arguments: [first = ''] }) => open.delete(`${descriptorOf(first)}`),
    write: (call) => {
      const held = heldBy(call)
      if (!held) return
      if (held.append && held.item.kind === 'file') held.at = held.item.length
      write(held, call, held.at)
      held.at += call.result
    },
    pwrite64: (call) => {
      const held = heldBy(call)
      if (held) write(held, call, Number(call.arguments[3]))
    },
    ftruncate: (call) => {
      const held = heldBy(call)
      if (held) alter(held.item, { kind: 'cut', at: Number(call.arguments[1]), ended: call.ended })
    },
    fsync: (call) => {
      const held = heldBy(call)
      if (held) settle(held.item, call.begun)
    },
    rename: move,
    link: move,
    unlink: ({ arguments: [first], ended }) => {
      const place = stringOf(first)
      if (inside(place)) rename(place, { remove: path.basename(place), ended })
    },
    rmdir: ({ arguments: [first], ended }) => {
      const place = stringOf(first)
      if (inside(place)) rename(place, { remove: path.basename(place), ended })
    },
    mkdir: ({ arguments: [first], ended }) => {
      const place = stringOf(first)
      if (inside(place)) rename(place, { set: { name: path.basename(place), item: newDirectory() }, ended })
    },
  }

  function goesOn(): void {
    open.clear()
    base = last + 1
  }

  function apply(traced: SystemCall): void {
    const call = { ...traced, begun: base + traced.begun, ended: base + traced.ended }
    last = call.ended
    const effect = effects[call.name === 'fdatasync' ? 'fsync' : call.name]
    // A private mapping only reads.
    const harmless = effect || (call.name === 'mmap' && !call.arguments[3]?.includes('MAP_SHARED'))
    effect?.(call)
    if (!harmless && call.arguments.some((text) => inside(stringOf(text) || pathOf(text))))
      throw new Error(`the effect of ${call.name} is not known`)
  }

  return {
    apply,
    goesOn,
    changes: () => changes,
    write: (target, random) => writeItem(top, target, random),
  }
}
