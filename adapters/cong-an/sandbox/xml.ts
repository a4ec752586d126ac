/** The little XML that the sandbox system writes by itself, so that nothing of the adapter's reading is shared with it. */

import type { Address, Coded, Label } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import { nativeCode } from './codes.ts'

export const MESSAGE_NS = 'urn:conganangiang:hoso:thongdiep:1'
export const DATA_NS = 'urn:conganangiang:hoso:dulieu:1'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text of an element, in NFD before signs are escaped: a sign may come apart into `<` and a combining one. */
export const escapeText = (text: string): string => text.normalize('NFD').replace(/[&<>"]/g, (c) => escapes[c] ?? c)

type Attributes = Readonly<Record<string, string | undefined>>

/** An element of the data namespace; empty when it has nothing to say. */
export function element(name: string, content: string, attributes: Attributes = {}): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeText(value ?? '')}"`)
    .join('')
  return content === '' ? `<dl:${name}${written}/>` : `<dl:${name}${written}>${content}</dl:${name}>`
}

/** An element with text, or nothing for undefined. */
export function plain(name: string, value: string | undefined): string {
  return value === undefined ? '' : element(name, escapeText(value))
}

/** A list of texts, or nothing for undefined. */
export function plains(name: string, item: string, values: readonly (string | undefined)[] | undefined): string {
  return values === undefined ? '' : element(name, values.map((value) => plain(item, value)).join(''))
}

/** `DauMat` for a label; nothing for one that is undetermined or missing, as this system has no mark for that. */
export function markOf(label: Label | undefined): string {
  if (label === undefined || label.level === 'CHUA_XAC_DINH') return ''
  const by = label.by
  return element(
    'DauMat',
    plain('DoMat', nativeCode('levels', label.level)) +
      (label.tags.length === 0 ? '' : plain('DauXuLy', label.tags.map((tag) => nativeCode('tags', tag)).join(' '))) +
      (by === undefined ? '' : determinerOf(by)),
  )
}

/** `NguoiXacDinh`. */
export function determinerOf(by: NonNullable<Label['by']>): string {
  return element(
    'NguoiXacDinh',
    plain('CoQuan', nativeCode('agencies', by.agency.code)) +
      plain('CanBo', by.officer) +
      plain('ThoiDiem', by.at) +
      plain('MucDanhMuc', by.listItem) +
      plain('BaoVeDenNgay', by.expiresOn),
  )
}

/** The labels and absences of a translation, taken one by one while it is written; what is left at the end was not written. */
export interface Remarks {
  /** A field: its value with its own mark, or why it has none, or nothing. */
  field(name: string, path: string, value: string | undefined): string
  /** The mark of an entity. */
  mark(path: string): string
  /** One mark for a block of fields that all bear it; nothing when they differ. */
  blockMark(paths: readonly string[]): string
  left(): readonly string[]
}

/** The remarks of one translation, for writing it once. Throws (in use) on a code that the native lists lack. */
export function makeRemarks({ labels, absent }: Translation): Remarks {
  const labelAt = new Map(labels.map(({ path, label }) => [path, label]))
  const absentAt = new Map(absent.map(({ path, why }) => [path, why]))
  const take = <T>(from: Map<string, T>, path: string): T | undefined => {
    const value = from.get(path)
    from.delete(path)
    return value
  }
  return {
    field(name, path, value) {
      const why = take(absentAt, path)
      const label = labelAt.get(path)?.by === undefined ? take(labelAt, path) : undefined
      if (value === undefined && why === undefined && label === undefined) return ''
      return element(name, escapeText(value ?? ''), {
        lyDoThieu: why && nativeCode('absenceReasons', why),
        doMat: label && nativeCode('levels', label.level),
        dauXuLy: label?.tags.map((tag) => nativeCode('tags', tag)).join(' ') || undefined,
      })
    },
    mark: (path) => markOf(take(labelAt, path)),
    blockMark(paths) {
      const [first, ...others] = paths.map((path) => JSON.stringify(labelAt.get(path)))
      if (first === undefined || others.some((other) => other !== first)) return ''
      const label = labelAt.get(paths[0]!)
      for (const path of paths) labelAt.delete(path)
      return markOf(label)
    },
    left: () => [...labelAt.keys(), ...absentAt.keys()],
  }
}

/** A list of entities with their keys and marks; nothing for undefined. */
export function list<T extends { readonly id: string }>(
  name: string,
  path: string,
  items: readonly T[] | undefined,
  write: (item: T, path: string) => readonly [name: string, content: string],
  remarks: Remarks,
): string {
  if (items === undefined) return ''
  const written = items.map((item, i) => {
    const [itemName, content] = write(item, `${path}/${i}`)
    return element(itemName, content + remarks.mark(`${path}/${i}`), { ma: item.id })
  })
  return element(name, remarks.mark(path) + written.join(''))
}

/** 1 or 0. */
export const flag = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? '1' : '0'

/** Written down before 01/07/2025, by the code of that time. */
const isOld = (commune: Coded | undefined): boolean => commune?.native !== undefined && commune.native !== commune.code

/** An address with its marks. */
export function address(name: string, path: string, of: Address | undefined, remarks: Remarks): string {
  if (of === undefined) return remarks.field(name, path, undefined)
  const content =
    remarks.field(isOld(of.commune) ? 'MaXaCu' : 'MaXa', `${path}/commune`, of.commune?.native ?? of.commune?.code) +
    remarks.field('ChiTiet', `${path}/text`, of.text)
  return element(name, content + remarks.mark(path))
}
