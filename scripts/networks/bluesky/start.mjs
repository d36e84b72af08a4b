// Starts the whole Bluesky network on loopback and says so in one line of JSON.
// Ports in PLC_PORT, PDS_PORT, BSKY_PORT; PostgreSQL in DB_POSTGRES_URL; Redis in REDIS_HOST.
import { TestNetwork } from '@atproto/dev-env'

const port = (name) => Number(process.env[name])

const network = await TestNetwork.create({
  dbPostgresSchema: 'parishpump',
  plc: { port: port('PLC_PORT') },
  pds: { port: port('PDS_PORT'), hostname: 'localhost' },
  bsky: { port: port('BSKY_PORT'), dbPostgresSchema: 'bsky_parishpump' },
})
console.log(JSON.stringify({ pds: network.pds.url, bsky: network.bsky.url }))
