/** A mark may be raised on its way into another form, or refuse the document; it is never lowered or left out. */
import t from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { codesOfLabel, type MarkForms, marksOf } from '../../../adapters/sdk/writing-marks.ts'
import type { Label } from '../../../schemas/generated/types.ts'

const label = (level: Label['level'], ...tags: Label['tags']): Label => ({ level, tags })
const of = (record: Label, labels: Record<string, Label> = {}): Translation =>
  ({
    facet: { label: record },
    labels: Object.entries(labels).map(([path, own]) => ({ path, label: own })),
  }) as unknown as Translation

const forms: MarkForms = {
  record: { levels: ['NOI_BO', 'HAN_CHE'], tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN'] },
  places: { '/participants/*': { levels: ['HAN_CHE'], tags: ['DLCN_CO_BAN'] } },
}
const said = (translation: Translation) =>
  marksOf(translation, forms).findings.map(({ code, effect, pointer }) => `${code} ${effect} ${pointer}`)

t.test('state secrets and what is undetermined are refused wherever they stand', async () => {
  for (const level of ['MAT', 'TOI_MAT', 'TUYET_MAT', 'CHUA_XAC_DINH'] as const) {
    t.same(said(of(label(level))), ['label-has-no-mark reject-document /facet/label'])
    t.same(said(of(label('NOI_BO'), { '/participants/0': label(level) })), [
      'label-has-no-mark reject-document /labels/0',
    ])
  }
  const all = { ...forms, record: { levels: ['MAT', 'CHUA_XAC_DINH'], tags: [] } } as const
  t.match(marksOf(of(label('MAT')), all).findings, [{ code: 'label-has-no-mark' }])
  t.match(marksOf(of(label('NOI_BO')), all).findings, [{ code: 'label-has-no-mark' }], 'and nothing is raised to one')
})

t.test('a level that the form has not is raised, a tag that it has not refuses', async () => {
  t.same(marksOf(of(label('CONG_KHAI')), forms).marks.record, label('NOI_BO'))
  t.same(said(of(label('CONG_KHAI'))), ['carried-in-part degraded /facet/label/level'])
  t.same(said(of(label('HAN_CHE', 'NGUOI_TO_GIAC'))), [])
  t.same(said(of(label('HAN_CHE', 'BAO_VE_NHAN_CHUNG'))), ['label-has-no-mark reject-document /facet/label'])
})

t.test('a label is said at its own place, around it, or of the whole record', async () => {
  const labels = {
    '/participants/1': label('HAN_CHE'),
    '/participants/1/person/fullName': label('NOI_BO', 'DLCN_CO_BAN'),
    '/report/summary': label('NOI_BO', 'NGUOI_TO_GIAC'),
  }
  const translation = of(label('NOI_BO'), labels)
  const { marks } = marksOf(translation, forms)
  t.same(marks.at('/facet/participants/1'), label('HAN_CHE', 'DLCN_CO_BAN'))
  t.equal(marks.at('/facet/participants/0'), undefined)
  t.same(marks.record, label('NOI_BO', 'NGUOI_TO_GIAC'))
  t.same(said(translation), ['carried-in-part degraded /labels/1', 'carried-in-part degraded /labels/2'])
})

t.test('a tag that its place can not say goes to the record, or refuses', async () => {
  const at = (tag: Label['tags'][number]) => of(label('NOI_BO'), { '/participants/0': label('NOI_BO', tag) })
  t.same(marksOf(at('NGUOI_TO_GIAC'), forms).marks.record, label('NOI_BO', 'NGUOI_TO_GIAC'))
  t.same(said(at('CAN_BO_QUAN_LY')).at(-1), 'label-has-no-mark reject-document /facet/label')
})

t.test('who determined a level is told as lost where the form does not say it', async () => {
  const by = { agency: { system: 'x', code: 'CA', version: '1' }, at: '2026', listItem: '1' }
  t.same(said(of({ ...label('HAN_CHE'), by })), ['no-place degraded /facet/label/by'])
  t.same(codesOfLabel(label('HAN_CHE', 'NGUOI_TO_GIAC'), { N: 'NOI_BO', H: 'HAN_CHE' }, { T: 'NGUOI_TO_GIAC' }), {
    level: 'H',
    tags: ['T'],
  })
})
