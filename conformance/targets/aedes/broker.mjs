// Aedes on $port of the loopback, for anybody or for the user of $login.
import { createServer } from 'node:net'
import { Aedes } from 'aedes'

const { port, login } = process.env
const broker = await Aedes.createBroker({ concurrency: 1000, queueLimit: 100000 })
if (login) {
  broker.authenticate = (client, name, password, done) =>
    done(null, `${name}:${password}` === login)
}
createServer({ noDelay: true }, broker.handle).listen(Number(port), '127.0.0.1')
