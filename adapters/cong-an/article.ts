/** A reference to the Criminal Code in words, natively one text, in shared form article, clause and point. */
import { asForm } from '../sdk/ways.ts'
import type { Taking } from '../sdk/writing.ts'
import type { LeafResult } from './leaves.ts'

const POINT = '[a-zđ]\\d?'
const CLAUSE = '\\d{1,2}[a-z]?'
const ARTICLE = '\\d{1,3}[a-z]?'
const REFERENCE = new RegExp(`^(?:điểm (${POINT}) )?(?:khoản (${CLAUSE}) )?Điều (${ARTICLE}) BLHS$`)
const whole = (form: string): RegExp => new RegExp(`^${form}$`)

/** "điểm b khoản 2 Điều 229 BLHS" as `{article, clause, point}`; clause and point may be missing. */
export function readArticle(found: string): LeafResult {
  const [, point, clause, article] = REFERENCE.exec(found) ?? []
  if (article === undefined) return { ok: false, code: 'value-invalid', expected: '[điểm x] [khoản n] Điều n BLHS' }
  return {
    ok: true,
    value: {
      article,
      ...(clause === undefined ? {} : { clause }),
      ...(point === undefined ? {} : { point }),
    },
  }
}

/** The reference of an offence; undefined without its article: clause and point then have no place. */
export function writeArticle(offence: Taking): string | undefined {
  const article = offence.take('article', asForm(whole(ARTICLE), 'an article: its number'))
  if (article === undefined) return undefined
  const point = offence.take('point', asForm(whole(POINT), 'a point: its letter'))
  const clause = offence.take('clause', asForm(whole(CLAUSE), 'a clause: its number'))
  return [point && `điểm ${point}`, clause && `khoản ${clause}`, `Điều ${article} BLHS`].filter(Boolean).join(' ')
}
