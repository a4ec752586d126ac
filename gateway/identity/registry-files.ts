/** The files of the registry as what they say: each against its JSON Schema. */
import { basename, join } from 'node:path'
import type { JWK } from 'jose'
import { checkedJson } from './checked-json.ts'
import type { ParticipantFile, Purpose } from './participant.ts'
import { type FolderFiles, readBounded, readJsonFilesOf } from './policy-folder.ts'
import type { Routes } from './route.ts'
import { adaptersName, type SignedAdapter } from './signed-adapters.ts'
import type { Report } from './violation.ts'

export interface SourceFile<T> {
  readonly file: string
  readonly content: T
}

export interface RegistryFiles {
  readonly participants: readonly SourceFile<ParticipantFile>[]
  readonly purposes: SourceFile<readonly Purpose[]>
  /** Without content when the file is not in order. */
  readonly routes: SourceFile<Routes | undefined>
  /** Undefined where no file says which may run. */
  readonly adapters: readonly SignedAdapter[] | undefined
  /** By agency id: further public keys. */
  readonly keys: ReadonlyMap<string, SourceFile<readonly JWK[]>>
}

/** Bytes by the name of their file, which is told in violations. */
export interface RegistryBytes {
  readonly participants: FolderFiles
  readonly purposes: readonly [file: string, bytes: Uint8Array | undefined]
  readonly routes: readonly [file: string, bytes: Uint8Array | undefined]
  /** Of a folder that is signed as a whole, if there is one. */
  readonly adapters?: readonly [file: string, bytes: Uint8Array]
  readonly keys: FolderFiles
}

/** Paths of what the registry is read from. */
export interface RegistryPlaces {
  readonly participantsDir: string
  readonly purposesFile: string
  readonly routesFile: string
  /** Holds `<agency>.jwks.json` with keys beside those in the participants' files. Not together with a bundle: nobody would have signed them. */
  readonly keysDir?: string
}

/** Reads what lies in the folders, whoever put it there. Throws what reading a file throws. */
export const readRegistryBytes = async (
  { participantsDir, purposesFile, routesFile, keysDir }: RegistryPlaces,
  report: Report,
): Promise<RegistryBytes> => ({
  participants: await readJsonFilesOf(participantsDir, report),
  purposes: [purposesFile, await readBounded(purposesFile, report)],
  routes: [routesFile, await readBounded(routesFile, report)],
  keys: keysDir === undefined ? new Map() : await readJsonFilesOf(keysDir, report),
})

const participantPath = /^participants\/[^/]+\.json$/

/** The same out of the files of a folder of policies that was read before. `dir` is told in violations only. */
export function registryBytesIn(files: FolderFiles, dir: string): RegistryBytes {
  const within = [...files].filter(([path]) => participantPath.test(path))
  const adapters = files.get(adaptersName)
  return {
    participants: new Map(within.map(([path, bytes]) => [join(dir, path), bytes])),
    purposes: [join(dir, 'purposes.json'), files.get('purposes.json')],
    routes: [join(dir, 'routes.json'), files.get('routes.json')],
    ...(adapters && { adapters: [join(dir, adaptersName), adapters] }),
    keys: new Map(),
  }
}

/** What the bytes say; a file that breaks its schema is reported and left out. Rules across files are not looked at. */
export function registryFilesOf(bytes: RegistryBytes, report: Report): RegistryFiles {
  const participants: SourceFile<ParticipantFile>[] = []
  for (const [file, one] of bytes.participants) {
    const content = checkedJson(one, 'participant.json', file, report) as ParticipantFile | undefined
    if (!content) continue
    if (`${content.id}.json` !== basename(file))
      report(file, '/id', { vi: 'phải trùng tên tệp', en: 'must be the name of the file' })
    participants.push({ file, content })
  }
  const keys = new Map<string, SourceFile<readonly JWK[]>>()
  for (const [file, one] of bytes.keys) {
    const content = checkedJson(one, 'participant.json#/$defs/jwks', file, report) as { keys: JWK[] } | undefined
    if (content) keys.set(basename(file, '.jwks.json'), { file, content: content.keys })
  }
  const single = (name: 'purposes' | 'routes'): SourceFile<unknown> => {
    const [file, one] = bytes[name]
    if (!one) report(file, '', { vi: 'phải có tệp này', en: 'this file must be there' })
    return { file, content: one && checkedJson(one, `${name}.json`, file, report) }
  }
  const purposes = single('purposes') as SourceFile<readonly Purpose[] | undefined>
  return {
    participants,
    purposes: { file: purposes.file, content: purposes.content ?? [] },
    routes: single('routes') as SourceFile<Routes | undefined>,
    adapters:
      bytes.adapters &&
      (checkedJson(bytes.adapters[1], 'signed-adapters.json', bytes.adapters[0], report) as
        | readonly SignedAdapter[]
        | undefined),
    keys,
  }
}
