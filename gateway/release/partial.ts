/** What a masked value still shows (the rule stands at the field, `x-mask`). */
import type { Field } from '../../schemas/generated/fields.ts'

const rules: Record<Exclude<Field['mask'], 'none'>, (value: string) => string> = {
  /** Nguyễn Văn Đức -> N. V. Đ. */
  initials: (value) =>
    value
      .normalize('NFC')
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => `${[...word][0]}.`)
      .join(' '),
  year: (value) => value.slice(0, 4),
  /** 089203001234 -> •••••••••234 */
  last3: (value) => '•'.repeat(Math.max(0, value.length - 3)) + (value.length > 3 ? value.slice(-3) : ''),
}

/** The part of `value` that `mask` lets through; undefined when it lets nothing through. */
export function partOf(mask: Field['mask'], value: unknown): string | undefined {
  return mask === 'none' || typeof value !== 'string' ? undefined : rules[mask](value)
}
