/** What each agency's adapter sends to its system when a matter is handed over, and what it makes of the answer of that very system. */
import t, { type Test } from 'tap'
import { adapter as congAn } from '../../../adapters/cong-an/adapter.ts'
import { handle as askCongAn } from '../../../adapters/cong-an/sandbox/service.ts'
import { adapter as mttq } from '../../../adapters/mttq/adapter.ts'
import { handle as askMttq } from '../../../adapters/mttq/sandbox/routes.ts'
import { type Holdings, makeHoldings } from '../../../adapters/sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../../adapters/sandbox/message.ts'
import type { AgencyId } from '../../../adapters/sandbox/stories.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import type { Adapter, NativeAnswer, NativeDocument, WritingContext } from '../../../adapters/sdk/adapter.ts'
import { adapter as thanhTra } from '../../../adapters/thanh-tra/adapter.ts'
import { takeFile } from '../../../adapters/thanh-tra/sandbox/intake.ts'
import { adapter as toaAn } from '../../../adapters/toa-an/adapter.ts'
import { handle as askToaAn } from '../../../adapters/toa-an/sandbox/service.ts'
import { adapter as vienKiemSat } from '../../../adapters/vien-kiem-sat/adapter.ts'
import { handle as askVienKiemSat } from '../../../adapters/vien-kiem-sat/sandbox/routes.ts'

const world = makeWorld({ seed: 20_261_120, dossiers: 40 })

type Ask = (request: SandboxRequest, holdings: never) => SandboxAnswer
interface Agency {
  readonly code: string
  readonly adapter: Adapter
  readonly ask: Ask
  /** The key of the first that it takes. */
  readonly key: string
  /** What in a document is made to be a state secret's mark; the court's stands in an attached file. */
  readonly mark?: readonly [RegExp, string]
}

const inspection: Ask = ({ method, path, bytes }, holdings) => {
  if (method !== 'POST' || path !== '/den') return { status: 404, headers: {}, body: '' }
  const { ok, file } = takeFile('', bytes!, holdings)
  return { status: ok ? 200 : 422, headers: { 'content-type': 'text/csv' }, body: file }
}

const agencies: Readonly<Record<AgencyId, Agency>> = {
  'cong-an': {
    ...{ code: 'CA', adapter: congAn, ask: askCongAn as Ask, key: 'TN2026000001' },
    mark: [/<dl:DoMat>[A-Z]+/, '<dl:DoMat>B'],
  },
  'vien-kiem-sat': {
    ...{ code: 'VKS', adapter: vienKiemSat, ask: askVienKiemSat as Ask, key: 'TN-2026-00001' },
    mark: [/"doMat":\s*null/, '"doMat": "MAT"'],
  },
  'toa-an': { code: 'TA', adapter: toaAn, ask: askToaAn as Ask, key: 'C05.91.01,2026/11/20,1/2026/LT/TB-TA' },
  'thanh-tra': {
    ...{ code: 'TTr', adapter: thanhTra, ask: inspection, key: 'TT2026-80001' },
    mark: [/;(CK|TH|HC);/, ';BMNN-C;'],
  },
  mttq: {
    ...{ code: 'MTTQ', adapter: mttq, ask: askMttq as Ask, key: 'PA-2026-900001' },
    mark: [/"doMat":\s*null/, '"doMat": "MAT"'],
  },
}

const contextTo = (id: AgencyId, code: string, reference: string): WritingContext => ({
  ...{ reference, at: '2026-11-20T09:00:00+07:00' },
  from: { id: 'so', code: id === 'cong-an' ? 'VKS' : 'CA', organId: 'H01.10', title: 'Cơ quan gửi' },
  to: { id, code, title: 'Cơ quan nhận' },
})

function documentsFor(id: AgencyId): (reference: string, which: number) => NativeDocument {
  const { adapter, code } = agencies[id]
  const facets = world.matters.flatMap(({ facets }) => facets[id]?.translation ?? [])
  const context = contextTo(id, code, 'cg-1')
  const writable = facets.filter((facet) => adapter.toNative!(facet, context).ok)
  return (reference, which) => {
    const made = adapter.toNative!(writable[which]!, { ...context, reference })
    if (!made.ok) throw new Error(made.findings[0].code)
    return made.value
  }
}

for (const [id, { adapter, ask, code, key, mark }] of Object.entries(agencies) as [AgencyId, Agency][]) {
  const { request, answer } = adapter.delivery!
  const holdings = () => makeHoldings(world, id)
  const documentOf = documentsFor(id)
  const context = contextTo(id, code, 'cg-1')
  const answerTo = (document: NativeDocument, held: Holdings): NativeAnswer => {
    const { method, path, headers, body } = request(document, context)
    const lower = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
    const text = Buffer.from(body).toString()
    const said = ask({ method, path, headers: lower, body: text, bytes: body }, held as never)
    return { status: said.status, mediaType: said.headers['content-type'] ?? '', body: Buffer.from(said.body) }
  }
  const handed = (document: NativeDocument, held: Holdings) => {
    const said = answer(answerTo(document, held))
    return said.ok ? said.value : said.findings[0].code
  }

  t.test(`${id}: taken under a number, the same once, another document of the same reference never`, async (t) => {
    const held = holdings()
    const before = held.all().length
    const document = documentOf('cg-1', 0)
    t.same(handed(document, held), { taken: 'taken', nativeKey: key })
    const again = handed(document, held)
    t.match(again, { nativeKey: key }, 'the same again')
    t.match(again, { taken: id === 'toa-an' ? 'taken' : 'again' })
    t.same(handed(documentOf('cg-1', 1), held), { refused: 'reference-used' })
    t.equal(held.all().length, before + 1)
  })

  t.test(`${id}: what its system refuses is refused for good, in our words`, async (t) => {
    const document = documentOf('cg-1', 0)
    const changed = (from: RegExp, to: string): NativeDocument => {
      const text = Buffer.from(document.body).toString('latin1')
      return { ...document, body: Buffer.from(text.replace(from, to), 'latin1') }
    }
    const held = holdings()
    const cut = { ...document, body: document.body.subarray(0, 200) }
    t.same(handed(cut, held), { refused: 'document-invalid' })
    const refused = id === 'vien-kiem-sat' ? 'document-invalid' : 'state-secret'
    if (mark) t.same(handed(changed(...mark), held), { refused })
  })

  t.test(`${id}: an answer that says neither is no answer, whatever it is`, async (t: Test) => {
    const good = answerTo(documentOf('cg-1', 0), holdings())
    const others: readonly NativeAnswer[] = [
      { ...good, mediaType: 'text/html', body: Buffer.from('<html>') },
      { ...good, body: new Uint8Array() },
      { ...good, status: 404 },
      { ...good, body: good.body.subarray(0, good.body.length - 12) },
      ...Array.from({ length: 60 }, (_, n) => {
        const body = Uint8Array.from(good.body)
        body[(n * 37) % body.length]! ^= 1 << (n % 8)
        return { ...good, body }
      }),
    ]
    for (const [n, other] of others.entries()) {
      const said = answer(other)
      if (n < 4) t.notOk(said.ok, `no. ${n}`)
      if (!said.ok) t.match(said.findings, [{ code: 'answer-unclear', pointer: '' }])
    }
  })
}
