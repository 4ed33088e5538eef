"""The driver of gmqtt, on asyncio. The library has no event for a message that is complete: what
tells is that it takes the message out of its store."""

import asyncio
import importlib.metadata
import logging
import os
import sys

import gmqtt
from gmqtt.mqtt.handler import MQTTConnectError
from gmqtt.storage import PersistentStorage

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../help"))
from line_json import Driver, Publishing, Unsupported, hexed, only, say

# A library that must not reconnect does not close after a DISCONNECT either: it is to, but not yet.
NO_RECONNECT_YET = {"reconnect_retries": -1, "reconnect_delay": 10**6}
driver = Driver(importlib.metadata.version("gmqtt"))
client = None
waiting = {}
OWN_NAMES = {
    "payload_format_indicator": "payload_format_id",
    "authentication_method": "auth_method",
    "request_problem_information": "request_problem_info",
    "response_information": "response_info",
    "request_response_information": "request_response_info",
    "maximum_qos": "max_qos",
    "subscription_identifiers_available": "sub_id_available",
}


class Store(PersistentStorage):
    def remove_message_by_mid(self, identifier):
        super().remove_message_by_mid(identifier)
        if (publishing := waiting.pop(identifier, None)) is not None:
            driver.later(publishing[0].done, publishing[1])

    def push_message(self, identifier, package):
        super().push_message(identifier, package)
        self.last = identifier


def given(fields):
    properties = dict(fields.get("properties", {}))
    if "subscription_identifier" in properties and isinstance(
        properties["subscription_identifier"], list
    ):
        if len(properties["subscription_identifier"]) > 1:
            raise Unsupported("properties.subscription_identifier")
        properties["subscription_identifier"] = properties["subscription_identifier"][0]
    return {OWN_NAMES.get(name, name): value for name, value in properties.items()}


def seen(ev, properties):
    """The library gives a list for each property that came."""

    def value(name):
        values = properties.get(OWN_NAMES.get(name, name))
        many = name in ("user_property", "subscription_identifier")
        return values if many or not isinstance(values, list) else values[0]

    return driver.properties(ev, value)


def connect(tag, fields):
    global client
    driver.fixed(fields, "client_id", "clean_start", "auto_reconnect", "will", "properties")
    if client is None:
        will = fields.get("will")
        options = {"clean_session": fields["clean_start"]} if "clean_start" in fields else {}
        if will is not None:
            options["will_message"] = gmqtt.Message(
                will["topic"], will["payload"], **only(will, "qos", "retain"), **given(will)
            )
        client = gmqtt.Client(
            fields.get("client_id", ""), persistent_storage=Store(), **options, **given(fields)
        )
        if not fields.get("auto_reconnect"):
            client.set_config(NO_RECONNECT_YET)
        client.on_connect, client.on_disconnect = on_connect, on_disconnect
        client.on_message, client.on_subscribe, client.on_unsubscribe = (
            on_message,
            on_subscribe,
            on_unsubscribe,
        )
    if "user_name" in fields:
        client.set_auth_credentials(fields["user_name"], fields.get("password"))
    elif "password" in fields:
        raise Unsupported("password")
    options = {"keepalive": fields["keep_alive"]} if "keep_alive" in fields else {}
    version = 5 if driver.version == "5.0" else 4
    begin(
        "connect", tag, client.connect(fields["host"], fields["port"], version=version, **options)
    )


def begin(on, tag, coroutine):
    async def run():
        try:
            await coroutine
        except MQTTConnectError as error:
            driver.up(error._code, None, str(error))
        except Exception as error:
            driver.failed(on, tag, f"{type(error).__name__}: {error}")

    asyncio.ensure_future(run())


def on_connect(_, session_present, code, properties):
    # Those of CONNECT are mixed in, and hide those of CONNACK of the same name.
    asked = given(driver.made_with)
    came = {name: values for name, values in properties.items() if name not in asked}
    driver.up(code, bool(session_present & 1), None, seen("up", came))


def on_disconnect(_, packet, *more):
    if isinstance(packet, bytes) and packet and driver.version == "5.0":
        return say("disc", reason_code=packet[0])
    driver.down()


def on_message(_, topic, payload, qos, properties):
    say(
        "msg",
        topic=hexed(topic) if isinstance(topic, bytes) else topic,
        payload=hexed(payload),
        qos=qos,
        retain=bool(properties["retain"]),
        dup=bool(properties["dup"]),
        properties=seen("msg", properties),
    )
    return 0


def on_subscribe(_, identifier, codes, properties):
    say(
        "suback",
        waiting.pop(identifier, None),
        reason_codes=list(codes),
        properties=seen("suback", properties),
    )


def on_unsubscribe(_, identifier, codes):
    codes = list(codes) if driver.version == "5.0" else None
    say("unsuback", waiting.pop(identifier, None), reason_codes=codes)


def sub(tag, fields):
    wanted = [
        gmqtt.Subscription(
            each["topic_filter"],
            each["qos"],
            each.get("no_local", False),
            each.get("retain_as_published", False),
            each.get("retain_handling", 0),
        )
        for each in fields["subscriptions"]
    ]
    waiting[client.subscribe(wanted, **given(fields))] = tag


def unsub(tag, fields):
    waiting[client.unsubscribe(fields["topic_filters"], **given(fields))] = tag


def pub(tag, fields):
    payload, qos = fields.get("payload", b"x" * fields.get("size", 0)), fields.get("qos", 0)

    def publish(publishing, n):
        client.publish(fields["topic"], payload, qos, fields.get("retain", False), **given(fields))
        if qos > 0:
            waiting[client._persistent_storage.last] = (publishing, n)
        else:
            driver.later(publishing.done, n)

    Publishing(tag, fields, publish)


def disconnect(tag, fields):
    begin("disconnect", tag, client.disconnect(fields.get("reason_code", 0), **given(fields)))


logging.disable(logging.CRITICAL)
asyncio.run(
    driver.run_in_loop(connect=connect, sub=sub, unsub=unsub, pub=pub, disconnect=disconnect)
)
