import t from 'tap'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { cellsOf, fileOf } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { answerOf, changed, deposited, facets, native, storyFacet, translated, whole, world } from './harness.ts'

t.test('every matter comes back as the oracle has it, record by record, and so do the index rows', async (t) => {
  t.ok(facets.length >= 10)
  const { deposits } = deposited(native(whole))
  t.strictSame(
    deposits.map(({ entry }) => entry),
    facets.map(({ index }) => index),
  )
  t.strictSame(validateIndexPage({ entries: deposits.map(({ entry }) => entry) }), [])
  for (const [i, { document }] of deposits.entries()) {
    const { findings, ...value } = translated(answerOf(document))
    t.strictSame(comparable(value), comparable(facets[i]!.translation), facets[i]!.nativeKey)
    t.strictSame(validateTranslation(value), [])
    t.ok(findings.every(({ code }) => code === 'case-lost'))
  }
})

t.test(
  'a deposit is a file of the same format: its own header, the very bytes of the row, a trailer that counts one',
  async (t) => {
    const { deposits } = deposited(native(whole))
    const [header, ...rest] = Buffer.from(native(whole).body).toString('latin1').split('\r\nTT')
    const rows = rest.map((row) => `TT${row}`.replace(/\r\n#HET;\d+;\r\n$/, ''))
    t.strictSame(
      deposits.map(({ document }) => Buffer.from(document).toString('latin1')),
      rows.map((row) => `${header}\r\n${row}\r\n#HET;1;\r\n`),
    )
    const again = deposited(answerOf(deposits[0]!.document))
    t.strictSame([again.deposits.length, again.deposits[0]!.document], [1, deposits[0]!.document])
    t.not(deposits[0]!.document.buffer, native(whole).body.buffer)
  },
)

t.test('a changed record is exported as it then is', async (t) => {
  const holdings = makeHoldings(world, 'thanh-tra')
  const { nativeKey } = facets[0]!
  holdings.touch(nativeKey)
  const now = holdings.get(nativeKey)!
  const { deposits } = deposited(native(fileOf([cellsOf(now)])))
  t.strictSame(deposits[0]!.entry, now.index)
  const { findings: _, ...value } = translated(answerOf(deposits[0]!.document))
  t.strictSame(comparable(value), comparable(now.translation))
  t.not(value.updatedAt, facets[0]!.translation.updatedAt)
})

t.test('an export of nothing is whole and empty', async (t) => {
  t.strictSame(deposited(native(fileOf([]))), { deposits: [], findings: [] })
})

t.test('native codes stay beside the shared ones', async (t) => {
  const { facet } = translated(changed(storyFacet('kien-nghi-da-khoi-to')))
  t.match(facet.report, {
    kind: { code: 'KIEN_NGHI_KHOI_TO', native: 'KN' },
    stage: { code: 'CHUYEN_DI', native: 'CD' },
  })
  t.match(facet.feedback, [{ from: { code: 'CA', native: 'CAT' } }])
})

t.test('text with every sign of both syntaxes, and with line breaks, comes through as it is', async (t) => {
  const facet = storyFacet('kien-nghi-khoi-to')
  const odd = 'a|b~c^d\\e;"f"\n?/... dòng hai'
  const report = { ...facet.translation.facet.report, summary: odd, place: { text: odd } }
  const [first, ...others] = facet.translation.facet.recommendations!
  const recommendations = [
    { ...first!, content: odd },
    { ...others[0]!, content: '?' },
  ]
  const [paper] = facet.translation.facet.decisions!
  const decisions = [{ ...paper!, legalBasis: [odd, '/', '^'], ground: '...' }]
  const translation = {
    ...facet.translation,
    facet: { ...facet.translation.facet, report, recommendations, decisions },
  }
  const { findings: _, ...value } = translated(changed({ ...facet, translation }))
  t.strictSame(comparable(value), comparable(translation))
})

t.test('reasons for an empty member are carried, whichever it is', async (t) => {
  const { absent } = translated(
    changed(storyFacet('kien-nghi-khoi-to'), (cells) => {
      const [first] = cells['Đối tượng'].split('|')
      const members = first!.split('~')
      cells['Đối tượng'] = [...members.slice(0, 4), '?', '/', '...', ...members.slice(7)].join('~')
    }),
  )
  const ofFirst = absent.filter(({ path }) => path.startsWith('/participants/0/person/'))
  t.strictSame(ofFirst, [
    { path: '/participants/0/person/birth', why: 'unknown' },
    { path: '/participants/0/person/personalId', why: 'pending' },
    { path: '/participants/0/person/sex', why: 'inapplicable' },
  ])
})
