/** Reads files that decide who may see what: regular files only, bounded, each path once. */
import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../limits.ts'
import type { Report } from './violation.ts'

/** Bytes by path in the folder, parts joined by `/`, in the order of their paths. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>

// A link's target, or a pipe, is not what was signed. Windows has neither flag.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

const { file_bytes_max, files_max, folder_bytes_max } = limits.registry
const noRegularFile = { vi: 'phải là tệp thường, không phải liên kết', en: 'must be a regular file, not a link' }
const tooLarge = { vi: `nhiều nhất ${file_bytes_max} byte`, en: `at most ${file_bytes_max} bytes` }
const growing = { vi: 'không được thay đổi khi đang đọc', en: 'must not change while it is read' }

/** The bytes of the file at `path`; undefined, with a report, when it is a link, no file or too large. Throws what opening throws. */
export async function readBounded(path: string, report: Report): Promise<Uint8Array | undefined> {
  const refused = (rule: typeof tooLarge): undefined => void report(path, '', rule)
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ELOOP') return refused(noRegularFile)
    throw error
  })
  if (!file) return undefined
  try {
    const stat = await file.stat()
    const { size } = stat
    if (!stat.isFile()) return refused(noRegularFile)
    if (size > file_bytes_max) return refused(tooLarge)
    // One more than there are, so that it shows when the file grows meanwhile.
    const buffer = new Uint8Array(size + 1)
    let length = 0
    for (let taken = 1; taken > 0 && length < buffer.length; length += taken)
      taken = (await file.read(buffer, length, buffer.length - length)).bytesRead
    return length > size ? refused(growing) : buffer.slice(0, length)
  } finally {
    await file.close()
  }
}

const depth_max = 4
const nameOfEntry = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/**
 * Every file below `dir`. Reported and left out: links and what else is no regular file, names outside `[A-Za-z0-9._-]`, folders four deep,
 * what is too large or too many. Throws only what reading throws.
 */
export async function readPolicyFolder(dir: string, report: Report): Promise<FolderFiles> {
  const files = new Map<string, Uint8Array>()
  let folder_bytes = 0
  async function read(inner: readonly string[]): Promise<void> {
    const entries = await readdir(join(dir, ...inner), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = [...inner, entry.name]
      const at = join(dir, ...path)
      if (!nameOfEntry.test(entry.name)) report(at, '', nameRule)
      else if (entry.isDirectory() && path.length < depth_max) await read(path)
      else if (!entry.isFile()) report(at, '', noRegularFile)
      else {
        const bytes = await readBounded(at, report)
        folder_bytes += bytes?.length ?? 0
        if (files.size >= files_max || folder_bytes > folder_bytes_max) return report(dir, '', folderRule)
        if (bytes) files.set(path.join('/'), bytes)
      }
    }
  }
  await read([])
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const nameRule = {
  vi: 'tên chỉ gồm chữ cái Latinh, chữ số và . _ -, bắt đầu bằng chữ hoặc số',
  en: 'a name is Latin letters, digits and . _ - and begins with a letter or digit',
}
const folderRule = {
  vi: `nhiều nhất ${files_max} tệp và ${folder_bytes_max} byte`,
  en: `at most ${files_max} files and ${folder_bytes_max} bytes`,
}

/** The files of `dir` whose names end in `.json`, by full path. Otherwise as readBounded. */
export async function readJsonFilesOf(dir: string, report: Report): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const name of (await readdir(dir)).sort()) {
    const bytes = name.endsWith('.json') ? await readBounded(join(dir, name), report) : undefined
    if (bytes) files.set(join(dir, name), bytes)
  }
  return files
}
