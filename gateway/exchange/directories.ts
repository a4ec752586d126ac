/** The drop folders of all agencies that deposit files, each with a loop of its own. */
import type { Manifest } from '../../adapters/sdk/adapter.ts'
import type { RegisteredSource } from '../identity/source-systems.ts'
import { type Loop, type Loops, startLoops } from '../release/loops.ts'
import { type DirectoryOptions, type DirectoryState, startDirectory } from './directory.ts'
import type { FileDeposits } from './file-deposit.ts'
import { folderAt } from './folder.ts'

export interface DirectoriesOptions extends Pick<FileDeposits, 'deposits' | 'returns' | 'recordTooLarge'> {
  /** By the registry in force. */
  registered(): Iterable<RegisteredSource>
  /** The manifest of an agency's adapter, while it can be used. */
  manifestOf(agency: string): Manifest | undefined
  /** Hears of every change, for the operator; `odd`: entries that are never taken. */
  report(agency: string, state: DirectoryState | 'unregistered', odd: number, cause?: unknown): void
}

/** How the last look of each agency ended; `unregistered`: the registry names no folder of it. */
export type Directories = Loops<DirectoryState | 'unregistered'>

type Place = Pick<DirectoryOptions, 'mediaType' | 'bytes_max' | 'retry'> & { readonly directory: string | undefined }

/** Runs a loop per source with transport `directory`. No file is taken but by what the registry says at that moment. */
export function startDirectories({ registered, manifestOf, report, ...files }: DirectoriesOptions): Directories {
  const placeOf = ({ agency, directory }: RegisteredSource): Place | undefined => {
    const manifest = manifestOf(agency)
    if (manifest?.transport.kind !== 'directory') return undefined
    const { native, transport } = manifest
    return { directory, mediaType: native.mediaType, bytes_max: native.bytesMax, retry: transport.retry }
  }
  const places = (): ReadonlyMap<string, Place> =>
    new Map(
      [...registered()].flatMap((source) => {
        const place = placeOf(source)
        return place ? [[source.agency, place] as const] : []
      }),
    )
  return startLoops(places, (agency, { directory, ...kind }): Loop<DirectoryState | 'unregistered'> => {
    if (directory === undefined) {
      report(agency, 'unregistered', 0)
      return { first: Promise.resolve(), state: () => 'unregistered', stop: async () => {} }
    }
    return startDirectory({
      ...{ ...files, ...kind, agency },
      folder: folderAt(directory),
      inForce: () => places().get(agency)?.directory === directory,
      report: (...what) => report(agency, ...what),
    })
  })
}
