/** The drop folders of all agencies that deposit files, each with a loop of its own. */
import type { Manifest } from '../../adapters/sdk/adapter.ts'
import type { Participant } from '../identity/registry.ts'
import { type Directory, type DirectoryState, startDirectory } from './directory.ts'
import type { FileDeposits } from './file-deposit.ts'
import { folderAt } from './folder.ts'

export interface DirectoriesOptions extends Pick<FileDeposits, 'deposits' | 'recordTooLarge'> {
  readonly participants: Iterable<Participant>
  /** The manifest of an agency's adapter. */
  manifestOf(agency: string): Manifest | undefined
  /** Hears of every change, for the operator; `odd`: entries that are never taken. */
  report(agency: string, state: DirectoryState | 'unregistered', odd: number, cause?: unknown): void
}

export interface Directories {
  /** What lay whole in the folders at the start has been tried once. */
  readonly first: Promise<void>
  /** By agency. */
  states(): ReadonlyMap<string, DirectoryState | 'unregistered'>
  stop(): Promise<void>
}

/** Starts a loop per source with transport `directory`; one that has no folder in the registry is left out, and told. */
export function startDirectories({ participants, manifestOf, report, ...files }: DirectoriesOptions): Directories {
  const running = new Map<string, Directory | undefined>()
  for (const { id: agency, systems } of participants) {
    const manifest = manifestOf(agency)
    const source = systems.find((system) => system.source)?.source
    if (manifest?.transport !== 'directory' || !source) continue
    if (source.directory === undefined) {
      report(agency, 'unregistered', 0)
      running.set(agency, undefined)
      continue
    }
    const { mediaType, bytesMax: bytes_max } = manifest.native
    const own = { ...files, agency, folder: folderAt(source.directory), mediaType, bytes_max }
    running.set(agency, startDirectory({ ...own, report: (...what) => report(agency, ...what) }))
  }
  const all = [...running.values()].filter((directory) => directory !== undefined)
  return {
    first: Promise.all(all.map(({ first }) => first)).then(() => {}),
    states: () => new Map([...running].map(([agency, directory]) => [agency, directory?.state() ?? 'unregistered'])),
    async stop() {
      await Promise.all(all.map((directory) => directory.stop()))
    },
  }
}
