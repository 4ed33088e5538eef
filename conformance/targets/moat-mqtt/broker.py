"""MoaT's broker on $port of the loopback, for anybody or for the user of $login."""
import os

import anyio
from moat.lib.mqtt import ReasonCode
from moat.lib.mqtt.async_broker import AsyncMQTTBroker, MQTTAuthenticator


class OneUser(MQTTAuthenticator):
    async def authenticate(self, client_id, username, password, stream):
        known = f"{username}:{password}" == os.environ["login"]
        return ReasonCode.SUCCESS if known else ReasonCode.NOT_AUTHORIZED


users = [OneUser()] if os.environ["login"] else []
broker = AsyncMQTTBroker(("127.0.0.1", int(os.environ["port"])), authenticators=users)
anyio.run(broker.serve)
