// Aedes on $port of the loopback, for anybody or for the user of $login.
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import { createWebSocketStream, WebSocketServer } from 'ws'

const { port, transport, login } = process.env
const broker = await Aedes.createBroker({ concurrency: 1000, queueLimit: 100000 })
if (login) {
  broker.authenticate = (client, name, password, done) =>
    done(null, `${name}:${password}` === login)
}
// WebSocket as Aedes's own examples have it.
const server = transport === 'ws' ? createHttpServer({ noDelay: true })
  : createServer({ noDelay: true }, broker.handle)
if (transport === 'ws') {
  new WebSocketServer({ server }).on('connection', (socket, request) =>
    broker.handle(createWebSocketStream(socket), request))
}
server.listen(Number(port), '127.0.0.1')
