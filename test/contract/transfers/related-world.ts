/** Transfers between agencies whose facets stand in an index, with what follows for either: on a real store and log. */
import type { Test } from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { type IndexedFacet, nativeKeyMac } from '../../../gateway/dossiers/facet.ts'
import { findFacets } from '../../../gateway/dossiers/find.ts'
import { identifierMac } from '../../../gateway/dossiers/identifiers.ts'
import type { IndexKeys } from '../../../gateway/dossiers/keys.ts'
import { listDossiers } from '../../../gateway/dossiers/list.ts'
import { registerPage, withholdEntry, writeIndex } from '../../../gateway/dossiers/register.ts'
import { relationsOf } from '../../../gateway/dossiers/relations.ts'
import { servedOf } from '../../../gateway/dossiers/served.ts'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { loadRegistry, type Registry } from '../../../gateway/identity/registry.ts'
import { receiptDigest } from '../../../gateway/identity/transfer-acknowledgement.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import type { Keeping } from '../../../gateway/release/keeping.ts'
import { knownFacets } from '../../../gateway/release/known.ts'
import { createLinks, type Links } from '../../../gateway/release/links.ts'
import { createServed } from '../../../gateway/release/served.ts'
import { acknowledgementOf } from '../../../gateway/release/transfers/acknowledgement-rows.ts'
import { createInbox } from '../../../gateway/release/transfers/inbox.ts'
import type { Pushed } from '../../../gateway/release/transfers/push-rows.ts'
import { createRecalls } from '../../../gateway/release/transfers/recalls.ts'
import { transferOf } from '../../../gateway/release/transfers/rows.ts'
import { createToldRecords } from '../../../gateway/release/transfers/told-records.ts'
import { type Database, openDatabase } from '../../../gateway/store/pool.ts'
import { newDossierId, newEventId } from '../../../gateway/telemetry/ids.ts'
import { shippedRegistry } from '../../support/identity.ts'
import { shipped } from '../../support/policy.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { agencyKey, anyJws, signerOf } from '../../support/receipts.ts'
import { inquiry } from '../../support/transfers.ts'
import { identifier } from '../dossiers/index-world.ts'

const codes = { 'cong-an': 'CA', 'vien-kiem-sat': 'VKS', 'toa-an': 'TA', 'thanh-tra': 'TTr', mttq: 'MTTQ' } as const
export type AgencyId = keyof typeof codes
const agencies = Object.keys(codes) as AgencyId[]

export interface RelatedWorld {
  readonly db: Database
  readonly keeping: Keeping
  readonly links: Links
  asking(caller: Caller): Inquiry
  /** Registers one page of the agency's facets. */
  list(agency: AgencyId, ...entries: IndexEntry[]): Promise<void>
  /** How many statements of the store the page takes. */
  statements(agency: AgencyId, ...entries: IndexEntry[]): Promise<number>
  /** A document of `from` with these numbers, fetched by `to`. Gives the transfer. */
  handed(from: AgencyId, to: AgencyId, numbers: readonly string[], relation?: string): Promise<string>
  acknowledge(id: string, by: AgencyId, number?: string): Promise<unknown>
  refuse(id: string, by: AgencyId): Promise<unknown>
  recall(id: string, by: AgencyId): Promise<unknown>
  /** A state secret turned up in it. */
  withhold(agency: AgencyId, nativeKey: string): Promise<unknown>
  /** `agency relation holder nativeKey` of all that stand, in order; of holders only what is held besides. */
  relations(): Promise<readonly string[]>
  /** Native keys of each dossier, `agency key`, in order. */
  dossiers(): Promise<readonly string[]>
  /** The dossier that the facet is in. */
  dossierOf(agency: AgencyId, nativeKey: string): Promise<string>
  /** Native keys of what `caller` may know of in the facet's dossier, and of what a list shows it. */
  shown(caller: Caller, agency: AgencyId, nativeKey: string): Promise<readonly [known: string[], listed: string[]]>
  /** The dossier that the end `agency` of the transfer is told to ask for. */
  toldDossier(id: string, agency: AgencyId): Promise<string | undefined>
  /** Tells the end `agency` of the numbers of the transfer: what its receiver signed, and `pushed`, what its system gave. */
  toldNumbers(id: string, agency: AgencyId, pushed?: string): Promise<void>
  /** Whom a directive about the facet would reach. */
  reached(agency: AgencyId, nativeKey: string): Promise<readonly string[]>
  /** What the log has of incidents. */
  incidents(): readonly string[]
  /** What the log has of relations and links by transfers. */
  told(): readonly string[]
  /** From here on all keys and numbers are others: nothing of before is named or shown. */
  anew(): void
}

