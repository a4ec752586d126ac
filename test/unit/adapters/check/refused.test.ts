/** Coverage of records that a page of the index refuses: what is told of them is measured, what is left out is no loss. */
import t from 'tap'
import { measure } from '../../../../adapters/check/coverage/measure.ts'
import { openNative } from '../../../../adapters/check/native/open.ts'
import type { Golden, Subject } from '../../../../adapters/check/subject.ts'
import type { Manifest } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'

const manifest = { native: { codec: 'csv', encoding: 'utf-8', separator: ',' } } as Manifest
const rows: Readonly<Record<string, readonly string[]>> = {
  '/*/id': ['/entries/*/nativeKey', '/refused/*/nativeKey'],
  '/*/so': ['/entries/*/so'],
  '/*/ngay': ['/entries/*/receivedAt'],
}
const fields = Object.entries(rows).map(([native, shared]) => ({
  native,
  rows: shared.map((to) => ({ native, shared: to, relation: 'equivalent' as const })),
}))

/** Records with a day that is no number are refused; `cut` drops the end of `so`, and tells nobody. */
function subjectOf(text: string, cut: boolean): Subject {
  const open = (bytes: Uint8Array) => openNative(manifest, {}, bytes)
  const bytes = Buffer.from(text)
  const golden: Golden = { file: 'golden/hai.csv', bytes, source: open(bytes)!, expected: {}, sides: ['index'] }
  const ask: Subject['ask'] = (_, document) => {
    const records = Buffer.from(document).toString().trimEnd().split('\n').slice(1)
    const entries: unknown[] = []
    const refused: unknown[] = []
    const findings: Finding[] = []
    for (const [number, record] of records.entries()) {
      const [nativeKey = '', so = '', receivedAt = ''] = record.split(',')
      if (/^\d+$/.test(receivedAt)) entries.push({ nativeKey, so: cut ? so.slice(0, 1) : so, receivedAt })
      else {
        refused.push({ nativeKey })
        findings.push({ code: 'value-invalid', effect: 'reject-record', pointer: `/${number}/ngay` })
      }
    }
    return { state: 'ok', image: { entries, refused } as never, findings }
  }
  return {
    ...{ manifest, kit: {}, goldens: [golden], fields, tried: fields, every: 1, seed: 1, ask, open },
    fieldOf: (path: string) => fields.find(({ native }) => native === path),
    progress: () => undefined,
  } as unknown as Subject
}

const measured = (text: string, cut = false) =>
  Object.fromEntries(
    measure(subjectOf(text, cut)).fields.map(({ field, sides, unmoved }) => [
      field.native,
      [sides.map(({ of }) => of).join(), unmoved.join()],
    ]),
  )

t.test('fields of a record that is refused are not lossy for it, and its key is seen among the refused', async (t) => {
  const text = 'id,so,ngay\n1,A1,xx\n2,B2,20\n3,C3,21\n'
  t.match(measured(text), { '/*/id': ['lossless', ''], '/*/so': ['lossless', ''] })
  t.match(measured(text, true), { '/*/so': ['lossy', ''] }, 'what is lost in a record that is taken')
  const lossy = measure(subjectOf(text, true)).fields.find(({ field }) => field.native === '/*/so')
  t.match(lossy?.alike, /^values of length \d+, \d+ give the same$/, 'why, without a value')
  t.match(measured('id,so,ngay\n2,B2,20\n'), { '/*/id': ['lossless', '/refused/*/nativeKey'] }, 'none refused')
})
