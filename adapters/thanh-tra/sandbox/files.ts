/** Files in the drop directory: whole and on the disk, or not there. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

export function writeAll(handle: number, content: Uint8Array): void {
  for (let at = 0; at < content.length; ) at += writeSync(handle, content, at)
}

/** Writes all of `content` and waits until it is on the disk. */
export function writeSynced(path: string, content: Uint8Array, flags: 'wx' | 'a'): void {
  const handle = openSync(path, flags, 0o600)
  writeAll(handle, content)
  fsyncSync(handle)
  closeSync(handle)
}

/** Nobody sees it half written: a name with a leading dot first, then the final one. */
export function writeAtomically(folder: string, name: string, content: Uint8Array): void {
  const hidden = join(folder, `.${name}.${process.pid}`)
  writeSynced(hidden, content, 'wx')
  renameSync(hidden, join(folder, name))
  sync(folder)
}
