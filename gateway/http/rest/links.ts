/** `POST /v1/links`, `POST /v1/links/{id}/undo` and `GET /v1/dossiers/{id}/links`: dossiers tied or parted by an act of who resolves them. */
import { GatewayError } from '../../errors/problem.ts'
import { prepareAnswer, prepareProblem } from '../../release/door.ts'
import { dossierId, linkId } from '../contract/ids.ts'
import { linkBody, undoBody } from '../contract/reading.ts'
import { requireNoQuery } from '../forms.ts'
import type { Handler } from '../services.ts'
import { requireCovered } from '../steps/cover.ts'

/** Signature, digest and token have been verified by the pipeline. Durable, with its receipt, before it is answered. */
export const postLink: Handler = async ({ inquiry, decoded }, { links }) => {
  const act = linkBody.read(decoded)
  for (const id of act.dossiers) requireCovered(inquiry.caller, 'dossier:link', id)
  const detail = { asked: act.dossiers }
  const made = await links.make(inquiry, act).catch((error: unknown) => refusedOr(error))
  if (typeof made === 'string') return prepareProblem(inquiry, made, { detail })
  return prepareAnswer(inquiry, { body: JSON.stringify(made), detail })
}

/** The body is `{reason}`. Which dossiers it is about says the link: the token has to cover one of them. */
export const postLinkUndo: Handler = async ({ inquiry, decoded, params }, { links }) => {
  const id = linkId.read((params as { id: string }).id, 'id')
  const { reason } = undoBody.read(decoded)
  requireCovered(inquiry.caller, 'dossier:link')
  const undone = await links.undo(inquiry, id, reason)
  return prepareAnswer(inquiry, { body: JSON.stringify(undone), detail: { asked: undone.link.dossiers } })
}

export const getLinks: Handler = async ({ inquiry, params, query }, { links }) => {
  const id = dossierId.read((params as { id: string }).id, 'id')
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
