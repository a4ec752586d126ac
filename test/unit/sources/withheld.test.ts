/** Which records of a document are withheld, whatever an adapter says of them. */
import t from 'tap'
import type { DepositAdapter, RefusedRecord } from '../../../adapters/sdk/adapter.ts'
import { limits } from '../../../gateway/limits.ts'
import { checkDeposits } from '../../../gateway/sources/check-deposits.ts'
import { filledReader } from '../../../gateway/sources/filled.ts'
import type { CheckedDeposits } from '../../../gateway/sources/protocol.ts'
import { eachOnce, refusedList } from '../../../gateway/sources/withheld.ts'
import { adapter, type NativeDocument } from '../../support/adapters/nop-json/adapter.ts'

const day = (n: number) => `2026-03-0${n}T08:00:00Z`
const answerOf = (document: NativeDocument) => ({
  status: 200,
  mediaType: 'application/json',
  body: Buffer.from(JSON.stringify(document)),
})

const context = { agency: { id: 'mttq', code: 'MTTQ' }, receivedAt: '2026-09-02T04:00:00.000Z' }

/** What is kept of `document` and what is withheld, or the reason for nothing and what is withheld. */
function checked(document: NativeDocument, by: DepositAdapter = adapter) {
  const reply = checkDeposits(by, answerOf(document), {
    context,
    digested: (_, findings) => findings,
    filled: filledReader([]),
    bytesMax: 10_000,
    findings_max: 10,
  })
  if (reply.kind === 'none') return { reason: reply.reason, withheld: reply.withheld }
  if (reply.kind !== 'value') throw new Error(reply.kind)
  const { deposits, withheld } = reply.value as CheckedDeposits
  return { kept: deposits.map(({ entry }) => entry.nativeKey), withheld }
}

/** An adapter that says `refused` beside what it deposits. */
const saying = (refused: unknown): DepositAdapter => ({
  ...adapter,
  toDeposits(document, context) {
    const outcome = adapter.toDeposits(document, context)
    return outcome.ok ? { ...outcome, value: { ...outcome.value, refused: refused as RefusedRecord[] } } : outcome
  },
})

t.test('what the adapter names, and what is found wanting', async (t) => {
  const records = (['row', 'row-secret', 'reject', 'invalid', 'throw', 'other', 'secret', 'mark'] as const).map(
    (what, n) => ({ key: `${n}`, do: what, updatedAt: day(1) }),
  )
  t.strictSame(checked({ records: [...records, { key: 'good' }] }), {
    kept: ['good'],
    withheld: records.map(({ key, do: what }) => ({
      nativeKey: key,
      why: /secret|mark/.test(what) ? 'secret' : 'rejected',
      updatedAt: day(1),
    })),
  })
  t.strictSame(checked({ records: [{ key: 'good' }] }), { kept: ['good'], withheld: [] })
})

t.test('a document that is refused as a whole', async (t) => {
  const records = [{ key: '1', updatedAt: day(1) }]
  const [record] = [{ nativeKey: '1', updatedAt: day(1) }]
  t.strictSame(checked({ do: 'refuse', records }), {
    reason: 'document-rejected',
    withheld: [{ ...record, why: 'rejected' }],
  })
  t.strictSame(
    checked({ do: 'refuse-secret', records }),
    { reason: 'state-secret-in-clear', withheld: [{ ...record, why: 'secret' }] },
    'though the adapter says of the record that it is only rejected',
  )
  t.strictSame(checked({ do: 'shape', records }), {
    reason: 'adapter-invalid',
    withheld: [{ ...record, why: 'rejected' }],
  })
})

