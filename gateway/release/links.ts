/**
 * Acts by which the resolving agency ties dossiers together or parts them. What it may not know of plays no part in the
 * answer: who may not know of one of the two is told what is told of a dossier that is not there, and what it can't know of gives way.
 * The order is: commit, log entry, receipt, answer; the same act again has the same receipt and no effect.
 */
import { createHmac, createSecretKey } from 'node:crypto'
import type { EntryLink } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import type { Receipt } from '../audit/receipt.ts'
import { followLink } from '../dossiers/acknowledged.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import { findFacets } from '../dossiers/find.ts'
import {
  byAge,
  findAct,
  findLink,
  type Link,
  linksIn,
  merge,
  originsOf,
  part,
  presentId,
  recordLink,
  setAside,
  tiedTo,
} from '../dossiers/links.ts'
import { writeIndex } from '../dossiers/register.ts'
import { noteShown } from '../dossiers/served.ts'
import { GatewayError } from '../errors/problem.ts'
import type { Caller } from '../identity/caller.ts'
import type { Policy } from '../policy/policy.ts'
import type { Sql } from '../store/pool.ts'
import { timestamp } from '../telemetry/clock.ts'
import { random_bytes } from '../telemetry/random.ts'
import { formatTraceparent } from '../telemetry/traceparent.ts'
import { confirmed } from './confirmed.ts'
import { entryOf } from './events.ts'
import type { Inquiry } from './inquiry.ts'
import type { Keeping } from './keeping.ts'
import { decideAsMuch, type KnownFacet, knownFacets } from './known.ts'
import { nothingTold } from './mask.ts'
import type { Served, Shown } from './served.ts'
import { followedEntries, recordFollowed } from './transfers/followed.ts'

/** What an agency decided. Its form has been checked. */
export interface LinkAct {
  readonly dossiers: readonly [string, string]
  readonly decision: { readonly number: string; readonly decidedOn: string }
  readonly reason: string
}

/** A link as its agency is told of it. Instants are RFC 3339. */
export interface ToldLink {
  readonly id: string
  readonly state: 'made' | 'undone'
  /** The ids under which the two are found; of one dossier, the one that stayed and the other. */
  readonly dossiers: readonly [string, string]
  /** Registry id of the agency by whose record or act it was made. */
  readonly source: string
  readonly by: 'identifier' | 'act' | 'acknowledgement'
  readonly madeAt: string
  readonly undoneAt?: string
}

export interface Links {
  /**
   * Makes one dossier of two. The token's coverage has been checked. Throws GatewayError `dossier-not-found`, `link-not-resolver`,
   * `link-two-facets`, `link-same-dossier`, `index-unavailable` or `log-unavailable`; after the last two the act is to be sent again.
   */
  make(inquiry: Inquiry, act: LinkAct): Promise<{ readonly link: ToldLink; readonly receipt: Receipt }>
  /** Takes a link back. Throws `link-not-found`, also where the token covers no dossier of it, `link-not-resolver`, and as `make`. */
  undo(inquiry: Inquiry, id: string, reason: string): Promise<{ readonly link: ToldLink; readonly receipt: Receipt }>
  /** The links that tie a dossier, as far as the caller may know of what they tie. Throws `dossier-not-found` or `index-unavailable`. */
  listOf(inquiry: Inquiry, dossier: string): Promise<readonly ToldLink[]>
}

const isResolving = ({ relations, indexed }: KnownFacet): boolean =>
  relations.includes('resolver') || (relations.includes('holder') && indexed.resolves)

const told = (link: Link): ToldLink => ({
  id: link.name,
  state: link.undone_at ? 'undone' : 'made',
  dossiers: [link.kept, link.other],
  source: link.source,
  by: link.isAct ? 'act' : link.isAcknowledged ? 'acknowledgement' : 'identifier',
  madeAt: link.at.toISOString(),
  ...(link.undone_at && { undoneAt: link.undone_at.toISOString() }),
})

