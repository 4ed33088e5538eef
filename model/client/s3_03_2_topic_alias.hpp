// Topic Aliases as a Client uses and understands them: section 3.3.2.3.4 of 5.0.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// Puts a Topic Alias into a PUBLISH, if the Server permits and the Client likes to, and takes the
/// Topic Name out if the Server knows it already.
void use_topic_alias(Turn& turn, owned::Publish& out);

/// Notes the mapping that a PUBLISH, which was sent, has made.
void note_topic_alias(Turn& turn, const std::string& topic, const owned::Publish& out);

/// The Topic Name of a PUBLISH from the Server, or nothing if that is an error, which has then been
/// dealt with.
std::optional<std::string> resolve_topic(Turn& turn, const Publish& publish);

}  // namespace mqttspec::model::client
