/** Generated dossiers as the REST interface answers them, one to a file (adapters/sandbox/native-files.ts). */
import { generatePart } from '../../sandbox/native-files.ts'
import { nativeDossier } from './writer.ts'

await generatePart({
  agency: 'vien-kiem-sat',
  ending: 'json',
  records: 1,
  write: ([facet]) => JSON.stringify(nativeDossier(facet)),
})
