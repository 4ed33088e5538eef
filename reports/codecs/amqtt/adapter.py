"""Decodes vectors with aMQTT's packet classes, as its connection handlers do."""
import asyncio
import sys

from amqtt.adapters import BufferReader, BufferWriter
from amqtt.errors import AMQTTError, CodecError, MQTTError, NoDataError
from amqtt.mqtt import packet_class
from amqtt.mqtt.packet import RESERVED_0, RESERVED_15, MQTTFixedHeader
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.mqtt.publish import PublishPacket

CONNECT = 0x10


class Wire(BufferReader):
    """Notes that more was asked for than the packet has: on a connection that would wait."""

    starved = False

    async def read(self, n=-1):
        data = await super().read(n)
        self.starved = self.starved or len(data) < n
        return data


class Peer(BufferWriter):
    """The other end, for the CONNACK of a refusal."""

    def get_peer_info(self):
        return "127.0.0.1", 1


class NoPlugins:
    async def fire_event(self, *_, **__):
        pass


async def decode(reader, first_byte):
    if first_byte & 0xF0 == CONNECT:
        await BrokerProtocolHandler.init_from_connect(reader, Peer(), NoPlugins())
        return None
    header = await MQTTFixedHeader.from_stream(reader)
    if header is None:
        raise NoDataError
    if header.packet_type in (RESERVED_0, RESERVED_15):
        raise MQTTError("reserved packet type")
    return await packet_class(header).from_stream(reader, fixed_header=header)


def answer(data):
    reader = Wire(data)
    try:
        packet = asyncio.run(decode(reader, data[0]))
    except (MQTTError, AMQTTError, CodecError) as error:
        return f"reject {error}"
    except NoDataError:
        return "incomplete"
    except Exception as error:  # pylint: disable=broad-except
        return f"crash {type(error).__name__}: {error}"
    if reader.starved:
        return "incomplete"
    if isinstance(packet, PublishPacket):
        topic = packet.topic_name.encode("utf-8", "surrogatepass").hex()
        return f"accept {topic or '-'} {packet.data.hex() or '-'}"
    return "accept"


for line in sys.stdin:
    name, _, _, text = line.split()
    print(name, answer(bytes.fromhex(text)).replace("\n", " "), flush=True)
