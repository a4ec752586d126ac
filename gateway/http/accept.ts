/** What a client accepts (RFC 9110 §12.4–12.5), read strictly: a weight that is none counts for nothing. */
import type { Language } from '../errors/problem.ts'

interface Range {
  /** Lower case. */
  readonly name: string
  /** 0 to 1 (§12.4.2). */
  readonly weight: number
}

const qvalue = /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/

/** The ranges of an Accept or Accept-Language header; at most its first 1000 characters are looked at. */
export function rangesOf(header: string): Range[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
      const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
      return { name, weight: qvalue.test(q) ? Number(q) : 0 }
    })
}

/** §12.5.4, for the two languages we have: English when it is asked for above Vietnamese, else Vietnamese. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const weight = { vi: 0, en: 0 }
  for (const range of rangesOf(acceptLanguage ?? '')) {
    const [tag] = range.name.split('-')
    if (tag === 'vi' || tag === 'en') weight[tag] = Math.max(weight[tag], range.weight)
  }
  return weight.en > weight.vi ? 'en' : 'vi'
}
