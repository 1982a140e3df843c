// A thread that unpacks a file; see input/compression/gunzip-thread.ts, which starts it.
import { parentPort, workerData } from 'node:worker_threads'
import { serveGunzip, type GunzipTask } from './input/compression/gunzip-windows.ts'

if (parentPort !== null) void serveGunzip(parentPort, workerData as GunzipTask) // of the one who starts it
