/** Reads the environment once, checks it against settings.json, and gives a frozen configuration. */
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { isAbsolute, resolve } from 'node:path'
import { rulesOf } from '../../schemas/generate/rules.ts'
import { bilingual } from '../../schemas/validation/texts.ts'
import { violationsOf } from '../../schemas/validation/violations.ts'
import { type Setting, settings, settingsSchema } from './settings.ts'
import { nearest } from './suggest.ts'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

interface Common {
  /** Absolute. */
  readonly dataDir: string
  /** Absolute; without it the program's own. */
  readonly policiesDir?: string
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** RFC 6454 §6.2, of scheme https. */
  readonly publicUrl?: string
  readonly logOrigin: string
  /** Absolute: the unix socket of a signer that somebody else runs; without it the gateway runs one. */
  readonly signerSocket?: string
  /** Whether published checkpoints carry an ML-DSA-44 signature; a signer run by somebody else has its own say. */
  readonly mlDsa: 'on' | 'off'
  readonly nodeName: string
  readonly logLevel: LogLevel
  readonly translateWorkers: number
  /** Requests in limits.rate.window_s. */
  readonly rateSystem: number
  readonly rateOfficer: number
  /** Milliseconds. */
  readonly trustLookInterval: number
  /** Days. */
  readonly certificateWarning: number
  /** Absolute: the folder of the log's second copy. */
  readonly auditCopy?: string
  /** Absolute, or `none`. */
  readonly witnessPolicy?: string
  /** Milliseconds. */
  readonly witnessInterval: number
  readonly witnessAlert: number
  /** Not less than `witnessAlert`. */
  readonly witnessRefuse: number
  /** Days. */
  readonly quarantineDays: number
  readonly quarantineOwnerDays: number
  readonly transferDays: number
  readonly fetchDays: number
  readonly answerDays: number
  readonly deadLetterDays: number
  /** Hours. */
  readonly attachmentHours: number
  /** Days. */
  readonly recallDays: number
  readonly directiveDays: number
  readonly timestampUrl?: string
  readonly timestampInterval: number
  /** Traces and metrics are on only with it. */
  readonly otlpEndpoint?: string
  readonly otlpTraces: 'otlp' | 'none'
  readonly otlpMetrics: 'otlp' | 'none'
  readonly vectorsDir?: string
  /** First 16 hex digits of SHA-256 over the settings, secrets left out: for log entries. */
  readonly digest: string
}

/** Production has its stores and no sandbox; development may have either store embedded. */
export type Config =
  | (Common & {
      readonly mode: 'production'
      readonly publicUrl: string
      readonly databaseUrl: string
      readonly redisUrl: string
    })
  | (Common & {
      readonly mode: 'development'
      readonly databaseUrl?: string
      readonly redisUrl?: string
      readonly sandbox: { readonly seed: number; readonly dossiers: number; readonly agencies?: readonly string[] }
    })

/** One thing that is wrong with the environment. Never carries the value, which may be a secret. */
export interface Violation {
  readonly env: string
  readonly problem: string
}

export class ConfigError extends Error {
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[]) {
    super(violations.map(({ env, problem }) => `${env}: ${problem}`).join('\n'))
    this.name = 'ConfigError'
    this.violations = violations
  }
}

type Environment = Readonly<Record<string, string | undefined>>
type Values = Record<string, string | number>

const prefix = 'LIENTHONG_'
const schema = 'settings.json'
const rules = rulesOf([settingsSchema], [schema])

/**
 * The configuration in `env` (name -> text; an empty text counts as unset). Throws ConfigError with every violation at
 * once: a value outside its bounds, an unknown LIENTHONG_* name, a development default in production. Whether the stores
 * answer and the folder can be written is not verified.
 */
export function loadConfig(env: Environment): Config {
  const { values, violations } = read(env)
  violations.push(...unknownNames(env))
  for (const { pointer, expected } of violationsOf(rules, schema, values)) {
    const setting = settings.find(({ name }) => pointer === `/${name}`)
    if (setting && !violations.some((v) => v.env === setting.env))
      violations.push({ env: setting.env, problem: `${bilingual(expected)} (${describe(setting)})` })
  }
  if (Number(values.witnessRefuse) < Number(values.witnessAlert))
    violations.push(violationOf('witnessRefuse', 'must not be less than LIENTHONG_WITNESS_ALERT'))
  if (values.mode === 'production') violations.push(...developmentOnly(env, values))
  if (violations.length > 0) throw new ConfigError(violations)
  return assemble(values)
}

