/**
 * What an acknowledged transfer says of the index. Its receiver accepted it: so it stands to the sender's facet in the relation of the route. Its number
 * is its signed word that the sender's matter is that matter of its own: so the two are tied, and whoever handed a matter over to be resolved is its originator
 * there. Nothing else follows: who supervises, tries or inspects owes nobody a look into its own file, and a notice to an originator asks for none.
 *
 * All of it is worked out anew from what stands whenever one of the ends changes: an acknowledgement, a recall, a facet that came, got or lost a number, was
 * concealed or revealed, a link undone. So it comes out the same in whatever order they come. By number an agency is looked for among its own facets alone:
 * nobody learns by an acknowledgement which numbers others have.
 *
 * Everything here is within a transaction that holds the index (`writeIndex`). Nobody waits in a circle: a row of a transfer is locked after the index or
 * without it, and who holds one never waits for the index; who locks a facet's row without the index (label-marks.ts) locks that one and then waits for nobody.
 */
import type { Sql } from '../store/pool.ts'
import { type LinkChange, lapseLinks, tieFacets } from './acknowledged-links.ts'
import {
  type AcknowledgedRow,
  acknowledgedBetween,
  acknowledgedFor,
  acknowledgedOf,
  dropAcknowledged,
  dropNumbers,
  insertAcknowledged,
  type NamedFacet,
  namedFacets,
  numbersIn,
  putFacets,
  putRelations,
  type RelationRow,
  refreshFacets,
  relationsGiven,
} from './acknowledged-rows.ts'
import { noteRelated } from './changes.ts'
import { nativeKeyMac } from './facet.ts'
import { identifierValueMac } from './identifiers.ts'
import type { IndexKeys } from './keys.ts'
import { isParted } from './links.ts'

/** `relation` that `agency` has, or has no more, to the facet of `holder`. */
export interface RelationChange {
  readonly effect: 'given' | 'taken'
  readonly dossier: string
  readonly holder: string
  readonly agency: string
  readonly relation: RelationRow['relation']
}

/** What changed by reason of one transfer. */
export interface Followed {
  readonly transfer: string
  readonly relations: readonly RelationChange[]
  readonly links: readonly LinkChange[]
}

export interface Acknowledged extends Pick<AcknowledgedRow, 'transfer' | 'sender' | 'receiver' | 'relation'> {
  /** Index forms of the sender's own numbers in its document (ownNumbersOf). */
  readonly numbers: readonly Buffer[]
  /** The receiver's own, as it signed it. */
  readonly nativeKey: string | undefined
}

/** Takes an acknowledgement in, once: that its receiver signed it, and that it was not taken before, has been verified. */
export async function takeAcknowledged(tx: Sql, keys: IndexKeys, given: Acknowledged): Promise<readonly Followed[]> {
  const { receiver, nativeKey, numbers } = given
  const own = nativeKey === undefined ? [] : namesOf(keys, receiver, nativeKey)
  await insertAcknowledged(tx, given, { sender: numbers, receiver: own })
  return follow(tx, keys, [given.transfer], receiver)
}

/** The forms by which a number that `agency` gave its own matter is found: as its key, and as the value of a number of its own. */
export const namesOf = (keys: IndexKeys, agency: string, number: string): Buffer[] => [
  nativeKeyMac(keys, agency, number),
  identifierValueMac(keys, number),
]

/** Takes back whatever `transfer`, that `by` (registry id) recalls, gave. Nothing when it was not acknowledged. */
export async function takeRecalled(
  tx: Sql,
  keys: IndexKeys,
  transfer: string,
  by: string,
): Promise<readonly Followed[]> {
  await dropNumbers(tx, transfer)
  const followed = await follow(tx, keys, [transfer], by)
  await dropAcknowledged(tx, transfer)
  return followed
}

/** After facets of `agency` came in: `macs`, all forms by which they are found, or were until now. */
export const followNames = async (
  tx: Sql,
  keys: IndexKeys,
  agency: string,
  macs: readonly Buffer[],
): Promise<readonly Followed[]> => follow(tx, keys, await acknowledgedFor(tx, agency, { macs }), agency)

