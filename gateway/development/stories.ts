/** Which dossier ids the sandbox's matters got in the index: for run.json and the first screen, never for an answer. */
import { makeWorld } from '../../adapters/sandbox/world.ts'
import { nativeKeyContext } from '../dossiers/facet.ts'
import { createIndexKeys } from '../dossiers/keys.ts'
import { openDatabase } from '../store/pool.ts'

export interface Told {
  readonly dossiers: readonly string[]
  /** Story name -> dossier id. */
  readonly stories: Readonly<Record<string, string>>
}

/** `secret`: the index key of the gateway, which development may read. Matters that are not in the index yet are left out. */
export async function tellStories(
  databaseUrl: string,
  secret: Uint8Array,
  world: { seed: number; dossiers: number },
): Promise<Told> {
  const keys = createIndexKeys(secret)
  const db = openDatabase(databaseUrl)
  try {
    const rows = await db.query<{ dossier: string; agency: string; native_key_mac: Buffer }>(
      'SELECT dossier, agency, native_key_mac FROM facet',
    )
    const byKey = new Map(
      rows.map(({ dossier, agency, native_key_mac }) => [`${agency} ${native_key_mac.toString('hex')}`, dossier]),
    )
    const found = makeWorld(world).matters.flatMap(({ name, facets }) => {
      const [first] = Object.entries(facets)
      const id =
        first && byKey.get(`${first[0]} ${keys.mac(nativeKeyContext(first[0]), first[1].nativeKey).toString('hex')}`)
      return id === undefined ? [] : [{ name, id }]
    })
    return {
      dossiers: found.map(({ id }) => id),
      stories: Object.fromEntries(found.flatMap(({ name, id }) => (name === undefined ? [] : [[name, id]]))),
    }
  } finally {
    await db.close()
  }
}
