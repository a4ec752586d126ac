/** Settings of a sandbox process: one JSON object as its only argument, so that nothing is read from the environment. */
import { readFileSync } from 'node:fs'

export interface SandboxSettings {
  readonly seed: number
  readonly dossiers: number
  /** 0 for a free port. */
  readonly port: number
  readonly host: string
  /** Paths of PEM files. */
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** Each request is added to this file as a line of JSON. */
  readonly requestsFile: string
  /** Changes of earlier runs, one a line (changeLine of holdings.ts); changes of this run are added. */
  readonly changesFile?: string
  /** What was handed over to the system, in earlier runs and in this one (received.ts); with `changesFile`. */
  readonly receivedFile?: string
  /** Drop directory of a system that hands its documents over as files: it writes to `in/`, acknowledgements come to `ack/`. */
  readonly dropDir?: string
  /** Where a system that pushes its documents sends them (the whole https URL), with which certificate, signed by which key. */
  readonly pushUrl?: string
  readonly clientCert?: string
  readonly clientKey?: string
  readonly signingKey?: string
  readonly signingKeyId?: string
}

const KINDS: Readonly<Record<string, 'number' | 'string'>> = {
  seed: 'number',
  dossiers: 'number',
  port: 'number',
  host: 'string',
  ca: 'string',
  cert: 'string',
  key: 'string',
  requestsFile: 'string',
}

/** Reads the settings; throws an Error that names what is missing or of the wrong type. */
export function parseSettings(argument: string | undefined): SandboxSettings {
  const given: unknown = JSON.parse(argument ?? 'null')
  if (typeof given !== 'object' || given === null)
    throw new Error('one JSON object of settings is expected as the argument')
  const wrong = Object.entries(KINDS).filter(([name, kind]) => typeof (given as Record<string, unknown>)[name] !== kind)
  if (wrong.length > 0)
    throw new Error(`settings: ${wrong.map(([name, kind]) => `${name} (${kind})`).join(', ')} expected`)
  return given as SandboxSettings
}

/** Lines of an optional file; none when it does not exist. */
export function linesOf(file: string | undefined): readonly string[] {
  if (file === undefined) return []
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