/** `policy`: that in force. */
export function createLinks(
  { db, kept: { keys }, recordings, standing }: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>,
  policy: () => Policy,
  served: Served,
): Links {
  /** By what is in force at the act's turn: it may have waited for the index. */
  function begin(inquiry: Inquiry) {
    const { caller } = inquiry
    if (!caller) throw new TypeError('an act needs a caller')
    const decider = { caller, policy: policy() }
    inquiry.decidedBy = { policy: decider.policy.version, registry: caller.registryVersion }
    return decider
  }

  /** Whoever is told of links that tie a dossier is told that what it may know of is there. */
  const shownAs = (known: readonly KnownFacet[], dossier: string): readonly Shown[] =>
    known.map((one) => ({ known: one, outcome: nothingTold, dossier }))

  /** Of what is told by an act, within its transaction, which holds the index: no directive is taken meanwhile. */
  async function noteTold(tx: Sql, { event }: Inquiry, { agency }: Caller, shown: readonly Shown[]): Promise<void> {
    const facets = shown.flatMap(({ known: { indexed }, dossier }) =>
      indexed.agency === agency ? [] : [{ origin: indexed.origin, directives: indexed.directives, dossier }],
    )
    await noteShown(tx, { receiver: agency, event, at: timestamp() }, 'read', facets)
  }

  function entry(phase: Entry['phase'], inquiry: Inquiry, caller: Caller, link: Omit<EntryLink, 'act'>, says: string) {
    const digestKey = random_bytes(16)
    const act = createHmac('sha256', createSecretKey(digestKey)).update(says).digest('base64')
    const { agency, system, officer, thumbprint: certificate, jti: token, clearance } = caller
    const made = entryOf(standing, {
      event: inquiry.event,
      phase,
      detail: {
        who: { agency, system, officer, certificate, token, clearance },
        why: { purpose: caller.purpose, legal_basis: caller.legalBasis },
        operation: inquiry.operation,
        digest_key: digestKey.toString('base64'),
        link: { ...link, act },
        traceparent: formatTraceparent(inquiry.trace),
      },
    })
    return { ...made, versions: { ...made.versions, ...inquiry.decidedBy } }
  }

  /** What the log is owed of an act of `agency`, with what follows from it for transfers between the two that it tied or parted. */
  async function owe(tx: Sql, act: Entry, ends: readonly [string, string], agency: string): Promise<number> {
    const followed = await followLink(tx, keys, ends, agency)
    const { event, detail } = act
    const { link: _, digest_key: __, ...rest } = detail
    const told = await followedEntries(tx, standing, { event, detail: rest }, followed)
    // The receipt is of the last.
    const recording = await recordings.owe(tx, [...told, act])
    await recordFollowed(tx, followed, recording)
    return recording
  }

  /**
   * Refused when the caller may know of two facets of one agency; else the one that it does not know of gives way. Gives what is left of
   * each side.
   */
  async function makeRoom(tx: Sql, sides: readonly (readonly IndexedFacet[])[], known: ReadonlySet<IndexedFacet>) {
    const [some = [], others = []] = sides
    const twice = some.flatMap((one) =>
      others.filter(({ agency }) => agency === one.agency).map((other) => [one, other]),
    )
    if (twice.some((pair) => pair.every((facet) => known.has(facet)))) throw new GatewayError('link-two-facets')
    const aside = new Set(twice.map((pair) => pair.find((facet) => !known.has(facet))!))
    for (const facet of aside) await setAside(tx, facet)
    return sides.map((side) => side.filter((facet) => !aside.has(facet)))
  }

  /**
   * Whether `link` is one that the caller may know: its own act, or what it ties itself and a facet of who tied it; and something on
   * either side of it.
   */
  async function knowsOf(tx: Sql, link: Link, dossier: string, known: readonly KnownFacet[], agency: string) {
    const standing = (await linksIn(tx, dossier)).filter(({ name }) => name !== link.name)
    const seen = new Set(known.map(({ indexed }) => indexed.origin))
    const far = tiedTo(link.dossier_b, standing)
    const sides = [[...seen].some((id) => far.has(id)), [...seen].some((id) => !far.has(id))]
    const own = link.isAct && link.source === agency
    const knowsSource = known.some(({ indexed }) => indexed.agency === link.source)
    const told = own || (knowsSource && seen.has(link.dossier_a) && seen.has(link.dossier_b))
    return sides.every(Boolean) && told
  }

  const changing = <T>(inquiry: Inquiry, work: (tx: Sql) => Promise<T>): Promise<T> =>
    writeIndex(db, (tx) =>
      confirmed(
        inquiry,
        tx,
        () => work(tx),
        () => inquiry.decidedBy?.policy === policy().version,
      ),
    )

  async function covered(tx: Sql, { dossiers }: Caller, present: readonly (string | undefined)[]): Promise<boolean> {
    for (const id of dossiers) if (present.includes((await presentId(tx, id)) ?? '')) return true
    return false
  }

  return {
    async make(inquiry, act) {
      const [a, b] = [...act.dossiers].sort() as [string, string]
      const { number, decidedOn } = act.decision
      const content = JSON.stringify([a, b, number.normalize('NFC'), decidedOn, act.reason.normalize('NFC')])
      const link = await changing(inquiry, async (tx) => {
        const decider = begin(inquiry)
        const { caller } = decider
        const { agency } = caller
        const mac = keys.mac('link-act', JSON.stringify([agency, content]))
        const says = JSON.stringify({ ...act, officer: caller.officer })
        const before = await findAct(tx, agency, mac)
        if (before) return before
        const facets = [await findFacets(tx, keys, a), await findFacets(tx, keys, b)]
        const known = facets.map((of) => knownFacets(decider, of, 'dossier:read'))
        for (const { length } of facets) decideAsMuch(decider, 'dossier:read', length)
        if (known.some(({ length }) => length === 0)) throw new GatewayError('dossier-not-found')
        if (!known.flat().some(isResolving)) throw new GatewayError('link-not-resolver')
        const [one, other] = facets.map(([first]) => first!.dossier) as [string, string]
        if (one === other) throw new GatewayError('link-same-dossier')
        await noteTold(tx, inquiry, caller, [...shownAs(known[0]!, a), ...shownAs(known[1]!, b)])
        const sides = await makeRoom(tx, facets, new Set(known.flat().map(({ indexed }) => indexed)))
        const [older, younger] = await byAge(tx, [one, other])
        // Whoever may know of one side alone must not see by a changing id that it was tied to what is concealed.
        const hidden = sides.map((side) => side.every(({ conceal }) => conceal))
        const gives = hidden[0] === hidden[1] ? younger : hidden[0] ? one : other
        const ids = { kept: gives === younger ? older : younger, other: gives }
        const ends = [await endOf(tx, a, one), await endOf(tx, b, other)] as const
        const name = await merge(tx, keys, { ...ids, ends, source: agency, act: { mac, says } })
        const about = { id: name, dossiers: [a, b], source: agency } as const
        const recording = await owe(tx, entry('linked', inquiry, caller, about, says), ends, agency)
        await recordLink(tx, name, 'made', recording)
        return (await findLink(tx, name))!
      })
      return { link: told(link), receipt: await recordings.settle(link.recording!) }
    },

    async undo(inquiry, id, reason) {
      const link = await changing(inquiry, async (tx) => {
        const decider = begin(inquiry)
        const { caller } = decider
        const { agency } = caller
        const found = await findLink(tx, id)
        const present = found && [await presentId(tx, found.dossier_a), await presentId(tx, found.dossier_b)]
        const isCovered = await covered(tx, caller, present ?? [])
        if (!found || !present || !isCovered) throw new GatewayError('link-not-found')
        if (found.undone_at) {
          if (found.undone_by !== agency || found.lapsed) throw new GatewayError('link-not-found')
          return found
        }
        const dossier = present[0]!
        const known = knownFacets(decider, await findFacets(tx, keys, dossier), 'dossier:read')
        if (!(await knowsOf(tx, found, dossier, known, agency))) throw new GatewayError('link-not-found')
        if (!known.some(isResolving)) throw new GatewayError('link-not-resolver')
        const says = JSON.stringify({ reason, officer: caller.officer })
        await noteTold(tx, inquiry, caller, shownAs(known, dossier))
        const parted = await part(tx, keys, { link: found, dossier, by: agency, says })
        const about = { id, dossiers: [dossier, parted], source: found.source } as const
        const ends = [found.dossier_a, found.dossier_b] as const
        const recording = await owe(tx, entry('unlinked', inquiry, caller, about, says), ends, agency)
        await recordLink(tx, id, 'undone', recording)
        return (await findLink(tx, id))!
      })
      return { link: told(link), receipt: await recordings.settle(link.undone_recording!) }
    },

    async listOf(inquiry, id) {
      const decider = begin(inquiry)
      const facets = await findFacets(db, keys, id)
      const known = knownFacets(decider, facets, 'dossier:read')
      decideAsMuch(decider, 'dossier:read', facets.length)
      const [first] = known
      if (!first) throw new GatewayError('dossier-not-found')
      const { dossier } = first.indexed
      const shown: ToldLink[] = []
      for (const link of await linksIn(db, dossier))
        if (await knowsOf(db, link, dossier, known, decider.caller.agency)) shown.push(told(link))
      const outdate = () => {
        inquiry.isCurrent = () => false
      }
      await served.note({ caller: decider.caller, inquiry, outdate }, 'read', shownAs(known, id))
      return shown
    },
  }
}

/** What a link by the name `id` ties: the origin that is called so, else the dossier that it is now. */
async function endOf(tx: Sql, id: string, dossier: string): Promise<string> {
  const origins = await originsOf(tx, dossier)
  return [...origins.values()].includes(id) ? id : dossier
}
