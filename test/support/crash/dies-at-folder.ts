/** Loaded into a log-writing process and its threads: it is killed as soon as the folder whose name ends with DIES_AT is made. */
import fs from 'node:fs'

const { mkdirSync } = fs
const at = process.env.DIES_AT!

fs.mkdirSync = ((folder: string, options: fs.MakeDirectoryOptions) => {
  const made = mkdirSync(folder, options)
  if (`${folder}/`.includes(`/${at}/`)) process.kill(process.pid, 'SIGKILL')
  return made
}) as typeof fs.mkdirSync
