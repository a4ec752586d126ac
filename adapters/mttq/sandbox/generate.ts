/** Generated dossiers as the portal pushes them, one to a file (adapters/sandbox/native-files.ts). */
import { generatePart } from '../../sandbox/native-files.ts'
import { nativeEvent } from './writer.ts'

await generatePart({
  agency: 'mttq',
  ending: 'json',
  records: 1,
  write: ([facet]) => JSON.stringify(nativeEvent(facet, `SK-${facet.nativeKey}`)),
})
