/**
 * A correction, a declassification, a seal and the like follow the record to exactly those who were given something of it: each is directed to act, and says
 * once what it did. Whoever is given something of it while the directive is taken is either among them, or reads anew (dossiers/served.ts).
 */
import type { Receipt } from '../../audit/receipt.ts'
import { identifierMac } from '../../dossiers/identifiers.ts'
import { writeIndex } from '../../dossiers/register.ts'
import { directRecords } from '../../dossiers/seals.ts'
import { closeServed, recordsOf, servedOf } from '../../dossiers/served.ts'
import { GatewayError, parameterInvalid } from '../../errors/problem.ts'
import type { Sql } from '../../store/pool.ts'
import { now_ms, timestamp } from '../../telemetry/clock.ts'
import { newDirectiveId } from '../../telemetry/ids.ts'
import { confirmed } from '../confirmed.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { day_ms } from '../quarantine/retention.ts'
import { factsOf, numbersIn } from '../transfers/content-rows.ts'
import { causeOf } from '../transfers/entries.ts'
import { transfersOf } from '../transfers/rows.ts'
import type { Addressed, DirectiveRow, Done, GivenDirective, Says } from './directive.ts'
import { directiveEntry } from './entries.ts'
import { type DoneCode, kindOf } from './kinds.ts'
import { type KnownAs, knownAs } from './known-as.ts'
import {
  address,
  addressedOf,
  type DirectivePage,
  findByKey,
  findDirective,
  insertDirective,
  insertDone,
  listGiven,
  listReceived,
  lockAddressed,
  saysOf,
} from './rows.ts'

/** As its giver sees it. */
export interface GivenView {
  readonly directive: DirectiveRow
  readonly says: Says
  readonly receivers: readonly Addressed[]
}

/** As one receiver sees it. */
export interface ReceivedView {
  readonly directive: DirectiveRow
  /** Without the number by which its giver calls the record. */
  readonly says: Omit<Says, 'record'>
  readonly addressed: Addressed
  /** What it is about. */
  readonly known: KnownAs
  /** Those of its transfers that bring what is true now. */
  readonly corrected: readonly string[]
}

/** Whoever is neither giver nor receiver finds nothing. All throw as the store does, acts as the log and `inquiry.confirm` too. */
export interface Directives {
  /**
   * Takes a directive of the agency that asks, once: the same again under its key gives the same. It is in the log when this resolves. Throws GatewayError
   * `directive-record-not-found` where the agency holds no record under that number as its own, `transfer-not-found` for one that the agency did not hand
   * over of that record, `idempotency-key-reused`.
   */
  give(
    inquiry: Inquiry,
    given: GivenDirective,
  ): Promise<GivenView & { readonly again: boolean; readonly receipt: Receipt }>
  /** The receiver's word on what it did, once, as above. Throws `directive-not-found`, `directive-answered`, and `parameter-invalid` for a code of another kind. */
  done(
    inquiry: Inquiry,
    id: string,
    said: { readonly code: DoneCode; readonly text: string },
  ): Promise<{ readonly done: Done; readonly receipt: Receipt }>
  given(agency: string, page: DirectivePage): Promise<readonly GivenView[]>
  received(agency: string, page: DirectivePage): Promise<readonly ReceivedView[]>
  /** As the agency sees it that asks; undefined for others', and where there is none. */
  find(agency: string, id: string): Promise<GivenView | ReceivedView | undefined>
}

export interface DirectivesOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>
  /** How long a receiver has to answer. */
  readonly days: number
  /** The code of an agency, by the registry in force. */
  codeOf(agency: string): string | undefined
}

