/** The next version of `nop-json`: what it could not read it reads, or sees that it is a state secret. */
import type { DepositAdapter, NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { adapter as former, type NativeDocument, type NativeRecord } from '../../adapters/nop-json/adapter.ts'

/** What is wrong with a record that is not mended. */
const stays: ReadonlySet<unknown> = new Set<NativeRecord['do']>(['secret', 'row-secret', 'other'])

const mendedRecord = ({ do: what, ...record }: NativeRecord): NativeRecord => {
  if (record.text === 'MẬT') return { ...record, do: 'row-secret' }
  return stays.has(what) ? { ...record, do: what! } : record
}

function mended(answer: NativeAnswer): NativeAnswer {
  try {
    const { records, next, changesFrom }: NativeDocument = JSON.parse(Buffer.from(answer.body).toString('utf8'))
    const document = { records: records.map(mendedRecord), next, changesFrom }
    return { ...answer, body: Buffer.from(JSON.stringify(document)) }
  } catch {
    return answer
  }
}

export const adapter: DepositAdapter = {
  ...former,
  toDeposits: (document, context) => former.toDeposits(mended(document), context),
  toShared: (document, context) => former.toShared(mended(document), context),
}
