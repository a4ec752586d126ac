/** Reads the registry's files and checks each against its JSON Schema. Says everything that is wrong, not the first thing. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import type { JWK } from 'jose'
import participantSchema from '../../schemas/participant.json' with { type: 'json' }
import purposesSchema from '../../schemas/purposes.json' with { type: 'json' }
import { limits } from '../limits.ts'
import type { ParticipantFile, Purpose } from './participant.ts'

/** Where the registry breaks a rule: file, RFC 6901 pointer into it, and the rule. Carries no value from the file. */
export interface Violation {
  readonly file: string
  readonly pointer: string
  readonly rule: string
}

/** Collects violations while a registry is read. */
export type Report = (file: string, pointer: string, rule: string) => void

export interface SourceFile<T> {
  readonly file: string
  readonly content: T
}

export interface RegistryFiles {
  readonly participants: readonly SourceFile<ParticipantFile>[]
  readonly purposes: SourceFile<readonly Purpose[]>
  /** By agency id: further public keys. */
  readonly keys: ReadonlyMap<string, SourceFile<readonly JWK[]>>
}

const ajv = new Ajv2020({ strict: true, allErrors: true })
ajvFormats.default(ajv, ['date'])
ajv.addKeyword({ keyword: 'x-title', schemaType: 'object' })
const validParticipant = ajv.compile(participantSchema)
const validPurposes = ajv.compile(purposesSchema)
const validKeys = ajv.compile(participantSchema.properties.jwks)

async function readJson(file: string, schema: ValidateFunction, report: Report): Promise<unknown> {
  const bytes = await readFile(file)
  if (bytes.length > limits.registry.file_bytes_max) {
    report(file, '', `at most ${limits.registry.file_bytes_max} bytes`)
    return undefined
  }
  try {
    const content: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (schema(content)) return content
    for (const { instancePath, message } of schema.errors ?? [])
      report(file, instancePath, message ?? 'does not conform')
  } catch {
    report(file, '', 'must be JSON in UTF-8')
  }
  return undefined
}

const jsonFilesOf = async (dir: string): Promise<string[]> =>
  (await readdir(dir)).filter((name) => name.endsWith('.json')).sort()

/** Reads what exists; a file that breaks its schema is reported and left out. Throws only what reading a file throws. */
export async function readRegistryFiles(
  participantsDir: string,
  purposesFile: string,
  keysDir: string | undefined,
  report: Report,
): Promise<RegistryFiles> {
  const participants: SourceFile<ParticipantFile>[] = []
  for (const name of await jsonFilesOf(participantsDir)) {
    const file = join(participantsDir, name)
    const content = (await readJson(file, validParticipant, report)) as ParticipantFile | undefined
    if (!content) continue
    if (`${content.id}.json` !== name) report(file, '/id', 'must be the name of the file')
    participants.push({ file, content })
  }
  const keys = new Map<string, SourceFile<readonly JWK[]>>()
  for (const name of keysDir ? await jsonFilesOf(keysDir) : []) {
    const file = join(keysDir ?? '', name)
    const content = (await readJson(file, validKeys, report)) as { keys: JWK[] } | undefined
    if (content) keys.set(basename(name, '.jwks.json'), { file, content: content.keys })
  }
  const purposes = ((await readJson(purposesFile, validPurposes, report)) ?? []) as readonly Purpose[]
  return { participants, purposes: { file: purposesFile, content: purposes }, keys }
}
