/** Drafts an adapter from sample files (`lienthong adapter new`): recognised, read, counted; nothing is decided. */
import { basename } from 'node:path'
import type { Text } from '../../../schemas/validation/texts.ts'
import type { Manifest } from '../../sdk/adapter.ts'
import { reasonFor } from './broken.ts'
import { type DraftOptions, draftManifest, type Sample } from './manifest.ts'
import { type Codec, type Recognised, recognise } from './sample.ts'

export interface Given {
  /** The path of the file, for messages. */
  readonly path: string
  readonly bytes: Uint8Array
}

export type Draft =
  | {
      readonly ok: true
      readonly manifest: Manifest
      readonly samples: readonly Sample[]
      readonly notes: readonly Text[]
    }
  | { readonly ok: false; readonly path: string; readonly why: Text }

const withoutBom = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

/** Under which name a sample lies in golden/: its own, as far as that is a plain one. */
const goldenName = (path: string): string =>
  basename(path)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .replace(/[^A-Za-z0-9._-]+/g, '-')

/** The draft of `given`, which are one format; what can't be used says why and what to do. Total. */
export function draft(given: readonly Given[], options: DraftOptions, wanted?: Codec): Draft {
  let first: Extract<Recognised, { ok: true }> | undefined
  const notes: Text[] = []
  for (const { path, bytes } of given) {
    const recognised = recognise(bytes, wanted)
    if (!recognised.ok) return { ok: false, path, why: recognised.why }
    const broken = reasonFor(withoutBom(bytes), recognised)
    if (broken) return { ok: false, path, why: broken }
    first ??= recognised
    if (recognised.codec !== first.codec || recognised.encoding !== first.encoding) {
      const [a, b] = [`${first.codec} ${first.encoding}`, `${recognised.codec} ${recognised.encoding}`]
      const vi = `các mẫu khác nhau: ${a}, ${b}; mỗi bộ chuyển đổi một định dạng`
      return { ok: false, path, why: { vi, en: `the samples differ: ${a}, ${b}; one format for each adapter` } }
    }
    notes.push(...recognised.notes)
  }
  const samples = given.map(({ path, bytes }) => ({ name: goldenName(path), bytes: withoutBom(bytes) }))
  const drafted = draftManifest(samples, first!, options)
  if (drafted.ok) return { ok: true, manifest: drafted.manifest, samples, notes }
  const path = drafted.unreadable[0]!
  return { ok: false, path, why: { vi: 'không đọc được thành cây', en: 'can not be read as a tree' } }
}
