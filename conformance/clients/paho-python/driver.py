"""The driver of paho-mqtt, with the thread of the library (loop_start), as most programs use it."""

import importlib.metadata
import os
import sys
from urllib.parse import urlsplit

from paho.mqtt import client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../help"))
from line_json import Driver, Publishing, hexed, only, say

driver = Driver(importlib.metadata.version("paho-mqtt"))
client = None
waiting = {}  # to which command a Packet Identifier belongs
OWN_NAMES = {
    "maximum_qos": "MaximumQoS",
    "retain_handling": "retainHandling",
    "no_local": "noLocal",
    "retain_as_published": "retainAsPublished",
    "qos": "qos",
    "subscription_identifiers_available": "SubscriptionIdentifierAvailable",
}


def own_name(name):
    return OWN_NAMES.get(name) or name.title().replace("_", "")


def given(packet, fields):
    properties = Properties(packet) if "properties" in fields else None
    for name, value in fields.get("properties", {}).items():
        for each in value if isinstance(value, list) else [value]:
            setattr(properties, own_name(name), tuple(each) if isinstance(each, list) else each)
    return properties


def seen(ev, properties):
    return driver.properties(ev, lambda name: getattr(properties, own_name(name), None))


def connect(tag, fields):
    five = driver.version == "5.0"
    fixed = driver.fixed(fields, "client_id", "auto_reconnect", *([] if five else ["clean_start"]))
    make(fixed, five, fields)
    client.username_pw_set(fields.get("user_name"), fields.get("password"))
    client.will_clear()
    if will := fields.get("will"):
        properties = given(PacketTypes.WILLMESSAGE, will)
        client.will_set(
            will["topic"], will["payload"], properties=properties, **only(will, "qos", "retain")
        )
    options = {"keepalive": fields["keep_alive"]} if "keep_alive" in fields else {}
    if five:
        options |= {"properties": given(PacketTypes.CONNECT, fields), **only(fields, "clean_start")}
    client.loop_stop()
    client.connect(fields["host"], fields["port"], **options)
    client.loop_start()


def make(fixed, five, fields):
    global client
    if client is None:
        url = urlsplit(fields.get("url", ""))
        client = mqtt.Client(
            mqtt.CallbackAPIVersion.VERSION2,
            fixed.get("client_id", ""),
            fixed.get("clean_start"),
            protocol=mqtt.MQTTv5 if five else mqtt.MQTTv311,
            reconnect_on_failure=fixed.get("auto_reconnect", False),
            transport="websockets" if url.scheme.startswith("ws") else "tcp",
        )
        if url.path:
            client.ws_set_options(path=url.path)
        if url.scheme in ("tls", "wss"):
            client.tls_set(ca_certs=fields.get("ca"))
        for callback in (
            on_connect,
            on_disconnect,
            on_message,
            on_publish,
            on_subscribe,
            on_unsubscribe,
        ):
            arrives = lambda *arguments, obey=callback: driver.later(obey, *arguments[2:])
            setattr(client, callback.__name__, arrives)


def sub(tag, fields):
    wanted = []
    for each in fields["subscriptions"]:
        options = {own_name(name): value for name, value in each.items() if name != "topic_filter"}
        wanted.append(
            (
                each["topic_filter"],
                SubscribeOptions(**options) if driver.version == "5.0" else each["qos"],
            )
        )
    sent("sub", tag, *client.subscribe(wanted, properties=given(PacketTypes.SUBSCRIBE, fields)))


def unsub(tag, fields):
    properties = given(PacketTypes.UNSUBSCRIBE, fields)
    sent("unsub", tag, *client.unsubscribe(fields["topic_filters"], properties))


def sent(on, tag, code, identifier=None):
    if code != mqtt.MQTT_ERR_SUCCESS:
        driver.failed(on, tag, mqtt.error_string(code))
    waiting[identifier] = tag


def pub(tag, fields):
    payload = fields.get("payload", b"x" * fields.get("size", 0))

    def publish(publishing, n):
        properties = given(PacketTypes.PUBLISH, fields)
        info = client.publish(
            fields["topic"], payload, properties=properties, **only(fields, "qos", "retain")
        )
        kept = info.rc == mqtt.MQTT_ERR_NO_CONN and fields.get("qos", 0) > 0
        if info.rc != mqtt.MQTT_ERR_SUCCESS and not kept:
            return publishing.failed(n, mqtt.error_string(info.rc))
        waiting[info.mid] = (publishing, n)

    Publishing(tag, fields, publish)


def disconnect(tag, fields):
    reason = fields.get("reason_code")
    code = None if reason is None else ReasonCode(PacketTypes.DISCONNECT, identifier=reason)
    was_connected = client.is_connected()
    result = client.disconnect(code, given(PacketTypes.DISCONNECT, fields))
    if not was_connected:  # the result says that too if the thread is faster than this one
        sent("disconnect", tag, result)


def on_connect(flags, reason, properties):
    driver.up(reason.value, flags.session_present, str(reason), seen("up", properties))


def on_disconnect(flags, reason, properties):
    if flags.is_disconnect_packet_from_server:
        say("disc", reason_code=reason.value, properties=seen("disc", properties))
    driver.down(reason_code=reason.value, text=str(reason))


def on_message(message):
    try:
        topic = message.topic
    except UnicodeDecodeError as error:
        topic = hexed(error.object)
    say(
        "msg",
        topic=topic,
        payload=hexed(message.payload),
        qos=message.qos,
        dup=bool(message.dup),
        retain=bool(message.retain),
        properties=seen("msg", message.properties),
    )


def on_publish(identifier, reason, properties):
    publishing, n = waiting.pop(identifier)
    publishing.done(n, reason_code=reason.value, properties=seen("done", properties))


def on_subscribe(identifier, reasons, properties):
    codes = [reason.value for reason in reasons]
    say(
        "suback",
        waiting.pop(identifier, None),
        reason_codes=codes,
        properties=seen("suback", properties),
    )


def on_unsubscribe(identifier, reasons, properties):
    codes = [reason.value for reason in reasons] if driver.version == "5.0" else None
    say(
        "unsuback",
        waiting.pop(identifier, None),
        reason_codes=codes,
        properties=seen("unsuback", properties),
    )


driver.run(connect=connect, sub=sub, unsub=unsub, pub=pub, disconnect=disconnect)
