/** What of a translation goes by which route to its receiver, by what is in force and what the index knows of the record: decided before each handing out. */
import type { Party, Translation } from '../../../adapters/sdk/adapter.ts'
import type { HandedRecord } from '../../dossiers/handed-record.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import { approvedChannelsOf } from '../../identity/approved-channel.ts'
import { partyOf, receivingOf } from '../../identity/receiving.ts'
import type { Registry } from '../../identity/registry.ts'
import { type Route, type Routed, routeOf } from '../../identity/route.ts'
import type { Facts } from '../../policy/engine.ts'
import { joinLabels } from '../../policy/label.ts'
import type { Policy } from '../../policy/policy.ts'
import { addressedParts, factsWithin } from '../addressed.ts'
import { documentLabels } from '../document-labels.ts'
import { type Receivable, receivableOf } from './receivable.ts'
import { type MaskOf, reasonAgainst } from './showing.ts'

/** By what it is decided: both of one version. */
export interface Deciding {
  readonly policy: Policy
  readonly registry: Registry
}

export interface AskedReceiving {
  /** Ids of agencies. */
  readonly from: string
  readonly to: string
  /** Conforms to its schema. */
  readonly given: Translation
  readonly record: Pick<HandedRecord, 'label' | 'marks' | 'secret'>
  /** RFC 3339 with offset +07:00. */
  readonly at: string
}

/** `told`: members of the problem; nothing in it that the sender did not bring or anybody may know. */
export interface Refused {
  readonly state: 'refused'
  readonly code: ErrorCode
  readonly told?: Readonly<Record<string, unknown>>
}

export const refused = (code: ErrorCode, told?: Readonly<Record<string, unknown>>): Refused => ({
  ...{ state: 'refused', code },
  ...(told && { told }),
})

export interface Received {
  readonly state: 'ok'
  readonly route: Route
  readonly sender: Party
  readonly addressee: Party
  readonly receivable: Receivable
}

/** Where it happened; where that is not told, `own`. Undefined for a code that nobody here knows, which may be of another province. */
function communeOf({ facet, absent }: Translation, own: string | undefined): string | undefined {
  const told = facet.report.place?.commune?.code
  const isUnknown = absent.some(({ path, why }) => why === 'unknown' && '/report/place/commune'.startsWith(path))
  return told ?? (isUnknown ? undefined : own)
}

/** By which route `given` goes from one agency to another: of what kind it is and where it happened is its sender's word. */
export function routeFor(
  registry: Registry,
  { from, to, given }: Pick<AskedReceiving, 'from' | 'to' | 'given'>,
): Routed {
  const { group, commune: own } = registry.participantOf(from) ?? {}
  const kind = given.facet.report.kind.code
  return routeOf(registry.routes, { from, group, to, kind, commune: communeOf(given, own) })
}

/**
 * What `to` may have of `given`, as a read in the relation of its route; or why nothing: `route-not-allowed`, `state-secret-in-clear`, `not-for-receiver`,
 * `receiver-unavailable`. That the holder hands over is its own choice: concealment and seals are not looked at. Throws GatewayError `answer-too-large`.
 */
export function receivedOf(
  { policy, registry }: Deciding,
  { from, to, given, record, at }: AskedReceiving,
): Received | Refused {
  const routed = routeFor(registry, { from, to, given })
  if (!routed.allowed) {
    const { article, open } = routed
    return refused('route-not-allowed', { kind: given.facet.report.kind.code, article, open })
  }
  const { relation, article } = routed.route
  const receiver = receivingOf(registry, routed.route)
  const [sender, addressee] = [from, to].map((agency) => partyOf(registry, agency, Date.parse(at)))
  if (!receiver || !sender || !addressee) return refused('receiver-unavailable')

  const said = documentLabels(given, {
    ...{ label: record.label, marks: record.marks, holder: sender.code },
    ...{ matterReceivedAt: given.facet.report.receivedAt, receivedAt: at },
  })
  if (said.secretInClear || record.secret) return refused('state-secret-in-clear')
  const labels = { record: joinLabels(said.record, record.label), places: said.places }
  const facts: Facts = {
    relations: [relation],
    ...{ conceal: false, sealed: false, approvedChannel: false, operation: 'dossier:read' },
  }
  const known = policy.mayKnow(receiver, labels.record, facts)
  const channelled = { agencyCode: addressee.code, channels: approvedChannelsOf(registry, to, Date.parse(at)) }
  const within = factsWithin(facts, channelled)
  const maskOf: MaskOf = (label, addressed = false) => policy.mask(receiver, label, addressed ? within : facts)
  const addressed = addressedParts(given.facet, channelled)
  const receivable = known.allowed ? receivableOf(given, labels, { maskOf, addressed }) : undefined
  if (!receivable) {
    // What it is at all: without that there is no matter.
    const reason = known.allowed ? reasonAgainst('/report/kind', labels, maskOf) : known.reason
    return refused('not-for-receiver', { article, ...(reason && { reason }) })
  }
  return { state: 'ok', route: routed.route, sender, addressee, receivable }
}
