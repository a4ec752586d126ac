/** Golden documents of the procuracy's system (adapters/sandbox/golden.ts). */
import {
  type GoldenDocument,
  type Goldens,
  goldenFacet,
  type NativeCode,
  withNativeCodes,
} from '../../sandbox/golden.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import * as lists from './lists.ts'
import * as acts from './lists-acts.ts'
import { nativeDossier, nativeRow } from './writer.ts'

const codes: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  kinds: lists.kinds,
  channels: lists.channels,
  stages: lists.stages,
  urgency: lists.urgency,
  'corruption-fields': lists.fields,
  agencies: lists.agencies,
  'participant-roles': lists.roles,
  decisions: acts.decisions,
  'supervision-instruments': acts.instruments,
  grounds: acts.grounds,
  severity: acts.severity,
}

/** Communes have one code everywhere. Who gave the system's own numbers it does not say. */
const nativeCode: NativeCode = (list, code, path) => {
  if (list === 'communes') return code
  if (list === 'offences') return code.slice('BLHS.'.length)
  if (list === 'forms') return acts.formNumber({ system: '', code, version: '' }) ?? undefined
  return path === '/facet/identifiers/*/assigner' && code === 'VKS' ? undefined : codes[list]?.[code]
}

/** The ciphertext of an opaque part stays where it was. */
const withoutCiphertext = ({
  opaque,
  ...rest
}: TrueFacet['translation']['facet']): typeof rest & { opaque?: typeof opaque } => ({
  ...rest,
  ...(opaque && { opaque: opaque.map(({ ciphertext: _, ...part }) => part) }),
})

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

function dossier(name: string, truth: TrueFacet): GoldenDocument {
  const translation = { ...truth.translation, facet: withoutCiphertext(truth.translation.facet) }
  return { name, ending: 'json', bytes: json(nativeDossier(truth)), shared: withNativeCodes(translation, nativeCode) }
}

export const goldens: Goldens = () => {
  const of = (matter: string | number): TrueFacet => goldenFacet('vien-kiem-sat', matter)
  const rows = [of(126), of('giau-voi-cong-an'), of('y-kien-toi-mat')]
  const entries = rows.map(({ index }) => index)
  const page = { trang: 1, tongSoTrang: 3, moc: 7, danhSach: rows.map(nativeRow) }
  return [
    dossier('xet-xu', of(126)),
    dossier('tam-dinh-chi', of(276)),
    dossier('y-kien-toi-mat', of('y-kien-toi-mat')),
    dossier('an-danh', of('to-giac-mat')),
    dossier('nguoi-chua-thanh-nien', of('nguoi-chua-thanh-nien')),
    { name: 'danh-sach', ending: 'json', bytes: json(page), index: { entries, next: '2.7', changesFrom: '7' } },
    {
      name: 'thay-doi',
      ending: 'json',
      bytes: json({ moc: 9, danhSach: rows.map(nativeRow) }),
      index: { entries, next: '9' },
    },
  ]
}
