/** The papers of the court's file, as scans: what the procuracy handed over, and what the court itself issued. */
import { createHash } from 'node:crypto'
import type { Decision, DocumentReference } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { isCase } from './court-case.ts'
import type { Facts } from './facts.ts'
import * as numbers from './numbers.ts'
import { pdf } from './pdf.ts'

const TITLES: Readonly<Record<string, readonly [type: string, title: string, file: string]>> = {
  TRA_HO_SO: ['Quyết định trả hồ sơ', 'Quyết định trả hồ sơ để điều tra bổ sung', 'QD-tra-ho-so'],
  DUA_RA_XET_XU: ['Quyết định', 'Quyết định đưa vụ án ra xét xử sơ thẩm', 'QD-dua-ra-xet-xu'],
  BAN_AN_SO_THAM: ['Bản án', 'Bản án hình sự sơ thẩm', 'Ban-an-so-tham'],
}

/** The papers of the file in order; `own`: the court's decisions. */
export function documents(facts: Facts, own: readonly Decision[]): readonly DocumentReference[] {
  const scan = (i: number, file: string) => ({
    fileName: `${file}.pdf`,
    mediaType: 'application/pdf',
    bytes: 900 + ((facts.n * 397 + i * 211) % 1600),
  })
  const rows: Omit<DocumentReference, 'id'>[] = isCase(facts)
    ? [
        {
          type: 'Cáo trạng',
          number: numbers.indictment(facts).value,
          issuedOn: facts.indictedOn,
          title: `Cáo trạng truy tố bị can ${facts.suspects[0]?.fullName ?? ''}`.trim(),
          ...scan(0, 'Cao-trang'),
        },
        {
          type: 'Quyết định khởi tố vụ án',
          number: numbers.caseStart(facts).value,
          ...(facts.decidedOn === undefined ? {} : { issuedOn: facts.decidedOn }),
          title: 'Quyết định khởi tố vụ án hình sự',
          ...scan(1, 'QD-khoi-to'),
        },
      ]
    : [{ type: 'Biên bản', issuedOn: facts.receivedOn, title: 'Trích biên bản phiên tòa', ...scan(0, 'Bien-ban') }]
  for (const { type, number, decidedOn } of own) {
    const [kind, title, file] = TITLES[type.code] ?? []
    if (kind === undefined || title === undefined || file === undefined) continue
    rows.push({
      type: kind,
      ...(number === undefined ? {} : { number }),
      ...(decidedOn === undefined ? {} : { issuedOn: decidedOn }),
      title,
      ...scan(rows.length, file),
    })
  }
  return rows.map((row, i) => ({ id: `TL-${i + 1}`, ...row }))
}

/** A judgment in a closed trial tells of the child as the file does. */
export function documentLabels(facts: Facts, of: readonly DocumentReference[]): Translation['labels'] {
  return of.flatMap(({ type }, i) =>
    facts.minorVictim && type === 'Bản án'
      ? [{ path: `/documents/${i}`, label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] } } as const]
      : [],
  )
}

/** SHA-256 of the scans themselves. Throws when a paper has no title or size, and on one too small for its title. */
export function digests(of: readonly DocumentReference[]): NonNullable<Translation['digests']> {
  return of.map(({ title, bytes }, i) => {
    const scan = pdf(title!, bytes!)
    return { path: `/documents/${i}`, sha256: createHash('sha256').update(scan).digest('hex') }
  })
}
