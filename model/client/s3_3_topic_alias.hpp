// Topic Aliases as a Client uses and understands them: section 3.3.2.3.4 of 5.0.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

/// Puts a Topic Alias into a PUBLISH, if the Server permits and the Client likes to, and takes the
/// Topic Name out if the Server knows it already.
template <class Storage>
void use_topic_alias(ClientTurn<Storage>& turn, PublishOut<Storage>& out);

/// Notes the mapping that a PUBLISH, which was sent, has made.
template <class Storage>
void note_topic_alias(ClientTurn<Storage>& turn, const typename Storage::Text& topic,
                      const PublishOut<Storage>& out);

/// The Topic Name of a PUBLISH from the Server, or nothing if that is an error, which has then been
/// dealt with.
template <class Storage>
std::optional<typename Storage::Text> resolve_topic(ClientTurn<Storage>& turn,
                                                    const Publish& publish);

}  // namespace mqttspec::model
