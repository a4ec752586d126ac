/** Who may read in a running gateway, whichever agencies there are: one officer of each system that exchanges. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunFile } from '../../gateway/development/run-file.ts'

export interface Reader {
  readonly system: string
  readonly agency: string
  readonly officer: string
  readonly purpose: string
  readonly legalBasis: string
}

interface Purpose {
  readonly id: string
  readonly actions: readonly string[]
  readonly legalBases: readonly { readonly id: string }[]
}

const file = join(import.meta.dirname, '../../policies/purposes.json')

/** Of each system in run.json the first officer that has a purpose for which dossiers may be read. */
export function readersIn({ clients }: RunFile): readonly Reader[] {
  const purposes = JSON.parse(readFileSync(file, 'utf8')) as readonly Purpose[]
  return Object.entries(clients).flatMap(([system, { agency, officers }]) => {
    const [first] = officers.flatMap((officer) =>
      purposes
        .filter(({ id, actions }) => officer.purposes.includes(id) && actions.includes('dossier:read'))
        .map(({ id, legalBases }) => ({ officer: officer.id, purpose: id, legalBasis: legalBases[0]!.id })),
    )
    return first ? [{ system, agency, ...first }] : []
  })
}
