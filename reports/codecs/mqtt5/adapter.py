"""Decodes vectors with mqtt5, as aiomqtt does: one function for a packet at the buffer's begin."""
import sys

import mqtt5


def answer(data):
    try:
        packet, _ = mqtt5.read(memoryview(data))
    except IndexError:
        return "incomplete"
    except ValueError as error:
        return f"reject {error}"
    except BaseException as error:  # pylint: disable=broad-except
        return f"crash {type(error).__name__}: {error}"
    if isinstance(packet, mqtt5.PublishPacket):
        topic = packet.topic.encode("utf-8", "surrogatepass").hex()
        return f"accept {topic or '-'} {(packet.payload or b'').hex() or '-'}"
    return "accept"


for line in sys.stdin:
    name, _, _, text = line.split()
    print(name, answer(bytes.fromhex(text)).replace("\n", " "), flush=True)
