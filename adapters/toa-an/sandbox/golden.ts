/** Golden documents of the court's document service (adapters/sandbox/golden.ts). */
import { coded } from '../../sandbox/codes.ts'
import { digests } from '../../sandbox/court-papers.ts'
import {
  enriched,
  type GoldenDocument,
  type Goldens,
  goldenFacet,
  type NativeCode,
  withNativeCodes,
} from '../../sandbox/golden.ts'
import { type Holdings, makeHoldings } from '../../sandbox/holdings.ts'
import { indexEntry } from '../../sandbox/parts.ts'
import { TODAY, type TrueFacet } from '../../sandbox/world.ts'
import { nativeCode as codeOf, type lists } from './codes.ts'
import { suspended } from './golden-more.ts'
import { type Kind, writeMessage } from './message.ts'
import { handle } from './service.ts'

const codes: Readonly<Record<string, keyof typeof lists>> = {
  kinds: 'kinds',
  stages: 'stages',
  'corruption-fields': 'corruptionFields',
  urgency: 'urgency',
  agencies: 'agencies',
  'participant-roles': 'roles',
  decisions: 'decisions',
  severity: 'severity',
  penalties: 'penalties',
  channels: 'channels',
  flags: 'flags',
  'supervision-instruments': 'instruments',
}

/** Communes and forms have one code everywhere. */
const nativeCode: NativeCode = (list, code) => {
  if (list === 'communes' || list === 'forms') return code
  if (list === 'grounds') return code.replaceAll('_', '.')
  if (list === 'offences') return code.slice('BLHS.'.length)
  return codeOf(codes[list]!, code)
}

/** What the court leaves empty, or out, and the standard has a place for: other offices fill it. */
const filled: Readonly<Record<string, string>> = {
  OrganizationInCharge: 'Tòa án nhân dân tỉnh An Giang',
  OrganName: 'Tòa án nhân dân khu vực 1 - An Giang',
  OrganAdd: 'An Giang',
  Email: 'vanthu@an-giang.example',
  Telephone: '0296 3852 111',
  Fax: '0296 3852 112',
  Website: 'https://an-giang.example',
  TypeDetail: 'Công văn chuyển hồ sơ',
  Competence: 'TM. Hội đồng xét xử',
  SphereOfPromulgation: 'Nội bộ ngành',
  Staff: 'Lê Thị Út',
  Mobile: '0913 000 000',
  Appendixes: '<edXML:Appendix>Mục lục hồ sơ</edXML:Appendix><edXML:Appendix>Bảng kê vật chứng</edXML:Appendix>',
  DigitalSignature:
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>c2FuZGJveA==</SignatureValue></Signature>',
}

/** What a list has of the sender beside its OrganId. */
const SENDER = ['OrganizationInCharge', 'OrganName', 'OrganAdd', 'Email', 'Telephone', 'Fax', 'Website']

const complete = (message: string): string =>
  message
    .replace(
      /(?<=<edXML:From><edXML:OrganId>[^<]*<\/edXML:OrganId>)(?=<\/edXML:From>)/g,
      SENDER.map((name) => `<edXML:${name}></edXML:${name}>`).join(''),
    )
    .replace(/<edXML:(\w+)><\/edXML:\1>/g, (empty, name: string) =>
      Object.hasOwn(filled, name) ? `<edXML:${name}>${filled[name]}</edXML:${name}>` : empty,
    )
    .replace(
      /(<edXML:ReplacementInfo>.*?)(<\/edXML:ReplacementInfo>)/g,
      '$1<edXML:OrganIdList><edXML:OrganId>B05.91</edXML:OrganId></edXML:OrganIdList>$2',
    )
    .replace(
      /(?=<edXML:ReplacementInfoList>)/g,
      '<edXML:BussinessDocumentInfo><edXML:DocumentInfo>1</edXML:DocumentInfo></edXML:BussinessDocumentInfo>',
    )

const message = (name: string, kind: Kind, facet: TrueFacet): GoldenDocument => ({
  name,
  ending: 'xml',
  bytes: complete(writeMessage(facet, kind)),
  shared: withNativeCodes(facet.translation, nativeCode),
})

/** With scans of one empty page, and what is known beyond the story; digests and the row of the index follow from it. */
function known(story: string, more: Parameters<typeof enriched>[1] = {}): TrueFacet {
  const told = enriched(goldenFacet('toa-an', story), more)
  const papers = (told.translation.facet.documents ?? []).map((paper, i) => ({ ...paper, bytes: 860 + i }))
  // Of the first the file tells, but it is not attached.
  const scans = { facet: { documents: papers }, digests: digests(papers).slice(1) }
  return listedAnew(enriched(told, scans))
}

/** The row of the index as it follows from what is known now. */
function listedAnew({ nativeKey, index, translation }: TrueFacet): TrueFacet {
  const { conceal, resolves, confirms } = index
  const role = { conceal, resolves, ...(confirms && { confirms }) }
  return { nativeKey, index: indexEntry(nativeKey, translation, role), translation }
}

