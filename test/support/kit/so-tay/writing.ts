/** The notebook's form of a translation. */
import type { NativeDocument, Translation } from '../../../../adapters/sdk/adapter.ts'
import type { Coded } from '../../../../schemas/generated/types.ts'
import { kinds, levels, roles, stages, tags } from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }

const nativeOf = (table: Readonly<Record<string, string>>, code: string): string =>
  Object.entries(table).find(([, shared]) => shared === code)?.[0] ?? ''
const codeOf = (table: Readonly<Record<string, string>>, coded: Coded): string => nativeOf(table, coded.code)

const dayOf = (date: string): string => date.split('-').reverse().join('/')
const minuteOf = (instant: string): string => `${dayOf(instant.slice(0, 10))} ${instant.slice(11, 16)}`

export function write({ facet, updatedAt }: Translation): NativeDocument {
  const { report, label, participants } = facet
  const page = {
    so: facet.identifiers[0]?.value,
    loai: codeOf(kinds, report.kind),
    buoc: codeOf(stages, report.stage),
    nhan: minuteOf(report.receivedAt),
    sua: minuteOf(updatedAt),
    tomTat: report.summary,
    ...(label.level === 'CHUA_XAC_DINH'
      ? {}
      : { mat: nativeOf(levels, label.level), dau: label.tags.map((tag) => nativeOf(tags, tag)) }),
    nguoi: participants?.map(({ id, role, person }) => ({
      khoa: id,
      vai: codeOf(roles, role),
      ten: person?.fullName,
      sinh: person?.birth === undefined ? undefined : dayOf(person.birth),
    })),
  }
  return { mediaType: manifest.native.mediaType, body: new TextEncoder().encode(JSON.stringify(page, null, 2)) }
}