t.test('a record that stands in it twice: the good one counts only if it is later', async (t) => {
  const good = (n: number) => ({ key: '1', updatedAt: day(n) })
  const bad = (n?: number) => ({ key: '1', do: 'row' as const, ...(n !== undefined && { updatedAt: day(n) }) })
  for (const [records, kept] of [
    [[good(2), bad(1)], true],
    [[bad(1), good(2)], true],
    [[good(1), bad(2)], false],
    [[bad(2), good(1)], false],
    [[good(1), bad(1)], false],
    [[good(2), bad()], false],
    [[good(3), bad(1), bad(4)], false],
  ] as const)
    t.match(checked({ records }), kept ? { kept: ['1'], withheld: [] } : { kept: [], withheld: [{ nativeKey: '1' }] })
  // 08:00 in Viet Nam is before 08:00 UTC, though its text stands behind it.
  const local = { key: '1', updatedAt: '2026-03-01T08:00:00+07:00' }
  t.match(checked({ records: [bad(1), local] }), { kept: [] })
})

t.test('an adapter whose list is none has made a page that is wrong', async (t) => {
  const good = { records: [{ key: '1' }] }
  const many = Array.from({ length: limits.deposit.refused_records_max + 1 }, () => ({}))
  for (const list of [undefined, null, 7, 'x', { 0: { nativeKey: '1' } }, many]) {
    t.strictSame(checked(good, saying(list)), { reason: 'adapter-invalid', withheld: [] })
    const secret = { records: [{ key: '1', do: 'mark' as const }] }
    t.match(checked(secret, saying(list)), { reason: 'state-secret-in-clear', withheld: [{ nativeKey: '1' }] })
  }
})

t.test('what is said of a record counts as what is found in it', async (t) => {
  const [secret, rejected] = [{ nativeKey: '2', why: 'secret' } as const, { nativeKey: '3', why: 'rejected' } as const]
  const document: NativeDocument = { records: [{ key: '1' }] }
  const counted = (by: DepositAdapter) => {
    const reply = checkDeposits(by, answerOf(document), {
      context,
      digested: (_, findings) => findings,
      filled: filledReader([]),
      bytesMax: 10_000,
      findings_max: 10,
    })
    if (reply.kind !== 'value') throw new Error(reply.kind)
    const { secrets, rejected } = reply.value as CheckedDeposits
    return { secrets, rejected }
  }
  t.strictSame(counted(saying([secret, rejected, rejected])), { secrets: 1, rejected: 2 })
  t.strictSame(counted(saying([])), { secrets: 0, rejected: 0 })
  const refusing: DepositAdapter = {
    ...adapter,
    toDeposits: () => ({
      ok: false,
      findings: [{ code: 'code-unknown', effect: 'reject-document', pointer: '' }],
      refused: [secret],
    }),
  }
  t.strictSame(checked(document, refusing), { reason: 'state-secret-in-clear', withheld: [secret] }, 'it is not kept')
})

t.test('of an odd entry as much counts as is understood, and never less than it says', async (t) => {
  const given = (value: unknown) => refusedList([value])
  for (const odd of [null, 7, {}, { nativeKey: '' }, { nativeKey: 7 }]) t.strictSame(given(odd), [])
  const secret = { nativeKey: '1', why: 'secret' }
  for (const why of [undefined, 'SECRET', 7]) t.strictSame(given({ nativeKey: '1', why }), [secret])
  for (const updatedAt of ['', 'soon', 7, '0001-01-01T00:00:00Z', '9999-01-01T00:00:00Z', '03/02/2026', '2026'])
    t.strictSame(given({ ...secret, updatedAt }), [secret], 'a time that is none makes it the newest')
  t.strictSame(given({ ...secret, text: 'canary' }), [secret])
})

t.test('each once: the latest change, a secret if it is one anywhere', async (t) => {
  const of = (why: RefusedRecord['why'], n?: number): RefusedRecord => ({
    nativeKey: '1',
    why,
    ...(n !== undefined && { updatedAt: day(n) }),
  })
  t.strictSame(eachOnce([of('secret', 1), of('rejected', 2)]), [of('secret', 2)])
  t.strictSame(eachOnce([of('rejected', 2), of('secret', 1)]), [of('secret', 2)])
  t.strictSame(eachOnce([of('rejected'), of('rejected', 2)]), [of('rejected')], 'what does not tell is the latest')
  t.strictSame(eachOnce([of('rejected', 2), of('rejected')]), [of('rejected')])
})
