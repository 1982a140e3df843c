// A thread that looks at blocks of a log before it is their turn; see cli/jobs/sweepers.ts, which starts it.
import { workerData } from 'node:worker_threads'
import { serve, type SweeperData } from './cli/jobs/sweeper.ts'

serve(workerData as SweeperData) // of the one who starts it