/** After the facets `nativeKeys` of `agency` were withheld. */
export async function followFacets(
  tx: Sql,
  keys: IndexKeys,
  agency: string,
  nativeKeys: readonly string[],
): Promise<readonly Followed[]> {
  const facets = nativeKeys.map((nativeKey) => nativeKeyMac(keys, agency, nativeKey))
  return follow(tx, keys, await acknowledgedFor(tx, agency, { facets }), agency)
}

/** After `by` tied, or parted, what came as the dossiers `origins`. */
export const followLink = async (
  tx: Sql,
  keys: IndexKeys,
  origins: readonly [string, string],
  by: string,
): Promise<readonly Followed[]> => follow(tx, keys, await acknowledgedBetween(tx, origins), by)

/** What follows from each of `transfers` as the index stands now. `by`: registry id of the agency whose act it is that is followed. */
async function follow(
  tx: Sql,
  keys: IndexKeys,
  transfers: readonly string[],
  by: string,
): Promise<readonly Followed[]> {
  if (transfers.length === 0) return []
  const facetOf = await namedFacets(tx, await numbersIn(tx, transfers))
  const changed: {
    readonly transfer: string
    readonly given: readonly RelationRow[]
    readonly taken: readonly RelationRow[]
  }[] = []
  const pairs = new Map<string, readonly [NamedFacet, NamedFacet]>()
  const given = await relationsGiven(tx, transfers)
  // The same matter may have been handed over a hundred times: what has not changed takes no statement.
  const known = new Map<string, boolean>()
  async function areParted(one: NamedFacet, other: NamedFacet): Promise<boolean> {
    const pair = `${one.origin} ${other.origin}`
    const parted = known.get(pair) ?? (await isParted(tx, [one.origin, other.origin]))
    known.set(pair, parted)
    return parted
  }
  for (const row of await acknowledgedOf(tx, transfers)) {
    const { transfer } = row
    const [sender, receiver] = [facetOf(transfer, row.sender), facetOf(transfer, row.receiver)]
    const [sender_facet, receiver_facet] = [sender, receiver].map((facet) => facet?.native_key_mac ?? null) as [
      Buffer | null,
      Buffer | null,
    ]
    await putFacets(tx, row, { sender_facet, receiver_facet })
    const parted = sender && receiver ? await areParted(sender, receiver) : false
    const now = relationsBy(row, { sender, receiver, parted })
    changed.push({ transfer, ...(await putRelations(tx, transfer, { before: given(transfer), now })) })
    if (sender && receiver && !sender.conceal && !receiver.conceal) pairs.set(transfer, [sender, receiver])
  }
  const lapsed = await lapseLinks(tx, keys, transfers, pairs, by)
  const made = await tieFacets(tx, keys, [...pairs.keys()], lapsed.touched)
  const dossierOf = await refreshFacets(
    tx,
    changed.flatMap(({ given, taken }) => [...given, ...taken]),
  )
  const related = changed.flatMap(({ given }) => given)
  if (related.length > 0) await noteRelated(tx, related)
  const told =
    (effect: RelationChange['effect']) =>
    (row: RelationRow): RelationChange => {
      const { holder, agency, relation } = row
      return { effect, dossier: dossierOf(row), holder, agency, relation }
    }
  const links = [...lapsed.links, ...made]
  return [...new Set([...transfers, ...links.map(({ transfer }) => transfer)])].flatMap((transfer) => {
    const { given = [], taken = [] } = changed.find((one) => one.transfer === transfer) ?? {}
    const relations = [...taken.map(told('taken')), ...given.map(told('given'))]
    const own = links.filter((link) => link.transfer === transfer)
    return relations.length + own.length > 0 ? [{ transfer, relations, links: own }] : []
  })
}

/** `parted`: somebody undid what made the two one matter. Then the number says nothing; that the transfer was accepted stands. */
function relationsBy(
  { sender, receiver, relation }: AcknowledgedRow,
  found: {
    readonly sender: NamedFacet | undefined
    readonly receiver: NamedFacet | undefined
    readonly parted: boolean
  },
): RelationRow[] {
  const relations: RelationRow[] = []
  if (found.sender)
    relations.push({ holder: sender, native_key_mac: found.sender.native_key_mac, agency: receiver, relation })
  if (found.receiver && relation === 'resolver' && !found.parted)
    relations.push({
      ...{ holder: receiver, native_key_mac: found.receiver.native_key_mac, agency: sender },
      relation: 'originator',
    })
  return relations
}
