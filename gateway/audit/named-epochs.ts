/** The files of epochs that the log names: whether those beside it are the ones. Without them its entries stand and none opens. */
import { createHash } from 'node:crypto'
import type { ClearPart } from './entry.ts'
import { epochPath, isEpochId } from './epoch-file.ts'
import { readIfPresent } from './files.ts'
import type { Report } from './findings.ts'

export interface NamedEpochs {
  /** To be given every entry, in order. */
  readonly follow: (entry: Pick<ClearPart, 'phase' | 'epoch'>) => void
  /**
   * Reports each file in `directory` that is not the one that the log names, and gives the ids of epochs that have none though the log
   * tells of no erasure. Throws the system's errors.
   */
  readonly check: (directory: string, report: Report) => readonly string[]
}

export function followEpochs(): NamedEpochs {
  const digests = new Map<string, string>()
  return {
    follow({ phase, epoch }) {
      if (phase === 'epoch-opened' && epoch?.file !== undefined && isEpochId(epoch.id))
        digests.set(epoch.id, epoch.file)
      if (phase === 'epoch-erased' && epoch) digests.delete(epoch.id)
    },
    check(directory, report) {
      const without: string[] = []
      for (const [id, digest] of digests) {
        const file = readIfPresent(epochPath(directory, id))
        if (file === undefined) without.push(id)
        else if (createHash('sha256').update(file).digest('base64') !== digest) report({ kind: 'epoch', id })
      }
      return without
    },
  }
}
