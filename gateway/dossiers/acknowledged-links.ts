/** The links that acknowledgements make, each for as long as it stands: who acknowledged says that the two are one matter. */
import type { Sql } from '../store/pool.ts'
import { newDossierId } from '../telemetry/ids.ts'
import { type AcknowledgedRow, acknowledgedFor, acknowledgedOf, type NamedFacet } from './acknowledged-rows.ts'
import type { IndexKeys } from './keys.ts'
import { byAge, isAcross, linksBy, merge, part, partedPairs, presentId, setAside } from './links.ts'
import { type Cited, dossierOf } from './tying.ts'

export interface LinkChange {
  readonly transfer: string
  readonly effect: 'made' | 'undone'
  /** Its name. */
  readonly id: string
  /** Of one made: the id that stayed and the other; of one undone, under which the two are found from then on. */
  readonly dossiers: readonly [string, string]
  /** Registry id of who acknowledged. */
  readonly source: string
}

interface Touched extends NamedFacet {
  readonly agency_code: string
  readonly resolves: boolean
  readonly confirms: readonly string[]
  readonly cited: readonly { readonly mac: string; readonly own: boolean }[]
}

/**
 * Undoes the links of `transfers` that do not tie the facets of `pairs` (as named now, by transfer). What numbers tie besides is tied again. Gives the
 * facets that were parted by it.
 */
export async function lapseLinks(
  tx: Sql,
  keys: IndexKeys,
  transfers: readonly string[],
  pairs: ReadonlyMap<string, readonly [NamedFacet, NamedFacet]>,
  by: string,
): Promise<{ readonly links: readonly LinkChange[]; readonly touched: readonly NamedFacet[] }> {
  const links: LinkChange[] = []
  const touched: NamedFacet[] = []
  for (const link of await linksBy(tx, transfers)) {
    const { transfer, name: id, source } = link
    const ends = (pairs.get(transfer) ?? []).map(({ origin }) => origin)
    if (ends.includes(link.dossier_a) && ends.includes(link.dossier_b)) continue
    const dossier = (await presentId(tx, link.dossier_a))!
    const says = JSON.stringify({ transfer })
    const dossiers = [dossier, await part(tx, keys, { link, dossier, by, says, lapsed: true })] as const
    links.push({ transfer, effect: 'undone', id, dossiers, source })
    touched.push(...(await tieAgain(tx, keys, dossiers)))
  }
  return { links, touched }
}

/** What numbers tie of the facets in `dossiers`, which were one by another reason until now. Gives these facets. */
async function tieAgain(tx: Sql, keys: IndexKeys, dossiers: readonly string[]): Promise<readonly NamedFacet[]> {
  const facets = await tx.query<Touched>(
    `SELECT f.agency, f.native_key_mac, f.dossier, f.origin, f.conceal, f.agency_code, f.resolves, f.confirms,
       (SELECT coalesce(json_agg(json_build_object('mac', encode(i.mac, 'hex'), 'own', i.own)), '[]') FROM facet_identifier i
        WHERE i.dossier = f.dossier AND i.agency = f.agency) AS cited
     FROM facet f WHERE f.dossier = ANY($1) ORDER BY f.agency, f.native_key_mac`,
    [dossiers],
  )
  for (const { agency, agency_code: code, native_key_mac, conceal, resolves, confirms, cited } of facets) {
    const named = confirms.map((act) => {
      const [relation, agency] = act.split(' ') as ['originator', string]
      return { relation, agency }
    })
    const numbers = cited.map(({ mac, own }): Cited => ({ mac: Buffer.from(mac, 'hex'), own }))
    const entry = { conceal, resolves, confirms: named }
    await dossierOf(tx, keys, newDossierId, { agency, code }, native_key_mac, entry, numbers)
  }
  return facets
}

/**
 * Ties the two facets of each of `transfers`, and of those that are about `touched`, unless they are one dossier by now, somebody parted them, or an agency
 * would have two facets in it: the earliest acknowledgement first.
 */
export async function tieFacets(
  tx: Sql,
  keys: IndexKeys,
  transfers: readonly string[],
  touched: readonly Pick<NamedFacet, 'agency' | 'native_key_mac'>[],
): Promise<readonly LinkChange[]> {
  const about = new Set(transfers)
  for (const { agency, native_key_mac } of touched)
    for (const transfer of await acknowledgedFor(tx, agency, { facets: [native_key_mac] })) about.add(transfer)
  const made: LinkChange[] = []
  const tried = new Set<string>()
  for (const row of await acknowledgedOf(tx, [...about])) {
    const { sender, sender_facet, receiver, receiver_facet } = row
    const pair = JSON.stringify([sender, sender_facet?.toString('hex'), receiver, receiver_facet?.toString('hex')])
    if (tried.has(pair)) continue
    tried.add(pair)
    const link = await tieOne(tx, keys, row)
    if (link) made.push(link)
  }
  return made
}

type Side = Pick<NamedFacet, 'agency' | 'dossier' | 'origin' | 'conceal' | 'native_key_mac'>

async function tieOne(tx: Sql, keys: IndexKeys, row: AcknowledgedRow): Promise<LinkChange | undefined> {
  const { transfer, sender, sender_facet, receiver, receiver_facet } = row
  if (!sender_facet || !receiver_facet) return undefined
  const facets = await tx.query<Side>(
    `SELECT agency, dossier, origin, conceal, native_key_mac FROM facet WHERE dossier IN (SELECT dossier FROM facet
       WHERE (agency, native_key_mac) IN (($1, $2::bytea), ($3, $4::bytea)))`,
    [sender, sender_facet, receiver, receiver_facet],
  )
  const of = (agency: string, key: Buffer) =>
    facets.find((facet) => facet.agency === agency && facet.native_key_mac.equals(key))
  const [one, other] = [of(sender, sender_facet), of(receiver, receiver_facet)]
  if (!one || !other || one.conceal || other.conceal || one.dossier === other.dossier) return undefined
  const [some, others] = [one, other].map(({ dossier }) => facets.filter((facet) => facet.dossier === dossier)) as [
    Side[],
    Side[],
  ]
  const twice = some.flatMap((a) => others.filter(({ agency }) => agency === a.agency).map((b) => [a, b] as const))
  // Of what may not be known nobody must see by what is not tied that it is there: it gives way.
  const aside = twice.map((pair) => pair.find(({ conceal }) => conceal))
  if (aside.some((facet) => !facet)) return undefined
  const [a, b] = [some, others].map((side) =>
    side.filter((facet) => !aside.includes(facet)).map(({ origin }) => origin),
  )
  const parted = await partedPairs(tx, [...a!, ...b!])
  if (parted.some((pair) => isAcross(pair, a!, b!))) return undefined
  for (const facet of aside) await setAside(tx, facet!)
  const [kept, gone] = await byAge(tx, [one.dossier, other.dossier])
  const ends = [one.origin, other.origin] as const
  const id = await merge(tx, keys, { kept, other: gone, ends, source: receiver, transfer })
  return { transfer, effect: 'made', id, dossiers: [kept, gone], source: receiver }
}
