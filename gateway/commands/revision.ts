/** Folders of an earlier revision of this program's own repository. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Usage } from './command.ts'

const prefix = 'git:'
const revisionName = /^[\w][\w./@^~-]*$/

/** Puts the folder `name` of the revision into `folder`; gives where it lies. */
function unpack(revision: string, name: string, folder: string): string {
  if (!revisionName.test(revision)) throw new Usage(`git:${revision}: không phải phiên bản git · not a revision`)
  const cwd = join(import.meta.dirname, '../..')
  const archive = join(folder, `${name}.tar`)
  const steps = [
    ['git', ['archive', '--format=tar', `--output=${archive}`, revision, name]],
    ['tar', ['-xf', archive, '-C', folder]],
  ] as const
  for (const [program, args] of steps)
    if (spawnSync(program, args, { cwd, stdio: 'ignore' }).status !== 0)
      throw new Usage(`git:${revision}: ${program} không lấy được · ${program} could not get it`)
  return join(folder, name)
}

/**
 * `work` on a folder: `from` itself, or with `git:REVISION` the folder `name` of that revision, which is gone afterwards. Throws Usage
 * when there is no such revision.
 */
export async function inRevision<T>(from: string, name: string, work: (folder: string) => T): Promise<Awaited<T>> {
  if (!from.startsWith(prefix)) return await work(from)
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-'))
  try {
    return await work(unpack(from.slice(prefix.length), name, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
