// Application Messages as the broker holds them, made from the packets that brought them.
#pragma once

#include "model/event.hpp"

namespace mqttspec::model {

/// The message of a PUBLISH whose Topic Name, if a Topic Alias stood for it, is `topic`.
Message message_of(const Publish& publish, std::string_view topic);

/// The message of a Will.
Message message_of(const Will& will);

}  // namespace mqttspec::model
