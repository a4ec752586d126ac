import { validateManifest } from '../../../schemas/generated/validators.js'
import { bilingual } from '../../../schemas/validation/texts.ts'
import type { Manifest } from '../../sdk/adapter.ts'
import type { Failure } from '../failures.ts'
import { within } from '../paths.ts'
import type { Check, Subject } from '../subject.ts'

/** No document tells under which type it comes; a type of another codec is a slip. */
const mediaTypes: Readonly<Record<Manifest['native']['codec'], RegExp>> = {
  json: /[/+.]json$/,
  xml: /[/+.]xml$/,
  'soap-1.1': /^text\/xml$/,
  edxml: /[/+.](xml|edxml)$/,
  csv: /[/+.](csv|plain|octet-stream)$/,
}

/** Where a label goes, without who determined it, and that a record is concealed. */
const LABEL = /\/(label(\/(level|tags)(\/\*)?)?|conceal)$/

function run({ manifest, kit, write }: Subject): readonly Failure[] {
  const violations = validateManifest(manifest)
  if (violations.length > 0)
    return violations.map(({ pointer, expected }) => ({
      code: 'manifest-invalid',
      at: `manifest.json#${pointer}`,
      detail: bilingual(expected),
    }))
  const seen = new Set<string>()
  const repeated = manifest.fields.flatMap(({ native, shared }, number): readonly Failure[] => {
    const key = `${native} ${shared}`
    return seen.has(key) || !seen.add(key) ? [{ code: 'row-repeated', at: `manifest.json#/fields/${number}` }] : []
  })
  const lost = manifest.withoutPlace ?? []
  const repeatedLost = lost.flatMap(({ shared }, number): readonly Failure[] =>
    lost.findIndex((row) => row.shared === shared) < number
      ? [{ code: 'row-repeated', at: `manifest.json#/withoutPlace/${number}` }]
      : [],
  )
  const unknown = manifest.fields.flatMap(({ native, codes }): readonly Failure[] =>
    codes === undefined || kit.codeLists?.[codes] ? [] : [{ code: 'codes-unknown', at: native, declared: codes }],
  )
  const declares = manifest.directions.some((direction) => direction === 'toNative')
  const untrue: readonly Failure[] =
    declares === (write !== undefined)
      ? []
      : [{ code: 'directions-untrue', at: 'manifest.json#/directions', declared: manifest.directions.join(', ') }]
  const { codec, mediaType } = manifest.native
  const odd: readonly Failure[] = mediaTypes[codec].test(mediaType)
    ? []
    : [{ code: 'media-type-odd', at: 'manifest.json#/native/mediaType', declared: `${codec} ${mediaType}` }]
  const { marks } = manifest
  const unlisted = manifest.fields.flatMap(({ native, shared }): readonly Failure[] =>
    shared === null ||
    !LABEL.test(shared) ||
    marks.some((mark) => within(mark.native, native) || within(native, mark.native))
      ? []
      : [{ code: 'mark-unlisted', at: native, declared: shared, detail: JSON.stringify({ native }) }],
  )
  return [...repeated, ...repeatedLost, ...unknown, ...untrue, ...odd, ...unlisted]
}

export const manifestCheck: Check = {
  name: 'manifest',
  title: {
    vi: 'Bản kê đúng lược đồ, chiều dịch đúng với mã',
    en: 'The manifest conforms, and its directions are the code’s',
  },
  run,
}