/** Every field that the true form of the world leaves empty, where a court of first instance may know it. */
const judged = (): TrueFacet => {
  const { participants, hearings, judgments } = goldenFacet('toa-an', 'xet-xu-kin').translation.facet
  const [convicted] = participants ?? []
  return known('xet-xu-kin', {
    facet: {
      label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN', 'DLCN_NHAY_CAM'] },
      report: { corruptionField: coded('corruption-fields', 'TAI_SAN_CONG') },
      participants: [
        { person: { phone: '0913000111' } },
        undefined,
        {
          ...convicted,
          id: 'DS-3',
          person: { fullName: 'Trần Văn Bảy', birth: '1968', sex: 'NAM' },
          note: 'Đồng phạm.',
          minor: false,
        },
        {
          ...convicted,
          id: 'DS-4',
          person: { fullName: 'Trần Thị Tám', birth: '1971', sex: 'NU' },
          note: 'Đồng phạm.',
        },
      ],
      offences: [
        { point: 'a' },
        { id: 'TD-2', offence: coded('offences', 'BLHS.353'), article: '353', clause: '2', point: 'c' },
      ],
      custody: [{ number: '12/BBGN', reason: 'Chuyển hồ sơ vụ án để xét xử.' }],
      decisions: [
        undefined,
        { ground: 'Đủ căn cứ đưa vụ án ra xét xử.', effectiveTo: '2026-12-31', supersededBy: 'QD-3' },
        { ground: 'Hội đồng xét xử đã nghị án.', effectiveTo: '2027-01-31', supersededBy: 'QD-1' },
      ],
      clocks: [
        {
          extensions: [
            { number: '7/2026/QĐ-GH', agency: coded('agencies', 'TA'), decidedOn: '2026-09-01', dueOn: '2026-09-22' },
            { number: '8/2026/QĐ-GH', agency: coded('agencies', 'VKS'), decidedOn: '2026-09-02', dueOn: '2026-09' },
          ],
        },
      ],
      hearings: [
        undefined,
        {
          ...hearings?.[0],
          id: 'PT-2',
          scheduledAt: '2026-09-18T13:30:00+07:00',
          place: 'Phòng xử án số 2',
          state: 'HOAN',
        },
      ],
      judgments: [
        {
          effectiveFrom: '2026-10-17',
          sentences: [
            undefined,
            {
              convicted: 'DS-3',
              convictedOf: 'TD-2',
              penalty: coded('penalties', 'PHAT_TIEN'),
              months: 6,
              probation: false,
              compensationVnd: 25000000,
            },
          ],
        },
        {
          ...judgments?.[0],
          id: 'BA-2',
          number: '153/2026/HS-ST',
          pronouncedOn: '2026-09-18',
          court: 'Tòa án nhân dân tỉnh An Giang',
          hearing: 'PT-2',
          effectiveFrom: '2026-10-18',
          deliveredOn: '2026-09-23',
          appealedOn: '2026-09-29',
        },
      ],
    },
    labels: [
      { path: '/judgments/1', label: { level: 'NOI_BO', tags: ['DLCN_CO_BAN'] } },
      {
        path: '/participants/2/person/fullName',
        label: { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG', 'DLCN_CO_BAN'] },
      },
    ],
    absent: [{ path: '/participants/3/person/personalId', why: 'inapplicable' }],
  })
}

const LISTED = ['tra-ho-so', 'toa-tu-phat-hien', 'xet-xu-cong-khai', 'toa-thu-ly', 'don-thu-den-xet-xu', 'nam-co-quan']

/** What the service answers to a question for its list or its changes. */
function page(
  name: string,
  path: string,
  holdings: Holdings,
  index: NonNullable<GoldenDocument['index']>,
): GoldenDocument {
  const { body } = handle({ method: 'GET', path, headers: {}, body: '' }, holdings)
  return { name, ending: 'xml', bytes: complete(String(body)), index }
}

const place = { commune: coded('communes', '30316'), text: 'Chợ Châu Đốc' }

export const goldens: Goldens = () => {
  const waiting = listedAnew(enriched(goldenFacet('toa-an', 'toa-thu-ly'), suspended))
  const others = LISTED.map((story) => (story === 'toa-thu-ly' ? waiting : goldenFacet('toa-an', story)))
  const facets = [judged(), ...others]
  const matters = facets.map((facet) => ({ facets: { 'toa-an': facet } }))
  const holdings = makeHoldings({ seed: 2026, today: TODAY, matters }, 'toa-an')
  const entries = holdings
    .all()
    .slice(0, 6)
    .map(({ index }) => index)
  const list = page('danh-sach', '/vanban/danh-sach', holdings, { entries, next: '2.0', changesFrom: '0' })
  for (const { nativeKey } of facets.slice(0, 2)) holdings.touch(nativeKey)
  const changed = (holdings.changesSince(0) ?? []).map(({ index }) => index)
  return [
    message('ban-an', 'replace', judged()),
    list,
    page('thay-doi', '/vanban/thay-doi?tu=0', holdings, { entries: changed, next: '2' }),
    message('tam-dinh-chi', 'update', waiting),
    message('tra-ho-so', 'update', known('tra-ho-so', { facet: { report: { place } } })),
    message('tu-phat-hien', 'new', known('toa-tu-phat-hien')),
  ]
}
