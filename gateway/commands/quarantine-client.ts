/** What the commands about the quarantine share: the officer for whom they ask, the signed request, and how answers are told. */
import { type AgencyClient, agencyClient, type Reply } from '../development/client.ts'
import { signRequest } from '../identity/request-signature.ts'
import { now_ms } from '../telemetry/clock.ts'
import { needed } from './command.ts'
import { clearanceOf, gatewayOf, keyPemOf, reachingOptions, reachingUsage, type Values } from './reached-gateway.ts'
import { type Place, placeText, refused as refusedPlainly } from './refused-reply.ts'

export const personOptions = {
  ...reachingOptions,
  officer: { type: 'string' },
  purpose: { type: 'string' },
  'legal-basis': { type: 'string' },
  clearance: { type: 'string' },
} as const

export const personUsage = `--as SYSTEM --officer ID --purpose P --legal-basis B [--clearance LEVEL] ${reachingUsage}`

export type PersonValues = Values

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
  const clearance = clearanceOf(values, run, system, officer)
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
          keyPem: keyPemOf(run, system),
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
export function refused(reply: Reply): number {
  const status = refusedPlainly(reply)
  const { comparison } = reply.json ?? {}
  if (comparison) process.stderr.write(comparisonText(comparison))
  return status
}

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
