/** Directives on a real store and log, for whatever agency asks; and who stands in the store as served. */
import type { Test } from 'tap'
import { type Log, openLog } from '../../../gateway/audit/log.ts'
import type { IndexKeys } from '../../../gateway/dossiers/keys.ts'
import type { GivenDirective } from '../../../gateway/release/directives/directive.ts'
import { createDirectives, type Directives } from '../../../gateway/release/directives/directives.ts'
import type { Inquiry, Operation } from '../../../gateway/release/inquiry.ts'
import { type Keeping, openKeeping } from '../../../gateway/release/keeping.ts'
import type { Database } from '../../../gateway/store/pool.ts'
import { optionsIn } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { standing } from '../../support/deposits.ts'
import { inquiry } from '../../support/transfers.ts'

/** Agencies, by registry id, as the index of the tests knows them. */
const codes: Readonly<Record<string, string>> = {
  ...{ 'cong-an': 'CA', 'vien-kiem-sat': 'VKS', 'toa-an': 'TA', 'thanh-tra': 'TTr', mttq: 'MTTQ' },
}

export const by = (agency: string, operation: Operation = 'directive:give'): Inquiry =>
  inquiry({
    system: { agency, id: `${agency}:he-thong`, uri: agency, roles: ['exchange'], thumbprint: 'Zm9v' },
    operation,
  })

let count = 0
/** A correction of the record that has `value` as its number from Công an. */
export const correction = (value: string, change: Partial<GivenDirective> = {}): GivenDirective => ({
  key: `khoa-${String(++count).padStart(4, '0')}`,
  record: { system: 'cong-an:dieu-tra', type: 'SO_TIEP_NHAN', value },
  kind: 'correction',
  reason: { code: 'error', text: 'Họ tên bị can ghi nhầm, xem bản đã đính chính' },
  transfers: [],
  ...change,
})

export const directivesOn = (keeping: Keeping, days = 3): Directives =>
  createDirectives({ keeping, days, codeOf: (agency) => codes[agency] })

/** A keeping beside an index that is there already, with a log of its own. */
export async function keepingOn(t: Test, { db, keys }: { readonly db: Database; readonly keys: IndexKeys }) {
  const { directory, ...rest } = optionsIn(dataFolder(t))
  const log: Log = await openLog({ directory, ...rest })
  t.teardown(() => log.close())
  return openKeeping({ db, keys, secret: Buffer.alloc(32, 5), log, directory, standing })
}

export interface ServedRow {
  readonly holder: string
  readonly receiver: string
  readonly way: string
  readonly via: string
  readonly first_event: string
  readonly last_event: string
}

export const servedRows = (db: Database, receiver: string): Promise<ServedRow[]> =>
  db.query<ServedRow>(
    'SELECT holder, receiver, way, via, first_event, last_event FROM served WHERE receiver = $1 ORDER BY via, way',
    [receiver],
  )

/** Whom a directive reached, as its giver is told. */
export const reached = ({ receivers }: { readonly receivers: readonly { readonly receiver: string }[] }): string[] =>
  receivers.map(({ receiver }) => receiver)