export async function relatedWorld(t: Test): Promise<RelatedWorld> {
  const { db, url, keeping, receipted, receiptOf, entries } = await transferring(t)
  const other = openDatabase(url)
  t.teardown(() => other.close())
  const { keys } = keeping.kept
  const own = agencyKey('ES256')
  const registry = () => ({ participantOf: () => ({ messageKeys: [own.jwk] }) }) as unknown as Registry
  const inbox = createInbox(keeping, registry, async () => ({ state: 'ok', by: { dossiers: [] } }))
  // Another node's, which waits for the index in a queue of its own.
  const recalls = createRecalls({ ...keeping, db: other }, 3)
  const policy = createPolicy(shipped)
  const shippedParticipants = await loadRegistry(shippedRegistry)
  const served = createServed(keeping.db)
  const records = createToldRecords(keeping, served, () => ({ policy, registry: shippedParticipants }))
  const by = (agency: string, operation: Inquiry['operation']) =>
    inquiry({
      system: { agency, id: `${agency}:he-thong`, uri: agency, roles: ['exchange'], thumbprint: 'Zm9v' },
      operation,
    })
  function answer(id: string, agency: AgencyId, word: object) {
    const said = { transfer: id, receipt: receiptDigest(receiptOf(id)), at: new Date().toISOString(), ...word }
    const head = { alg: 'ES256', kid: 'k1', typ: 'lienthong-acknowledgement+jws' }
    return inbox.acknowledge(by(agency, 'inbox:acknowledge'), id, anyJws(head, said, signerOf(own.privateKey)))
  }
  let round = 0
  const ofRound = (name: string) => `${name}~${round}`
  /** As it stands in the index, in this round. */
  const inRound = (entry: IndexEntry): IndexEntry => ({
    ...entry,
    nativeKey: ofRound(entry.nativeKey),
    identifiers: entry.identifiers.map((one) => ({ ...one, value: ofRound(one.value) })),
  })
  const nameOf = ({ nativeKey }: { readonly nativeKey: string }) => nativeKey.replace(/~.*/, '')
  const all = async () => {
    const rows = await db.query<{ dossier: string }>('SELECT DISTINCT dossier FROM facet')
    const found = await Promise.all(rows.map(({ dossier }) => findFacets(db, keys, dossier)))
    return found.filter((facets) => facets.some(({ nativeKey }) => nativeKey.endsWith(ofRound(''))))
  }
  return {
    ...{ db, keeping },
    links: createLinks(keeping, () => policy, served),
    asking: (caller) => ({ ...inquiry({ operation: 'dossier:link' }), caller }),
    list: (agency, ...page) =>
      keeping.labels.registerPage(
        { agency, code: codes[agency], entries: page.map(inRound), position: { cursor: 'c', listed: true } },
        { event: newEventId(), detail: { operation: 'feed' } },
      ),
    async statements(agency, ...page) {
      let count = 0
      const counting: Database = {
        ...db,
        transaction: (work) =>
          db.transaction((tx) =>
            work({
              query(...statement) {
                count += 1
                return tx.query(...statement)
              },
            }),
          ),
      }
      const position = { cursor: 'c', listed: true }
      const given = { agency, code: codes[agency], entries: page.map(inRound), position }
      await registerPage(counting, keys, newDossierId, given)
      return count
    },
    async handed(sender, receiver, values, relation = 'resolver') {
      const numbers = values.map((value) => numberOf(keys, ofRound(value)))
      const own = numbers.filter((_, n) => identifier(values[n]!).assigner === codes[sender])
      const id = await receipted({ sender, receiver, relation, numbers, own })
      await inbox.fetch(by(receiver, 'inbox:fetch'), id)
      return id
    },
    acknowledge: (id, agency, number) =>
      answer(id, agency, { outcome: 'acknowledged', ...(number !== undefined && { native_key: ofRound(number) }) }),
    refuse: (id, agency) => answer(id, agency, { outcome: 'refused', reason: { code: 'not-competent' } }),
    recall: (id, agency) =>
      recalls.recall(by(agency, 'transfer:recall'), id, { code: 'sent-in-error', text: 'Chuyển nhầm' }),
    withhold: (agency, nativeKey) =>
      writeIndex(db, (tx) => withholdEntry(tx, keys, agency, ofRound(nativeKey), 'secret')),
    async relations() {
      const found = (await all()).flatMap((facets) =>
        facets.flatMap((facet) =>
          agencies
            .filter((agency) => agency !== facet.agency)
            .flatMap((agency) =>
              relationsOf({ agency, agencyCode: codes[agency] }, facet, facets).map(
                (relation) => `${agency} ${relation} ${facet.agency} ${nameOf(facet)}`,
              ),
            ),
        ),
      )
      return found.sort()
    },
    dossiers: async () =>
      (await all()).map((facets) => facets.map((facet) => `${facet.agency} ${nameOf(facet)}`).join(' + ')).sort(),
    async dossierOf(agency, nativeKey) {
      const found = (await all()).flat().find((facet) => facet.agency === agency && nameOf(facet) === nativeKey)
      return found!.dossier
    },
    async shown(caller, agency, nativeKey) {
      const decider = { caller, policy }
      const name = (facets: readonly IndexedFacet[]) => facets.map(nameOf).sort()
      const found = (await all()).find((facets) =>
        facets.some((one) => one.agency === agency && nameOf(one) === nativeKey),
      )!
      const knowing = (facets: readonly IndexedFacet[], operation: 'dossier:read' | 'dossier:list') =>
        knownFacets(decider, facets, operation).map(({ indexed }) => indexed)
      const { dossiers } = await listDossiers(db, keys, {
        ...{ filter: {}, first: 1000, after: undefined, asker: caller, identifiable: () => true },
        visible: (facets) => knowing(facets, 'dossier:list'),
      })
      const listed = dossiers.filter(({ id }) => id === found[0]!.dossier).flatMap(({ facets }) => facets)
      return [name(knowing(found, 'dossier:read')), name(listed)]
    },
    async toldDossier(id, agency) {
      return (await records.dossiers(by(agency, 'transfer:status'), [(await transferOf(db, id))!])).get(id)
    },
    async toldNumbers(id, agency, pushed) {
      const transfer = (await transferOf(db, id))!
      const acknowledgement = await acknowledgementOf(db, keeping.kept.vault, id)
      const nativeKey = pushed === undefined ? undefined : ofRound(pushed)
      const status = { transfer, acknowledgement, pushed: { nativeKey } as Pushed }
      await records.numbers(by(agency, 'transfer:status'), status)
    },
    reached: (agency, nativeKey) =>
      db.transaction((tx) => servedOf(tx, agency, [nativeKeyMac(keys, agency, ofRound(nativeKey))])),
    incidents: () =>
      entries()
        .filter(({ phase }) => phase === 'incident')
        .map(({ detail }) => detail.note ?? ''),
    told: () =>
      entries()
        .filter(({ phase }) => phase === 'transfer-related')
        .flatMap(({ detail: { transfer: { relations = [], links = [] } = {} } }) => [
          ...relations.map(
            ({ effect, agency, relation, facet_agency }) => `${effect} ${agency} ${relation} ${facet_agency}`,
          ),
          ...links.map(({ effect, source }) => `${effect} ${source}`),
        ]),
    anew() {
      round += 1
    },
  }
}

/** As in entries: `MTTQ:1` is a number of the Front's, `1` of the police's. */
function numberOf(keys: IndexKeys, number: string): Buffer {
  const { system, type, value, assigner } = identifier(number)
  return identifierMac(keys, system, type, value, assigner)
}
