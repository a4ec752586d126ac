import t from 'tap'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import { nativeDossier } from '../../../../adapters/vien-kiem-sat/sandbox/writer.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { changed, changedRow, type Native, storyFacet } from './answers.ts'

const facet = storyFacet('y-kien-toi-mat')
const path = '/supervision/1/content'
const undetermined = { level: 'CHUA_XAC_DINH', tags: [] }

const outcomeOf = (change?: (native: Native) => void) => adapter.toShared(changed(facet, change))
function translated(change?: (native: Native) => void) {
  const outcome = outcomeOf(change)
  if (!outcome.ok || outcome.value === 'absent') throw new Error(JSON.stringify(outcome))
  t.strictSame(validateTranslation(outcome.value), [])
  return { ...outcome.value, findings: outcome.findings }
}
const labelIn = (of: ReturnType<typeof translated>) => of.labels.find((label) => label.path === path)?.label

t.test(
  'the opinion is an opaque part: its place bears the determiner’s mark, its ciphertext stays behind',
  async (t) => {
    const { ciphertext } = facet.translation.facet.opaque![0]!
    t.ok(JSON.stringify(nativeDossier(facet)).includes(ciphertext!))
    const whole = translated()
    t.match(whole.facet.opaque, [
      {
        covers: path,
        level: 'TOI_MAT',
        product: 'sandbox, not approved',
        determinedBy: { listItem: /^QĐ 1180\/QĐ-TTg/ },
      },
    ])
    t.notOk(JSON.stringify(whole).includes(ciphertext!))
    t.notOk('content' in whole.facet.supervision![1]!)
    t.match(labelIn(whole), { level: 'TOI_MAT', by: { agency: { code: 'VKS', native: '2' } } })
  },
)

t.test('content in clear beside its part refuses the document, and is not repeated', async (t) => {
  const clear: readonly ((native: Native) => void)[] = [
    (n) => Object.assign(n.yeuCauKiemTraXacMinh[1], { noiDung: 'canary' }),
    (n) => Object.assign(n.yeuCauKiemTraXacMinh[1], { noiDung: ['canary'] }),
    (n) => Object.assign(n.yeuCauKiemTraXacMinh[1], { noiDung: ' ' }),
    (n) => n.yeuCauKiemTraXacMinh.push({ ma: 'KS-2', hinhThuc: 99, noiDung: 'canary' }),
    (n) => {
      n.yeuCauKiemTraXacMinh[1].noiDung = 'canary'
      delete n.phanMat[0].giaTriBam
    },
  ]
  for (const change of clear) {
    const outcome = outcomeOf(change)
    t.notOk(outcome.ok)
    t.ok(outcome.findings.some(({ code, target }) => code === 'state-secret-in-clear' && target === path))
    t.notMatch(JSON.stringify(outcome), /canary/)
  }
})

t.test('a part of which it can’t be told what it stands for refuses the record', async (t) => {
  const astray: readonly unknown[] = [
    undefined,
    null,
    7,
    '',
    'yeuCauKiemTraXacMinh/KS-7/noiDung',
    'yeuCauKiemTraXacMinh/KS-2/so',
    'nguoiToGiac/NTG-1',
    'yeuCauKiemTraXacMinh/__proto__/noiDung',
  ]
  for (const thayCho of astray)
    t.match(
      outcomeOf((native) => Object.assign(native.phanMat[0], { thayCho })),
      { ok: false, findings: [{ code: 'reference-unresolved', effect: 'reject-record', pointer: '/phanMat/0' }] },
      String(thayCho),
    )
  t.notOk(outcomeOf((native) => Object.assign(native, { phanMat: ['x'] })).ok)
  t.notOk(outcomeOf((native) => Object.assign(native, { phanMat: {} })).ok)
  t.notOk(outcomeOf((native) => native.yeuCauKiemTraXacMinh.pop()).ok, 'its act is not there')
})

t.test('a part that is otherwise not understood is left out, and its place is undetermined', async (t) => {
  for (const change of [{ doMat: 'MẬT' }, { doMat: null }, { giaTriBam: 'x' }, { ma: null }]) {
    const left = translated((native) => Object.assign(native.phanMat[0], change))
    t.strictSame([left.facet.opaque, labelIn(left)], [[], undetermined], JSON.stringify(change))
    t.ok(left.absent.some((entry) => entry.path === '/opaque' && entry.why === 'unknown'))
  }
  const nobody = translated((native) => {
    delete native.phanMat[0].nguoiXacDinh.mucDanhMuc
  })
  t.strictSame(labelIn(nobody), { level: 'TOI_MAT', tags: [] })
  t.notOk('determinedBy' in nobody.facet.opaque![0]!, 'a determiner of whom something is missing is none')
})

t.test('the court that a row names adjudicates; no other agency can be given that', async (t) => {
  const court = storyFacet('toa-thu-ly')
  const confirmed = (toaAnThuLy: unknown) => {
    const page = adapter.toIndex(changedRow(court, (row) => Object.assign(row, { toaAnThuLy })))
    return page.ok ? page.value.entries[0]?.confirms : undefined
  }
  t.strictSame(confirmed(3), [{ relation: 'adjudicating', agency: 'TA' }])
  for (const other of [1, 2, 4, 5, 'TA', null, {}]) t.strictSame(confirmed(other), undefined)
})

t.test(
  'of a case its start and its indictment link; a starter that is not understood leaves its number out',
  async (t) => {
    const court = storyFacet('toa-thu-ly')
    const numbers = (change: (native: Native) => void) => {
      const outcome = adapter.toShared(changed(court, change))
      if (!outcome.ok || outcome.value === 'absent') throw new Error('refused')
      return outcome.value.facet.identifiers.map(({ system, type }) => `${system} ${type}`)
    }
    const all = ['vien-kiem-sat:kiem-sat SO_HO_SO', 'cong-an:dieu-tra SO_TIEP_NHAN']
    const [start, indictment] = ['cong-an:dieu-tra SO_QUYET_DINH', 'vien-kiem-sat:kiem-sat SO_QUYET_DINH']
    t.strictSame(
      numbers(() => {}),
      [...all, start, indictment],
    )
    t.strictSame(
      numbers((n) => Object.assign(n.vuAn, { coQuanKhoiTo: 5 })),
      [...all, indictment],
    )
    t.strictSame(
      numbers((n) => Object.assign(n.vuAn, { soCaoTrang: null })),
      [...all, start],
    )
    t.strictSame(
      numbers((n) => Object.assign(n, { vuAn: 'x' })),
      all,
    )
  },
)