/** `https://host:port`; an IPv6 address in brackets (RFC 3986 §3.2.2). */
export const httpsUrl = (host: string, port: number): string => `https://${isIPv6(host) ? `[${host}]` : host}:${port}`

/** By which agencies call the gateway that listens on `port`. */
export const originOf = ({ publicUrl, host }: Pick<Common, 'publicUrl' | 'host'>, port: number): string =>
  publicUrl ?? httpsUrl(host, port)

/** The configuration of this process. Throws as loadConfig. */
export function loadProcessConfig(): Config {
  return loadConfig(process.env)
}

function read(env: Environment): { values: Values; violations: Violation[] } {
  const values: Values = {}
  const violations: Violation[] = []
  for (const setting of settings) {
    const text = env[setting.env]
    const value = text === undefined || text === '' ? setting.default : text
    if (value === undefined) continue
    if (setting.type === 'string' || typeof value === 'number') values[setting.name] = value
    else if (/^-?\d{1,15}$/.test(value)) values[setting.name] = Number(value)
    else violations.push({ env: setting.env, problem: `must be a whole number (${describe(setting)})` })
  }
  return { values, violations }
}

function unknownNames(env: Environment): Violation[] {
  const known = settings.map((setting) => setting.env)
  const unknown = Object.keys(env).filter((name) => name.startsWith(prefix) && !known.includes(name))
  return unknown.map((name) => {
    const near = nearest(name, known)
    return { env: name, problem: `no such setting${near === undefined ? '' : `; did you mean ${near}?`}` }
  })
}

function developmentOnly(env: Environment, values: Values): Violation[] {
  const violations: Violation[] = []
  const refuse = (name: string, problem: string) => void violations.push(violationOf(name, problem))
  for (const name of ['publicUrl', 'databaseUrl', 'redisUrl', 'witnessPolicy'])
    if (values[name] === undefined) refuse(name, 'must be set in production')
  for (const { name, env: variable, default: preset } of settings) {
    if (name === 'logOrigin' && values.logOrigin === preset) refuse(name, 'must be set in production')
    if ((name.startsWith('sandbox') || name === 'vectorsDir') && env[variable])
      refuse(name, 'has no place in production')
  }
  return violations
}

function violationOf(name: string, problem: string): Violation {
  const setting = settings.find((row) => row.name === name) as Setting
  return { env: setting.env, problem: `${problem} (${describe(setting)})` }
}

const describe = ({ description: { vi, en }, unit }: Setting) => `${en} · ${vi}${unit === undefined ? '' : `; ${unit}`}`

function assemble(values: Values): Config {
  const {
    mode,
    sandboxSeed,
    sandboxDossiers,
    sandboxAgencies,
    dataDir,
    policiesDir,
    auditCopy,
    witnessPolicy,
    ...rest
  } = values
  const sandbox = Object.freeze({
    seed: sandboxSeed,
    dossiers: sandboxDossiers,
    ...(sandboxAgencies !== undefined && { agencies: String(sandboxAgencies).split(',') }),
  })
  return Object.freeze({
    ...rest,
    mode,
    dataDir: absolute(dataDir),
    ...(policiesDir !== undefined && { policiesDir: absolute(policiesDir) }),
    ...(auditCopy !== undefined && { auditCopy: absolute(auditCopy) }),
    ...(witnessPolicy !== undefined && { witnessPolicy: witnessPolicy === 'none' ? 'none' : absolute(witnessPolicy) }),
    ...(mode === 'development' ? { sandbox } : {}),
    digest: digestOf(values),
  }) as Config
}

const absolute = (path: unknown): string => (isAbsolute(String(path)) ? String(path) : resolve(String(path)))

/** A secret counts as set or not set only. */
function digestOf(values: Values): string {
  const shown = settings.map(({ name, secret }) => [name, secret ? values[name] !== undefined : (values[name] ?? null)])
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16)
}
