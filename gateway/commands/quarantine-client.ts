/** What the commands about the quarantine share: the officer for whom they ask, the signed request, and how answers are told. */
import { readFileSync } from 'node:fs'
import { loadProcessConfig } from '../config/config.ts'
import { type AgencyClient, agencyClient, type Reachable, type Reply } from '../development/client.ts'
import { readRunFile } from '../development/run-file.ts'
import { isClearanceLevel } from '../identity/clearance.ts'
import { signRequest } from '../identity/request-signature.ts'
import { tokenEndpointOf } from '../identity/token-issuer.ts'
import { now_ms } from '../telemetry/clock.ts'
import { needed, Usage } from './command.ts'

export const personOptions = {
  as: { type: 'string' },
  officer: { type: 'string' },
  purpose: { type: 'string' },
  'legal-basis': { type: 'string' },
  clearance: { type: 'string' },
  url: { type: 'string' },
  ca: { type: 'string' },
  cert: { type: 'string' },
  'private-key': { type: 'string' },
  'assertion-key': { type: 'string' },
  json: { type: 'boolean' },
} as const

export const personUsage =
  '--as SYSTEM --officer ID --purpose P --legal-basis B [--clearance LEVEL] [--url URL --ca PEM --cert PEM --private-key PEM --assertion-key PEM]'

export interface PersonValues {
  readonly [name: string]: string | boolean | undefined
}

/** The gateway at `--url`, or the running development gateway. Throws Usage. */
function gatewayOf(values: PersonValues, system: string): Reachable {
  if (typeof values.url !== 'string') {
    const run = readRunFile(loadProcessConfig().dataDir)
    if (!run)
      throw new Usage(
        'cổng chưa chạy (npm start); gateway khác: --url · no gateway is running (npm start); another: --url',
      )
    if (!run.clients[system]) throw new Usage(`--as: ${Object.keys(run.clients).join(' | ')}`)
    return run
  }
  const [agency = ''] = system.split(':')
  const file = (name: string) => needed(values[name], name)
  const client = {
    ...{ cert: file('cert'), key: file('private-key'), assertion_key: file('assertion-key') },
    ...{ agency, role: 'exchange', assertion_key_id: '', officers: [] },
  }
  const url = values.url.replace(/\/$/, '')
  return {
    ...{ url, ca: file('ca'), token_endpoint: tokenEndpointOf(url) },
    clients: { [system]: client },
  }
}

/** Asks as the officer whom `values` name, with a token for `actions`. */
export interface Person {
  get(path: string): Promise<Reply>
  /** Signed with the agency's key (RFC 9421). */
  post(path: string, content: object): Promise<Reply>
}

/** Gets a token for `actions` and does `work` with it. Gives 1, and says why, when there is none. Throws Usage. */
export async function asPerson(
  values: PersonValues,
  actions: readonly string[],
  work: (person: Person) => Promise<number>,
): Promise<number> {
  const system = needed(values.as, 'as')
  const officer = needed(values.officer, 'officer')
  const run = gatewayOf(values, system)
  const own = run.clients[system]!
  const clearance = values.clearance ?? own.officers.find(({ id }) => id === officer)?.clearance
  if (!isClearanceLevel(clearance)) throw new Usage('--clearance: CONG_KHAI … TUYET_MAT')
  const client: AgencyClient = agencyClient(run, system)
  try {
    const wish = {
      purpose: needed(values.purpose, 'purpose'),
      legalBasis: needed(values['legal-basis'], 'legal-basis'),
    }
    const issued = await client.token({ ...wish, officer, clearance, actions })
    if (issued.status !== 200) return refused(issued)
    const authorization = `Bearer ${issued.json.access_token}`
    return await work({
      get: (path) => client.call(path, { headers: { authorization } }),
      async post(path, content) {
        const body = JSON.stringify(content)
        const headers = await signRequest({
          keyPem: readFileSync(own.assertion_key, 'utf8'),
          targetUri: `${run.url}${path}`,
          contentType: 'application/json',
          ...{ body, authorization, created_s: Math.floor(now_ms() / 1000) },
        })
        return client.call(path, { method: 'POST', headers, body })
      },
    })
  } finally {
    client.close()
  }
}

/** Says what the gateway refused, with the places of what is wrong. */
export function refused({ json }: Reply): number {
  const { code, title, detail, comparison } = json ?? {}
  process.stderr.write(`${code}: ${title}. ${detail}\n`)
  if (comparison) process.stderr.write(comparisonText(comparison))
  return 1
}

interface Place {
  readonly code: string
  readonly pointer: string
  readonly line?: number
  readonly column?: number
}

/** `code-unknown /records/0/kind 2:7` */
export const placeText = ({ code, pointer, line, column }: Place): string =>
  [code, pointer || '/', line === undefined ? '' : `${line}${column === undefined ? '' : `:${column}`}`]
    .join(' ')
    .trim()

interface Told {
  readonly before: { readonly adapter: string; readonly reason: string }
  readonly now: {
    readonly adapter: string
    readonly outcome: string
    readonly reason: string | null
    readonly taken: number
    readonly rejected: number
  }
  readonly went: readonly Place[]
  readonly came: readonly Place[]
}

/** What two versions of an adapter make of one document: a line each, then the findings that went (-) and came (+). */
export const comparisonText = ({ before, now, went, came }: Told): string =>
  [
    `trước · then  ${before.adapter}  ${before.reason}`,
    `nay · now    ${now.adapter}  ${now.outcome}${now.reason ? ` ${now.reason}` : ''}, ${now.taken} nhận · good, ${now.rejected} loại · rejected`,
    ...went.map((place) => `- ${placeText(place)}`),
    ...came.map((place) => `+ ${placeText(place)}`),
    '',
  ].join('\n')
