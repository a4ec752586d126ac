import t from 'tap'
import { validateIndexPage, validateManifest, validateTranslation } from '../../../schemas/generated/validators.js'
import manifest from '../../support/adapters/thu-nghiem/manifest.json' with { type: 'json' }
import { coded, indexPage, translation } from '../../support/translations.ts'

const { facet } = translation
const { report } = facet

t.test('what conforms has no violations', async (t) => {
  t.same(validateTranslation(translation), [])
  t.same(validateIndexPage(indexPage), [])
  t.same(validateManifest(manifest), [])
})

const wrong: readonly [name: string, value: object, pointer: string, keyword: string][] = [
  ['a code of no list', { report: { ...report, kind: coded('kinds', 'KHONG_CO') } }, '/facet/report/kind/code', 'enum'],
  [
    'a code of another list',
    { report: { ...report, channels: [coded('kinds', 'TO_GIAC')] } },
    '/facet/report/channels/0/system',
    'const',
  ],
  ['what the gateway assigns', { agency: 'CA' }, '/facet', 'additionalProperties'],
  [
    'a day that is none',
    { report: { ...report, receivedAt: '2026-02-30T00:00:00Z' } },
    '/facet/report/receivedAt',
    'format',
  ],
  [
    'a leap second, which no clock of ours can hold',
    { report: { ...report, receivedAt: '2016-12-31T23:59:60Z' } },
    '/facet/report/receivedAt',
    'format',
  ],
  [
    'a partial date that is no day',
    { report: { ...report, occurredAt: '2026-02-30' } },
    '/facet/report/occurredAt',
    'format',
  ],
  [
    'a partial date of no month',
    { report: { ...report, occurredAt: '2026-13' } },
    '/facet/report/occurredAt',
    'format',
  ],
  [
    'a time without a zone',
    { report: { ...report, receivedAt: '2026-02-03T00:00:00' } },
    '/facet/report/receivedAt',
    'format',
  ],
  ['an empty text', { report: { ...report, summary: '' } }, '/facet/report/summary', 'minLength'],
  [
    'a tag twice',
    { label: { level: 'NOI_BO', tags: ['DLCN_CO_BAN', 'DLCN_CO_BAN'] } },
    '/facet/label/tags',
    'uniqueItems',
  ],
]

for (const [name, changed, pointer, keyword] of wrong) {
  t.test(`refused: ${name}, by place and never by value`, async (t) => {
    const violations = validateTranslation({ ...translation, facet: { ...facet, ...changed } })
    t.match(violations, [{ pointer, keyword }])
    t.notMatch(JSON.stringify(violations), /KHONG_CO|2026-|2016-/)
  })
}

t.test('an encoding is one that the codec reads', async (t) => {
  const wrong = (codec: string, encoding: string) =>
    validateManifest({ ...manifest, native: { ...manifest.native, codec, encoding } }).map(({ pointer }) => pointer)
  for (const encoding of ['utf-8', 'windows-1258', 'tcvn3', 'vni'])
    for (const codec of ['xml', 'soap-1.1', 'csv']) t.strictSame(wrong(codec, encoding), [], `${codec} ${encoding}`)
  for (const codec of ['json', 'edxml']) t.match(wrong(codec, 'windows-1258'), ['/native/encoding'], codec)
  for (const codec of ['xml', 'soap-1.1']) t.match(wrong(codec, 'viqr'), ['/native/encoding'], codec)
})

t.test('a field that is not carried needs a reason in the manifest', async (t) => {
  const withField = (field: object) => validateManifest({ ...manifest, fields: [{ native: '/a', ...field }] })
  t.same(withField({ shared: '/report/summary', relation: 'equivalent' }), [])
  t.same(withField({ shared: null, relation: 'unmapped', because: 'no place' }), [])
  t.match(withField({ shared: null, relation: 'unmapped' }), [{ pointer: '/fields/0', keyword: 'required' }])
  t.match(withField({ shared: '/a', relation: 'unmapped', because: 'x' }), [{ pointer: '/fields/0/shared' }])
  t.match(withField({ shared: null, relation: 'broader' }), [{ pointer: '/fields/0/shared' }])
})
