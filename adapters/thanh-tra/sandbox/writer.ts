/**
 * Writes true facets as the inspection system exports them: one row of CSV per matter, what there is several of in one cell. It
 * knows nothing of the adapter that reads it.
 */
import type { Label } from '../../../schemas/generated/types.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import type { Translation } from '../../sdk/adapter.ts'
import * as lists from './lists.ts'

export const HEADER: readonly string[] = [
  'Mã hồ sơ',
  'Số hồ sơ',
  'Loại việc',
  'Nguồn',
  'Ngày thụ lý',
  'Mã xã',
  'Địa điểm',
  'Nội dung',
  'Lĩnh vực',
  'Giai đoạn',
  'Đối tượng',
  'Tội danh',
  'Văn bản',
  'Kiến nghị',
  'Thời hạn',
  'Phản hồi',
  'Bản sao gửi',
  'Độ bảo mật',
  'Dấu xử lý',
  'Hiển thị',
  'Cập nhật',
  'Người lập',
  'Ghi chú nội bộ',
]

/** Text of a member: what the inner syntax would take for its own gets a `\`. */
const escaped = (text: string): string => {
  const safe = text.replace(/[\\|~^]/g, '\\$&')
  return Object.values(lists.absences).includes(safe) ? `\\${safe}` : safe
}
const member = (text: string | undefined): string => (text === undefined ? '' : escaped(text))

const date = (of: string | undefined): string => (of === undefined ? '' : of.split('-').reverse().join('/'))
const instant = (of: string): string => `${date(of.slice(0, 10))} ${of.slice(11, 19)}`
const amount = (vnd: number | undefined): string =>
  vnd === undefined ? '' : String(vnd).replace(/\B(?=(\d{3})+$)/g, '.')

const item = (...members: readonly string[]): string => members.join('~')
const mark = ({ level, tags }: Label): string => [lists.levels[level], ...tags.map((tag) => lists.tags[tag])].join('^')

function people({ facet, labels, absent }: Translation): string {
  const rows = (facet.participants ?? []).map(({ id, role, person = {}, note }, i) => {
    const path = `/participants/${i}`
    const own = labels.find((entry) => entry.path === path)
    const known = (value: string | undefined, field: string): string => {
      const why = absent.find((entry) => entry.path === `${path}/person/${field}`)?.why
      return value === undefined && why !== undefined ? lists.absences[why]! : member(value)
    }
    return item(
      id,
      lists.roles[role.code]!,
      known(person.fullName, 'fullName'),
      known(person.birth === undefined ? undefined : date(person.birth), 'birth'),
      person.sex === undefined ? '' : lists.sexes[person.sex]!,
      known(person.personalId, 'personalId'),
      member(person.address?.commune?.code),
      member(person.address?.text),
      member(note),
      own === undefined ? '=' : mark(own.label),
    )
  })
  return rows.join('|')
}

function papers({ decisions = [], recommendations = [], clocks = [], feedback = [] }: Translation['facet']): string[] {
  return [
    decisions.map((paper) =>
      item(
        paper.id,
        lists.decisions[paper.type.code]!,
        member(paper.number),
        date(paper.decidedOn),
        lists.agencies[paper.agency.code]!,
        member(paper.signer),
        member(paper.signerTitle),
        (paper.legalBasis ?? []).map(escaped).join('^'),
        member(paper.ground),
        date(paper.effectiveFrom),
        date(paper.effectiveTo),
        member(paper.supersededBy),
      ),
    ),
    recommendations.map(({ id, kind, content, amountVnd, recoveredVnd, dueOn, state }) =>
      item(
        id,
        lists.recommendations[kind]!,
        member(content),
        amount(amountVnd),
        amount(recoveredVnd),
        date(dueOn),
        state === undefined ? '' : lists.progress[state]!,
      ),
    ),
    clocks.map((clock) =>
      item(
        clock.id,
        lists.rules[clock.rule]!,
        member(clock.legalBasis),
        member(clock.startEvent),
        date(clock.startedOn),
        date(clock.dueOn),
        member(clock.extendedBy),
        clock.state === undefined ? '' : lists.clockStates[clock.state]!,
      ),
    ),
    feedback.map(({ id, from, number, receivedOn, content }) =>
      item(id, lists.agencies[from.code]!, member(number), date(receivedOn), member(content)),
    ),
  ].map((items) => items.join('|'))
}

/** The cells of a facet, in the order of the header. */
export function cellsOf({ nativeKey, index, translation }: TrueFacet): readonly string[] {
  const { facet, updatedAt } = translation
  const { report, label } = facet
  return [
    nativeKey,
    facet.identifiers[0]?.value ?? '',
    lists.kinds[report.kind.code]!,
    (report.channels ?? []).map(({ code }) => lists.channels[code]).join('|'),
    instant(report.receivedAt),
    report.place?.commune?.code ?? '',
    report.place?.text ?? '',
    report.summary ?? '',
    report.corruptionField === undefined ? '' : lists.fields[report.corruptionField.code]!,
    lists.stages[report.stage.code]!,
    people(translation),
    (facet.offences ?? [])
      .map(({ id, article, clause, point }) => item(id, member(article), member(clause), member(point)))
      .join('|'),
    ...papers(facet),
    (index.confirms ?? []).map(({ agency }) => lists.agencies[agency]).join('|'),
    lists.levels[label.level]!,
    label.tags.length === 0 ? '0' : label.tags.map((tag) => lists.tags[tag]).join('|'),
    index.conceal ? 'AN' : 'HIEN',
    instant(updatedAt),
    'phong.nghiepvu2',
    'Đã đối chiếu hồ sơ giấy;\r\nlưu tại tủ "C2".',
  ]
}

const quoted = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A whole export of rows of cells: header, rows, trailer. */
export function fileOf(rows: readonly (readonly string[])[]): string {
  const lines = [HEADER, ...rows].map((cells) => cells.map(quoted).join(';'))
  return `${[...lines, `#HET;${rows.length};`].join('\r\n')}\r\n`
}
