/** `POST /v1/links`, `POST /v1/links/{id}/undo` and `GET /v1/dossiers/{id}/links`: dossiers tied or parted by an act of who resolves them. */
import { GatewayError, parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { LinkAct } from '../../release/links.ts'
import type { Handler } from '../services.ts'
import { requireCovered } from '../steps/cover.ts'
import { dateOf, membersOf, requireNoQuery, textOf } from './members.ts'
import { isDossierId } from './parameters.ts'

const reasonOf = (value: unknown): string => textOf(value, limits.link.reason_chars_max, 'reason')

/** `{dossiers: [a, b], decision: {number, decidedOn}, reason}`. */
function actOf(body: unknown): LinkAct {
  const { dossiers, decision, reason } = membersOf(body, ['dossiers', 'decision', 'reason'])
  const [a, b, ...more]: readonly unknown[] = Array.isArray(dossiers) ? dossiers : []
  if (typeof a !== 'string' || typeof b !== 'string' || more.length > 0) throw parameterInvalid('dossiers')
  if (!isDossierId(a) || !isDossierId(b) || a === b) throw parameterInvalid('dossiers')
  const { number, decidedOn } = membersOf(decision, ['number', 'decidedOn'], 'decision')
  return {
    dossiers: [a, b],
    decision: {
      number: textOf(number, limits.link.decision_number_chars_max, 'number'),
      decidedOn: dateOf(decidedOn, 'decidedOn'),
    },
    reason: reasonOf(reason),
  }
}

/** Signature, digest and token have been verified by the pipeline. Durable, with its receipt, before it is answered. */
export const postLink: Handler = async ({ inquiry, decoded }, { links }) => {
  const act = actOf(decoded)
  for (const id of act.dossiers) requireCovered(inquiry.caller, 'dossier:link', id)
  const detail = { asked: act.dossiers }
  const made = await links.make(inquiry, act).catch((error: unknown) => refusedOr(error))
  if (typeof made === 'string') return prepareProblem(inquiry, made, { detail })
  return prepareAnswer(inquiry, { body: JSON.stringify(made), detail })
}

/** The body is `{reason}`. Which dossiers it is about says the link: the token has to cover one of them. */
export const postLinkUndo: Handler = async ({ inquiry, decoded, params }, { links }) => {
  const { id } = params as { id: string }
  if (!/^lk-[a-z2-7]{26}$/.test(id)) throw parameterInvalid('id')
  const reason = reasonOf(membersOf(decoded, ['reason']).reason)
  requireCovered(inquiry.caller, 'dossier:link')
  const undone = await links.undo(inquiry, id, reason)
  return prepareAnswer(inquiry, { body: JSON.stringify(undone), detail: { asked: undone.link.dossiers } })
}

export const getLinks: Handler = async ({ inquiry, params, query }, { links }) => {
  const { id } = params as { id: string }
  if (!isDossierId(id)) throw parameterInvalid('id')
  requireNoQuery(query)
  requireCovered(inquiry.caller, 'dossier:link', id)
  const detail = { asked: [id] }
  const listed = await links.listOf(inquiry, id).catch((error: unknown) => refusedOr(error))
  if (typeof listed === 'string') return prepareProblem(inquiry, listed, { detail })
  return prepareAnswer(inquiry, {
    body: JSON.stringify({ links: listed }),
    detail: { ...detail, rows: listed.length },
  })
}

/** What the caller has to mend is told, and recorded with what was asked; anything else is thrown on. */
function refusedOr(error: unknown): GatewayError['code'] {
  if (error instanceof GatewayError && error.status < 500) return error.code
  throw error
}
