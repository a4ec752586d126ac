import { validateManifest } from '../../../schemas/generated/validators.js'
import { bilingual } from '../../../schemas/validation/texts.ts'
import type { Failure } from '../failures.ts'
import type { Check, Subject } from '../subject.ts'

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
  const unknown = manifest.fields.flatMap(({ native, codes }): readonly Failure[] =>
    codes === undefined || kit.codeLists?.[codes] ? [] : [{ code: 'codes-unknown', at: native, declared: codes }],
  )
  const declares = manifest.directions.some((direction) => direction === 'toNative')
  const untrue: readonly Failure[] =
    declares === (write !== undefined)
      ? []
      : [{ code: 'directions-untrue', at: 'manifest.json#/directions', declared: manifest.directions.join(', ') }]
  return [...repeated, ...unknown, ...untrue]
}

export const manifestCheck: Check = {
  name: 'manifest',
  title: {
    vi: 'Bản kê đúng lược đồ, chiều dịch đúng với mã',
    en: 'The manifest conforms, and its directions are the code’s',
  },
  run,
}