export function createDirectives({ keeping, days, codeOf }: DirectivesOptions): Directives {
  const { db, recordings, standing } = keeping
  const { vault, keys } = keeping.kept

  async function recordsNamed(tx: Sql, agency: string, { system, type, value }: GivenDirective['record']) {
    const code = codeOf(agency)
    const number = identifierMac(keys, system, type, value, code ?? '')
    const records = code === undefined ? [] : await recordsOf(tx, agency, [number])
    if (records.length === 0) throw new GatewayError('directive-record-not-found')
    return records
  }

  async function requireOwnTransfers(tx: Sql, giver: string, records: readonly Buffer[], ids: readonly string[]) {
    const own = await transfersOf(tx, giver, ids)
    for (const id of ids) {
      const transfer = own.find((one) => one.id === id)
      const named = transfer ? await recordsOf(tx, giver, numbersIn(factsOf(vault, transfer))) : []
      const of = [...(transfer?.records ?? []), ...named]
      if (!of.some((record) => records.some((one) => one.equals(record)))) throw new GatewayError('transfer-not-found')
    }
  }

  async function takeNew(tx: Sql, inquiry: Inquiry, given: GivenDirective, messageMac: Buffer): Promise<void> {
    const { event } = inquiry
    const cause = causeOf(inquiry)
    const { agency: giver, system } = cause.who
    const { key, kind, reason, record, determined, transfers } = given
    const records = await recordsNamed(tx, giver, record)
    await requireOwnTransfers(tx, giver, records, transfers)
    const dossiers = await directRecords(tx, giver, records, kindOf(kind).effect)
    const receivers = await servedOf(tx, giver, records)
    const id = newDirectiveId()
    const told = { id, giver, kind, reason: reason.code, dossiers, receivers, says: reason.text }
    const recording = await recordings.owe(tx, [directiveEntry(standing, 'directive-given', cause, told)])
    const at = timestamp()
    await insertDirective(tx, vault, {
      ...{ id, giver, system, key, message_mac: messageMac, records, kind, reason: reason.code, transfers, days },
      ...{ says: { record, text: reason.text, ...(determined && { determined }) }, event, at, recording },
    })
    const dueAt = new Date(now_ms() + days * day_ms).toISOString()
    await address(tx, { directive: id, receivers, at, dueAt })
  }

  async function givenView(sql: Sql, directive: DirectiveRow): Promise<GivenView> {
    return { directive, says: saysOf(vault, directive), receivers: await addressedOf(sql, vault, [directive.id]) }
  }

  async function receivedViews(agency: string, rows: readonly DirectiveRow[]): Promise<readonly ReceivedView[]> {
    const ids = rows.map(({ id }) => id)
    const addressed = await addressedOf(db, vault, ids, agency)
    const known = await knownAs(db, ids, agency)
    return Promise.all(
      rows.map(async (directive): Promise<ReceivedView> => {
        const { record: _, ...says } = saysOf(vault, directive)
        const brought = await transfersOf(db, directive.giver, directive.transfers)
        return {
          ...{ directive, says, addressed: addressed.find((one) => one.directive === directive.id)! },
          known: known.get(directive.id) ?? { dossiers: [], transfers: [] },
          corrected: brought.filter(({ receiver, receipt }) => receiver === agency && receipt).map(({ id }) => id),
        }
      }),
    )
  }

  async function doneOne(
    tx: Sql,
    inquiry: Inquiry,
    id: string,
    said: Parameters<Directives['done']>[2],
  ): Promise<Done> {
    const cause = causeOf(inquiry)
    const { agency: receiver } = cause.who
    if (!(await lockAddressed(tx, id, receiver))) throw new GatewayError('directive-not-found')
    const { giver, kind, reason } = (await findDirective(tx, id, receiver))!
    if (!kindOf(kind).done.includes(said.code)) throw parameterInvalid('code')
    const before = async () => (await addressedOf(tx, vault, [id], receiver))[0]!.done
    const first = await before()
    if (first) {
      if (first.code !== said.code || first.text !== said.text) throw new GatewayError('directive-answered')
      return first
    }
    const told = { id, giver, kind, reason, receivers: [receiver], done: said.code, says: said.text }
    const recording = await recordings.owe(tx, [directiveEntry(standing, 'directive-acknowledged', cause, told)])
    await insertDone(
      tx,
      vault,
      { directive: id, receiver },
      { ...said, at: timestamp(), event: cause.event, recording },
    )
    return (await before())!
  }

  return {
    async give(inquiry, given) {
      const { agency } = inquiry.system!
      const mac = vault.mac(Buffer.from(JSON.stringify(given)), ['directive', agency, given.key])
      // The index first: whoever is served must not wait for a directive that waits for a feed.
      const { row, again } = await writeIndex(db, (tx) =>
        confirmed(inquiry, tx, async () => {
          // Also the turn of whoever gives it twice at once.
          await closeServed(tx)
          const before = await findByKey(tx, agency, given.key)
          if (before && !before.message_mac.equals(mac)) throw new GatewayError('idempotency-key-reused')
          if (!before) await takeNew(tx, inquiry, given, mac)
          return { row: before ?? (await findByKey(tx, agency, given.key))!, again: before !== undefined }
        }),
      )
      const receipt = await recordings.settle(row.recording)
      return { ...(await givenView(db, row)), again, receipt }
    },
    async done(inquiry, id, said) {
      const done = await db.transaction((tx) => confirmed(inquiry, tx, () => doneOne(tx, inquiry, id, said)))
      return { done, receipt: await recordings.settle(done.recording) }
    },
    async given(agency, page) {
      const rows = await listGiven(db, agency, page)
      return Promise.all(rows.map((row) => givenView(db, row)))
    },
    received: async (agency, page) => receivedViews(agency, await listReceived(db, agency, page)),
    async find(agency, id) {
      const row = await findDirective(db, id, agency)
      if (!row) return undefined
      return row.giver === agency ? givenView(db, row) : (await receivedViews(agency, [row]))[0]
    },
  }
}
