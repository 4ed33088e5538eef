// Application Messages as the broker and the Client hold them, made from the packets that brought
// them, and the packets that take them on.
#pragma once

#include "model/event.hpp"

namespace mqttspec::model::broker {

/// The message of a PUBLISH whose Topic Name, if a Topic Alias stood for it, is `topic`.
Message message_of(const Publish& publish, std::string_view topic);

/// The message of a Will.
Message message_of(const Will& will);
Message message_of(const owned::Will& will);

/// A PUBLISH with the message, at its QoS, and no Packet Identifier yet.
owned::Publish publish_of(const Message& message);

}  // namespace mqttspec::model::broker
